import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { runtimeError } from '../../errors.ts'
import type { Arrival } from '../../journal/journal.ts'
import { isRefusal } from '../dialects/refusal.ts'
import { unwrap } from '../dialects/unwrap.ts'
import { secretMatches } from '../secret-matches.ts'
import type { Ingest } from '../source.ts'
import { readConfig, type SourceRow } from '../source-row.ts'
import { countRefusal, note, type Tally, turnAway } from '../tally.ts'
import { verdictFor } from './answer.ts'
import type { HttpCommands } from './commands.ts'

/** Bytes of one body. */
export const httpBodyLimit = 1024 * 1024

/** The HTTP sources of now; looked up at every request, so that changes need no restart. */
export interface HttpTable {
  find(source: string): { readonly row: SourceRow; readonly tally: Tally } | undefined
}

interface InRoute {
  readonly Params: { readonly source: string; readonly token?: string }
}

/**
 * Adds `POST /in/:source`. The body is kept as bytes and answered after the journal has it; a body that cannot be
 * read is kept all the same and refused further on, with its reason. The token, where a source wants one, comes as
 * `Authorization: Bearer`, as `X-Token`, or as the last part of the path for devices that can only be given an address.
 */
export function registerHttpSources(
  app: FastifyInstance,
  table: HttpTable,
  ingest: Ingest,
  commands: HttpCommands,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: httpBodyLimit }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler<FastifyError, InRoute>((error, request) => {
      throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooLarge(request, table) : error
    })
    // The path may carry the token: requests are not logged.
    const options = { bodyLimit: httpBodyLimit, logLevel: 'warn' as const, config: { public: true } }
    const handle = (request: FastifyRequest<InRoute>, reply: FastifyReply) =>
      receive(request, reply, table, ingest, commands)
    scope.post<InRoute>('/in/:source', options, handle)
    scope.post<InRoute>('/in/:source/:token', options, handle)
  })
}

async function receive(
  request: FastifyRequest<InRoute>,
  reply: FastifyReply,
  table: HttpTable,
  ingest: Ingest,
  commands: HttpCommands,
): Promise<unknown> {
  const { source } = request.params
  const found = table.find(source)
  if (!found) throw runtimeError('source.unknown', { source })
  const { row, tally } = found
  checkToken(request, row, tally)
  const arrival = arrivalOf(request, row)
  const { position, stamp } = await ingest.accept(arrival).catch((error) => {
    countRefusal(tally, error)
    throw error
  })
  tally.accepted++
  if (row.spec.kind !== 'http' || row.spec.answer === undefined) return { received: true }
  const address = addressOf(row, { ...arrival, stamp })
  if (address === null) return row.spec.answer.otherwise
  const asking = { source, position, address }
  return verdictFor(asking, row.spec.answer, commands, reply.raw).catch((error: Error) => {
    // The message is kept; a device that hears of trouble here would only send it again.
    note(tally, error)
    request.log.error({ err: error, source, position }, 'no verdict')
    return row.spec.kind === 'http' ? row.spec.answer?.otherwise : null
  })
}

function checkToken(request: FastifyRequest<InRoute>, row: SourceRow, tally: Tally): void {
  const { tokenHash } = readConfig(row.config)
  if (tokenHash === undefined) return
  const shown = shownToken(request)
  if (shown !== null && secretMatches(shown, tokenHash)) return
  const error = runtimeError('source.token', { source: row.id })
  turnAway(tally, request.ip, error)
  throw error
}

function shownToken({ params, headers }: FastifyRequest<InRoute>): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const header = headers['x-token']
  return params.token ?? bearer ?? (typeof header === 'string' ? header : null)
}

function arrivalOf(request: FastifyRequest<InRoute>, { id, community }: SourceRow): Arrival {
  const type = request.headers['content-type']
  const meta: Record<string, string> = type === undefined ? {} : { contentType: type.slice(0, 200) }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return { community, source: id, channel: `/in/${id}`, address: null, meta, body }
}

/** A body that cannot be read has no address: it is answered `otherwise` and becomes a dead letter. */
function addressOf(
  { spec, config }: SourceRow,
  arrival: Arrival & { readonly stamp: number },
): string | null {
  const unwrapped = unwrap(spec, arrival, readConfig(config))
  return isRefusal(unwrapped) ? null : (unwrapped[0]?.address ?? null)
}

function tooLarge(request: FastifyRequest<InRoute>, table: HttpTable): Error {
  const { source } = request.params
  const size = Number(request.headers['content-length'] ?? httpBodyLimit + 1)
  const error = runtimeError('source.oversize', {
    source,
    channel: `/in/${source}`,
    what: { zh: '字节数', en: 'size in bytes' },
    size,
    limit: httpBodyLimit,
  })
  const tally = table.find(source)?.tally
  if (tally) turnAway(tally, request.ip, error)
  return error
}
