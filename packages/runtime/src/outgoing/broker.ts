import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type RuntimeError, runtimeError } from '../errors.ts'
import { isPublicAddress } from './address.ts'
import { type HostGrant, hostOf } from './grant.ts'

/** What is to be fetched, for whom. */
export interface OutgoingRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Everything that may be reached; nothing else is. */
  readonly grants: readonly HostGrant[]
  readonly signal?: AbortSignal
}

export interface OutgoingAnswer {
  readonly contentType: string | null
  readonly body: Buffer
}

/** The only way out for what plugins and their sources ask for. */
export interface Broker {
  /** GETs once, within its limits. Refuses with an `outgoing.*` code. */
  fetch(request: OutgoingRequest): Promise<OutgoingAnswer>
}

export interface BrokerLimits {
  /** Most bytes of a body, after it was unpacked. */
  readonly bytes: number
  /** Most time for all of it, ms. */
  readonly time: number
}

interface Address {
  readonly address: string
  readonly family: number
}

export interface BrokerOptions {
  readonly limits?: Partial<BrokerLimits>
  /** All addresses of a name. Default: the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>
}

const usual: BrokerLimits = { bytes: 1024 * 1024, time: 10_000 }

/**
 * A broker: the host and port must be granted; the name is resolved once and the connection goes to that address, which
 * must be public unless the grant says otherwise; redirects are refused; size and time are limited.
 */
export function createBroker(options: BrokerOptions = {}): Broker {
  const limits = { ...usual, ...options.limits }
  const resolve = options.resolve ?? ((hostname) => lookup(hostname, { all: true }))
  return {
    async fetch({ url: text, headers = {}, grants, signal }) {
      const url = readUrl(text)
      const grant = grants.find(({ host }) => host === hostOf(url))
      if (grant === undefined) throw runtimeError('outgoing.not-granted', { host: hostOf(url) })
      const deadline = AbortSignal.timeout(limits.time)
      const until = signal === undefined ? deadline : AbortSignal.any([deadline, signal])
      try {
        const address = await within(until, pin(url, grant, resolve))
        const answer = await send(url, address, headers, until)
        try {
          return await read(url, answer, limits.bytes, until)
        } finally {
          answer.destroy()
        }
      } catch (error) {
        if (deadline.aborted)
          throw runtimeError('outgoing.too-slow', { host: hostOf(url), limit: limits.time })
        if (isCoded(error)) throw error
        throw failed(url, (error as Error).message, error)
      }
    },
  }
}

function failed(url: URL, reason: string, cause?: unknown): RuntimeError {
  return runtimeError('outgoing.failed', { host: hostOf(url), reason }, { cause })
}

function readUrl(text: string): URL {
  const url = URL.parse(text)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!isPlain) throw runtimeError('outgoing.url', { url: text.slice(0, 200) })
  return url
}

/** The one address that is connected to. A name with a single private address among its public ones is refused. */
async function pin(
  url: URL,
  { isPrivate }: HostGrant,
  resolve: NonNullable<BrokerOptions['resolve']>,
): Promise<Address> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(hostname)
  const found = family === 0 ? await resolve(hostname) : [{ address: hostname, family }]
  const inside = found.find(({ address }) => !isPublicAddress(address))
  if (inside !== undefined && !isPrivate)
    throw runtimeError('outgoing.private', { host: hostOf(url), address: inside.address })
  const [first] = found
  if (first === undefined) throw failed(url, 'the name has no address')
  return first
}

function send(
  url: URL,
  { address, family }: Address,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_hostname, { all }, done) =>
    all ? done(null, [{ address, family }]) : done(null, address, family)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent: false,
      lookup: pinned,
      signal,
      maxHeaderSize: 16 * 1024,
      headers: { accept: 'application/json', 'accept-encoding': 'gzip', 'user-agent': 'linli', ...headers },
    })
    outgoing.once('response', resolve)
    outgoing.once('upgrade', (_answer, socket) => {
      socket.destroy()
      reject(new Error('it wants to speak another protocol'))
    })
    outgoing.once('error', reject)
    outgoing.end()
  })
}

async function read(
  url: URL,
  answer: IncomingMessage,
  limit: number,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const { statusCode: status = 0 } = answer
  const host = hostOf(url)
  if (status >= 300 && status < 400) throw runtimeError('outgoing.redirect', { host, status })
  if (status !== 200) throw runtimeError('outgoing.status', { host, status })
  const stream = unpacked(answer, host)
  const stop = () => stream.destroy(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw runtimeError('outgoing.too-large', { host, limit })
      chunks.push(chunk)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    stream.destroy()
  }
  if (!answer.complete) throw failed(url, 'the answer ended early')
  return { contentType: answer.headers['content-type'] ?? null, body: Buffer.concat(chunks) }
}

/** Unpacked as it comes, so that a bomb is cut off at the limit. */
function unpacked(answer: IncomingMessage, host: string): Readable {
  const encoding = answer.headers['content-encoding'] ?? 'identity'
  switch (encoding) {
    case 'identity':
      return answer
    case 'gzip':
      return piped(answer, createGunzip())
    case 'deflate':
      return piped(answer, createInflate())
    case 'br':
      return piped(answer, createBrotliDecompress())
    default:
      throw runtimeError('outgoing.encoding', { host, encoding })
  }
}

function piped<Target extends Readable & NodeJS.WritableStream>(
  answer: IncomingMessage,
  target: Target,
): Target {
  answer.once('error', (error) => target.destroy(error))
  answer.pipe(target)
  return target
}

/** Rejects when the signal aborts first. */
function within<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

const isCoded = (error: unknown): error is RuntimeError =>
  String((error as { code?: unknown }).code).startsWith('outgoing.')
