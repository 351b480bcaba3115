import { createHash } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { may, requirePermission } from '../../access/permission.ts'
import { type ErrorCode, errors, runtimeError } from '../../errors.ts'
import type { DeadLetters } from '../../store/tables/device.ts'
import type { Database } from '../../store/tables.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyObject, choice, defineShape, nullable, TextShape, Time, time, timeOrNull } from '../shape.ts'

const fields = {
  id: Type.String(),
  stage: choice(['dialect', 'codec', 'model', 'derive', 'record', 'rule']),
  code: Type.String(),
  fault: choice(['caller', 'plugin', 'device', 'platform']),
  params: AnyObject,
  message: TextShape.ref,
  source: Type.String(),
  channel: Type.String(),
  address: nullable(Type.String()),
  device: nullable(Type.String()),
  arrival: Time,
  state: choice(['open', 'replayed']),
  attempts: Type.Integer(),
  replayedAt: nullable(Time),
  community: Type.String(),
  path: Type.String(),
  position: Type.String(),
}

export const DeadLetterShape = defineShape('DeadLetter', Type.Object(fields))
export const DeadLetterDetailShape = defineShape(
  'DeadLetterDetail',
  Type.Object({
    ...fields,
    meta: AnyObject,
    raw: nullable(
      Type.String({
        description:
          'The message as it came: text, or base64 where it is none. Null for roles that may not repair.',
      }),
    ),
    rawEncoding: choice(['utf8', 'base64']),
    size: Type.Integer(),
    sha256: Type.String({ description: 'Of the message as it came: the same item gives the same one.' }),
  }),
)

const spec = {
  id: 'dead_letters.id',
  path: 'dead_letters.path',
  fields: {
    id: { column: 'dead_letters.id', filter: 'text' },
    state: { column: 'dead_letters.state', filter: 'text', sort: true },
    stage: { column: 'dead_letters.stage', filter: 'text', sort: true },
    code: { column: 'dead_letters.code', filter: 'text', sort: true },
    source: { column: 'dead_letters.source', filter: 'text', sort: true },
    device: { column: 'dead_letters.device', filter: 'text' },
    address: { column: 'dead_letters.address', filter: 'text' },
    community: { column: 'dead_letters.community', filter: 'text' },
    position: { column: sql`dead_letters.position::text`, filter: 'text' },
    arrival: { column: 'dead_letters.arrival', filter: 'time', sort: true },
  },
  search: ['dead_letters.code', 'dead_letters.device', 'dead_letters.address', 'dead_letters.channel'],
  defaultSort: 'arrival',
} as const satisfies ListSpec

/** What was refused on its way, with the reason and as it came. */
export function deadLetterRoutes(app: App, services: Services): void {
  const { store, deadLetters, now } = services
  const tags = ['dead-letters']
  const config = { resource: 'dead-letters' }

  app.get('/api/dead-letters', {
    config,
    schema: {
      tags,
      summary: 'Refused messages',
      querystring: querySchema(spec),
      response: { 200: pageSchema(DeadLetterShape.ref) },
    },
    handler: async (request) => {
      const { rows, total } = await runList(
        store.db,
        spec,
        store.db.selectFrom('deadLetters').select(columns),
        request.query,
        actorOfRequest(request),
      )
      return { items: rows.map(toLetter), total }
    },
  })

  app.get('/api/dead-letters/:id', {
    config,
    schema: {
      tags,
      summary: 'One refused message, as it came',
      params: idParams,
      response: { 200: DeadLetterDetailShape.ref },
    },
    handler: async (request) => read(services, actorOfRequest(request), request.params.id),
  })

  app.post('/api/dead-letters/:id/replay', {
    config,
    schema: {
      tags,
      summary: 'Send it through again, after the cause was removed',
      params: idParams,
      response: { 200: DeadLetterDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await findOne(
        store.db.selectFrom('deadLetters').select(columns),
        'dead-letters',
        request.params.id,
        actor,
      )
      requirePermission(actor, 'dead-letters:write', row.path)
      await deadLetters.replay(row.id, { account: actor.account, at: now() })
      return read(services, actor, row.id)
    },
  })
}

/** Refuses with what the pipeline found wrong about the message at this position, if anything. */
export async function refuseAsStored(db: Kysely<Database>, position: number): Promise<void> {
  const row = await db
    .selectFrom('deadLetters')
    .select(['code', 'params'])
    .where('position', '=', position)
    .orderBy('ordinal')
    .executeTakeFirst()
  if (row) throw runtimeError(row.code as ErrorCode, row.params as never)
}

const columns = [
  'id',
  'stage',
  'code',
  'params',
  'message',
  'source',
  'channel',
  'address',
  'device',
  'arrival',
  'state',
  'attempts',
  'replayedAt',
  'community',
  'path',
  'position',
] as const

async function read({ store }: Services, actor: Actor, id: string) {
  const row = await findOne(
    store.db.selectFrom('deadLetters').select([...columns, 'meta', 'raw']),
    'dead-letters',
    id,
    actor,
  )
  const { raw: bytes, meta, ...letter } = row
  const raw = Buffer.from(bytes)
  const text = asText(raw)
  const shown = may({ ...actor, scopes: null }, 'dead-letters:write', row.path)
  return {
    ...toLetter(letter),
    meta,
    raw: shown ? (text ?? raw.toString('base64')) : null,
    rawEncoding: text === null ? ('base64' as const) : ('utf8' as const),
    size: raw.length,
    sha256: createHash('sha256').update(raw).digest('hex'),
  }
}

function asText(raw: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return null
  }
}

function toLetter(row: Pick<Selectable<DeadLetters>, (typeof columns)[number]>) {
  const { arrival, replayedAt, position, ...same } = row
  return {
    ...same,
    fault: Object.hasOwn(errors, row.code) ? errors[row.code as ErrorCode].fault : ('plugin' as const),
    arrival: time(arrival),
    replayedAt: timeOrNull(replayedAt),
    position: String(position),
  }
}
