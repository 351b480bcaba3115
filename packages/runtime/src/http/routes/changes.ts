import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { hasCode, runtimeError } from '../../errors.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findActor } from '../auth.ts'
import { ChangeFeed, type ChangeRow, type Reader } from '../change-feed.ts'
import { choice, closed, defineShape, Time, time } from '../shape.ts'

export const ChangeShape = defineShape(
  'Change',
  Type.Object({
    cursor: Type.String(),
    resource: Type.String(),
    id: Type.String(),
    op: choice(['create', 'update', 'delete']),
    at: Time,
  }),
)

const After = Type.String({ pattern: '^\\d{1,15}$', description: 'The cursor you have; 0 is the beginning.' })

const batch = 500

/** The change feed: what changed since a cursor, once or as a stream. */
export function changeRoutes(app: App, services: Api): void {
  const feed = new ChangeFeed(services.store)
  const closing = new AbortController()
  app.addHook('preClose', async () => {
    closing.abort()
    feed.close()
  })
  const tags = ['changes']
  const config = { resource: 'changes' }

  app.get('/api/changes', {
    config,
    schema: {
      tags,
      summary:
        'What changed after a cursor; without one, where the feed now ends, or with `wait` what changes from now on',
      description:
        'Tells of what the reader may see, and a token of the resources it may read. A cursor that is too old, or that was never given (a backup was restored), is refused with 410: read everything again.',
      querystring: closed({
        after: Type.Optional(After),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
        wait: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: 30,
            default: 0,
            description: 'Seconds to wait for something new.',
          }),
        ),
      }),
      response: { 200: Type.Object({ items: Type.Array(ChangeShape.ref), cursor: Type.String() }) },
    },
    handler: async (request) => {
      const reader = await readerOf(services, request)
      const { after, limit = 100, wait = 0 } = request.query
      if (after === undefined && wait === 0) return { items: [], cursor: String(await feed.head()) }
      if (after !== undefined) await feed.check(Number(after))
      const patience = AbortSignal.any([AbortSignal.timeout(wait * 1000), closing.signal])
      let { rows, cursor } = await feed.read(Number(after ?? (await feed.head())), limit, reader)
      while (rows.length === 0 && wait > 0 && !patience.aborted) {
        await feed.beyond(cursor, patience)
        ;({ rows, cursor } = await feed.read(cursor, limit, reader))
      }
      return { items: rows.map((row) => toChange(row, services)), cursor: String(cursor) }
    },
  })

  app.get('/api/changes/stream', {
    config,
    schema: {
      tags,
      summary: 'The same as server-sent events',
      description:
        '`event: change` with the cursor as `id`; resumes by `Last-Event-ID` or `after`, without either begins now; `event: heartbeat` at once and every 15 s; `event: reset` where changes in between are no longer kept, or the cursor was never given: read everything again.',
      querystring: closed({ after: Type.Optional(After) }),
      produces: ['text/event-stream'],
    },
    handler: async (request, reply) => {
      const asked = startOf(request.headers['last-event-id'], request.query.after)
      const gone = asked !== null && (await isGone(feed, asked))
      const reader = await readerOf(services, request)
      const start = gone || asked === null ? await feed.head() : asked
      reply.hijack()
      const { raw } = reply
      const left = new AbortController()
      raw.on('close', () => left.abort())
      raw.writeHead(200, streamHeaders)
      const stillMay = async () => {
        request.actor = await findActor(request, services)
        return request.actor && readerOf(services, request)
      }
      await stream({
        feed,
        raw,
        reader,
        write: (row) => eventOf(row, services),
        cursor: start,
        heartbeat: services.heartbeat ?? 15_000,
        greeting: gone ? eventText('reset', start) : eventText('heartbeat', start),
        signal: AbortSignal.any([left.signal, closing.signal]),
        stillMay,
      }).catch((error) => request.log.warn({ err: error }, 'stream ended'))
      raw.end()
    },
  })
}

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

function isGone(feed: ChangeFeed, after: number): Promise<boolean> {
  return feed.check(after).then(
    () => false,
    (error) => {
      if (hasCode(error, 'changes.gone') || hasCode(error, 'changes.ahead')) return true
      throw error
    },
  )
}

function startOf(lastEventId: FastifyRequest['headers'][string], after: string | undefined): number | null {
  const text = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : after
  if (text === undefined) return null
  if (!/^\d{1,15}$/.test(text))
    throw runtimeError('http.invalid', { where: 'headers/last-event-id', reason: 'Expected a cursor' })
  return Number(text)
}

interface Stream {
  readonly feed: ChangeFeed
  readonly raw: ServerResponse
  readonly reader: Reader
  readonly write: (row: ChangeRow) => string
  readonly cursor: number
  readonly greeting: string
  readonly heartbeat: number
  readonly signal: AbortSignal
  /** Who the request is now: a session that was closed ends its streams. */
  readonly stillMay: () => Promise<Reader | null>
}

async function stream({
  feed,
  raw,
  reader,
  write,
  cursor,
  greeting,
  heartbeat,
  signal,
  stillMay,
}: Stream): Promise<void> {
  let current: Reader | null = reader
  let at = cursor
  await send(raw, `retry: 2000\n${greeting}`, signal)
  while (!signal.aborted && current) {
    const beat = AbortSignal.any([signal, AbortSignal.timeout(heartbeat)])
    await feed.beyond(at, beat)
    const stretch = await feed.read(at, batch, current)
    at = stretch.cursor
    if (stretch.rows.length > 0) await send(raw, stretch.rows.map(write).join(''), signal)
    if (beat.aborted && !signal.aborted) {
      await send(raw, eventText('heartbeat', at), signal)
      current = await stillMay()
    }
  }
}

/** Waits where the reader is slow, so that nothing piles up here. */
async function send(raw: ServerResponse, text: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || raw.write(text)) return
  await once(raw, 'drain', { signal }).catch(() => {})
}

async function readerOf(services: Api, request: FastifyRequest): Promise<Reader> {
  return { actor: actorOfRequest(request), sight: await sightOf(services, request) }
}

function toChange({ cursor, resource, id, op, at }: ChangeRow, { ids }: Api) {
  return { cursor: String(cursor), resource, id: ids.shown(id), op, at: time(at) }
}

function eventOf(row: ChangeRow, services: Api): string {
  return `event: change\nid: ${row.cursor}\ndata: ${JSON.stringify(toChange(row, services))}\n\n`
}

/**
 * A heartbeat carries the cursor too: whoever reconnects after nothing but heartbeats still resumes where they were.
 * A reset says that changes before it are no longer kept: read everything again.
 */
function eventText(event: 'heartbeat' | 'reset', cursor: number): string {
  return `event: ${event}\nid: ${cursor}\ndata: {"cursor":"${cursor}"}\n\n`
}
