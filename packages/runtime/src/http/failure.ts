import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { RuntimeError, runtimeError } from '../errors.ts'
import { Refused } from '../incidents/refused.ts'

/** An error as it goes over the wire. */
export interface WireFailure {
  readonly status: number
  readonly body: {
    readonly error: {
      readonly code: string
      readonly message: string
      readonly fault: string
      readonly params: object
    }
  }
}

/** Answers an error with its code, in the caller's language. What is not a coded error is logged and not shown. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const coded = codedError(error, request)
  if (coded.status >= 500) request.log.error({ err: error, code: coded.code }, 'request failed')
  else request.log.info({ code: coded.code }, 'request refused')
  if (coded.code === 'access.too-many') reply.header('retry-after', String(coded.params.seconds))
  if (coded.code === 'http.key-running') reply.header('retry-after', '1')
  const { status, body } = wireFailure(coded, languageOf(request.headers['accept-language']))
  reply.code(status).send(body)
}

/** Answers what is no request at all, before there is one: with a code too, on the bare connection. */
export function sendMalformed(
  error: Error & { readonly code?: string; readonly rawPacket?: unknown },
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error)
  const head = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString('latin1') : ''
  const language = languageOf(/^accept-language:(.*)$/im.exec(head)?.[1])
  const refused = runtimeError('http.malformed', { reason: error.message })
  const body = JSON.stringify(wireFailure(refused, language).body)
  const lines = [
    `HTTP/1.1 ${refused.status} Bad Request`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** `zh` unless English is preferred. */
export function languageOf(header: string | undefined): 'zh' | 'en' {
  const first = /\b(zh|en)\b/i.exec(header ?? '')
  return first?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh'
}

type Coded = RuntimeError | Refused

function wireFailure(error: Coded, language: 'zh' | 'en'): WireFailure {
  const { code, fault, params, text } = error
  return { status: error.status, body: { error: { code, message: text[language], fault, params } } }
}

function codedError(error: unknown, request: FastifyRequest): Coded {
  if (error instanceof RuntimeError || error instanceof Refused) return error
  return (
    fromFastify(error as FastifyError, request) ??
    runtimeError('http.unexpected', { request: request.id }, { cause: error })
  )
}

/** What Fastify itself refuses: by its own code, since its messages are English only. */
function fromFastify(error: FastifyError, request: FastifyRequest): RuntimeError | null {
  if (error.validation) {
    const [first] = error.validation
    const where = `${error.validationContext ?? 'request'}${first?.instancePath ?? ''}`
    return runtimeError('http.invalid', { where, reason: first?.message ?? error.message })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return runtimeError('http.too-large', { limit: request.routeOptions.bodyLimit ?? 0 })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return runtimeError('http.media-type', { type: request.headers['content-type'] ?? '' })
    case 'FST_ERR_BAD_URL':
      return runtimeError('http.malformed', { reason: error.message })
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return runtimeError('http.not-json', { reason: error.message })
    default:
      return error.statusCode && error.statusCode < 500
        ? runtimeError('http.invalid', { where: 'request', reason: error.message })
        : null
  }
}
