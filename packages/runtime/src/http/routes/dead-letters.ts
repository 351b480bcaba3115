import { createHash } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { masked } from '../../access/mask.ts'
import { may, requirePermission } from '../../access/permission.ts'
import { describeError, type ErrorCode, type ErrorParam, errors, runtimeError } from '../../errors.ts'
import type { DeadLetters } from '../../store/tables/device.ts'
import type { Database } from '../../store/tables.ts'
import { type Api, meantDevices, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import { AnyObject, choice, defineShape, nullable, TextShape, Time, time, timeOrNull } from '../shape.ts'
import type { Sight } from '../sight/sight.ts'

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
          'The message as it came: text, or base64 where it is none. Null for roles that may not repair, or not read what personal data may be in it.',
      }),
    ),
    rawEncoding: choice(['utf8', 'base64']),
    size: Type.Integer(),
    sha256: nullable(
      Type.String({
        description:
          'Of the message as it came: the same item gives the same one. Null for who may not read it.',
      }),
    ),
  }),
)

const spec = {
  id: 'dead_letters.id',
  path: 'dead_letters.path',
  fields: {
    id: { column: 'dead_letters.id', filter: 'text' },
    state: { column: 'dead_letters.state', filter: 'text', of: fields.state, sort: true },
    stage: { column: 'dead_letters.stage', filter: 'text', of: fields.stage, sort: true },
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
export function deadLetterRoutes(app: App, services: Api): void {
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
      const actor = actorOfRequest(request)
      const sight = await sightOf(services, request)
      const asked = meantDevices(services, request.query)
      const { rows, total } = await runList(store.db, spec, letters(services), asked, actor)
      return { items: rows.map((row) => toLetter(row, services, sight)), total }
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
    handler: async (request) =>
      read(services, actorOfRequest(request), await sightOf(services, request), request.params.id),
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
      const query = store.db.selectFrom('deadLetters').select(['id', 'path'])
      const row = await findOne(query, 'dead-letters', request.params.id, actor)
      requirePermission(actor, 'dead-letters:write', row.path)
      await deadLetters.replay(row.id, { account: actor.account, at: now() })
      return read(services, actor, await sightOf(services, request), row.id)
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
  'deadLetters.id',
  'deadLetters.stage',
  'deadLetters.code',
  'deadLetters.params',
  'deadLetters.message',
  'deadLetters.source',
  'deadLetters.channel',
  'deadLetters.address',
  'deadLetters.device',
  'deadLetters.arrival',
  'deadLetters.state',
  'deadLetters.attempts',
  'deadLetters.replayedAt',
  'deadLetters.community',
  'deadLetters.path',
  'deadLetters.position',
] as const

/** Each with the plugin whose source it came from: what may stand in it depends on that. */
function letters({ store }: Api) {
  return store.db
    .selectFrom('deadLetters')
    .leftJoin('sources', 'sources.id', 'deadLetters.source')
    .select([...columns, 'sources.plugin'])
}

async function read(services: Api, actor: Actor, sight: Sight, id: string) {
  const query = letters(services).select(['deadLetters.meta', 'deadLetters.raw'])
  const { raw: bytes, meta, ...letter } = await findOne(query, 'dead-letters', id, actor, 'dead_letters.id')
  const raw = Buffer.from(bytes)
  const text = asText(raw)
  const reads = sight.readsRaw(letter.plugin, letter.path)
  const shown = reads && may({ ...actor, scopes: null }, 'dead-letters:write', letter.path)
  return {
    ...toLetter(letter, services, sight),
    meta: reads ? meta : {},
    raw: shown ? (text ?? raw.toString('base64')) : null,
    rawEncoding: text === null ? ('base64' as const) : ('utf8' as const),
    size: raw.length,
    sha256: reads ? createHash('sha256').update(raw).digest('hex') : null,
  }
}

function asText(raw: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return null
  }
}

type Letter = Omit<Selectable<DeadLetters>, 'raw' | 'meta' | 'ordinal'> & { readonly plugin: string | null }

function toLetter(row: Letter, { ids }: Api, sight: Sight) {
  const { arrival, replayedAt, position, plugin, device, params, message, ...same } = row
  const reads = sight.readsRaw(plugin, row.path)
  return {
    ...same,
    ...(reads ? { params, message } : maskReason(row)),
    device: device === null ? null : ids.shown(device),
    fault: Object.hasOwn(errors, row.code) ? errors[row.code as ErrorCode].fault : ('plugin' as const),
    arrival: time(arrival),
    replayedAt: timeOrNull(replayedAt),
    position: String(position),
  }
}

/** What may be told of a reason to those who may not read the message: where it was refused, not what stood there. */
const telling = new Set(
  'source channel address device station model name field plugin record codec function rule client topic what size limit action'.split(
    ' ',
  ),
)

/** Why the sandbox stopped a function, in our own words; what the function itself said stays out. */
function sandboxReason(value: ErrorParam): ErrorParam | null {
  if (typeof value !== 'object' || !/^sandbox\.[a-z-]+: /.test(value.en)) return null
  if (!value.en.startsWith('sandbox.thrown: ')) return value
  return { zh: 'sandbox.thrown', en: 'sandbox.thrown' }
}

function maskReason({ code, params, message }: Pick<Letter, 'code' | 'params' | 'message'>) {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    telling.has(name) ? value : (sandboxReason(value) ?? masked(value, 'all')),
  ])
  const shown = Object.fromEntries(entries) as typeof params
  return {
    params: shown,
    message: Object.hasOwn(errors, code) ? describeError(code as ErrorCode, shown) : message,
  }
}
