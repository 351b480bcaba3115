import { type Duration, parseDuration } from '@linli/kernel'
import { Type } from '@sinclair/typebox'
import { type Kysely, type Selectable, sql } from 'kysely'
import { rolesAt } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { maskBySchema } from '../../access/personal.ts'
import type { Devices } from '../../store/tables/device.ts'
import type { Database } from '../../store/tables.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, newId, placeById } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import {
  AnyJson,
  choice,
  closed,
  defineShape,
  nullable,
  TextShape,
  Time,
  time,
  timeOrNull,
  words,
} from '../shape.ts'
import type { Sight } from '../sight/sight.ts'

export const DeviceShape = defineShape(
  'Device',
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    model: Type.String({ description: 'plugin/model' }),
    modelTitle: nullable(TextShape.ref),
    community: Type.String(),
    place: nullable(Type.String()),
    placeName: nullable(Type.String()),
    path: Type.String(),
    source: nullable(Type.String()),
    address: nullable(Type.String()),
    state: choice(['active', 'disabled']),
    online: nullable(
      Type.Boolean({ description: 'Null where the model says nothing about how often it reports.' }),
    ),
    lastSeen: nullable({
      ...Time,
      description: 'To the day where more would tell somebody who may not know it that somebody is at home.',
    }),
    clock: nullable(
      Type.Object(
        {
          code: choice(['ingest.clock-absurd', 'ingest.clock-ahead', 'ingest.late']),
          message: TextShape.ref,
          said: Type.String({ description: 'What its clock said last.' }),
          count: Type.Integer({ description: 'Observations since `since`.' }),
          since: Time,
          at: Time,
        },
        {
          description:
            'What is wrong with the clock of the device, as its messages show; null once it is right.',
        },
      ),
    ),
    values: Type.Array(
      Type.Object({
        name: Type.String(),
        title: nullable(TextShape.ref),
        unit: nullable(Type.String()),
        value: AnyJson,
        time: Time,
      }),
    ),
    commands: Type.Array(Type.String(), {
      description: 'Names of the commands it obeys; their arguments stand in the contract.',
    }),
  }),
)

const spec = {
  id: 'devices.id',
  path: 'devices.path',
  fields: {
    id: { column: 'devices.id', filter: 'text', sort: true },
    name: { column: 'devices.name', filter: 'none', sort: true },
    community: { column: 'devices.community', filter: 'text' },
    model: { column: 'devices.model', filter: 'text', sort: true },
    plugin: { column: sql`split_part(devices.model, '/', 1)`, filter: 'text' },
    place: { column: 'devices.place', filter: 'text', sort: true },
    source: { column: 'devices.source', filter: 'text', sort: true },
    address: { column: 'devices.address', filter: 'text', sort: true },
    state: { column: 'devices.state', filter: 'text', of: DeviceShape.schema.properties.state, sort: true },
    lastSeen: { column: 'devices.last_seen', filter: 'time', sort: true },
    online: { column: 'devices.last_seen', filter: 'flag' },
  },
  search: ['devices.name', 'devices.id', 'devices.address'],
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const NewDevice = closed({
  id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })),
  model: Type.String({ minLength: 3, maxLength: 128 }),
  name: words(100),
  place: Type.String({ description: 'Id of the place it stands at.' }),
  source: Type.Optional(nullable(Type.String())),
  address: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
})

const DeviceChange = closed({
  name: Type.Optional(words(100)),
  place: Type.Optional(Type.String()),
  source: Type.Optional(nullable(Type.String())),
  address: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  state: Type.Optional(choice(['active', 'disabled'])),
})

/** Devices with their last values. */
export function deviceRoutes(app: App, services: Api): void {
  const { store, now } = services
  const tags = ['devices']
  const config = { resource: 'devices' }

  app.get('/api/devices', {
    config,
    schema: {
      tags,
      summary: 'Devices',
      querystring: querySchema(spec),
      response: { 200: pageSchema(DeviceShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const sight = await sightOf(services, request)
      const within = specFor(services, sight)
      const { rows, total } = await runList(store.db, within, query(services, sight), request.query, actor)
      return { items: await toDevices(services, sight, rows, request), total }
    },
  })

  app.get('/api/devices/:id', {
    config,
    schema: { tags, summary: 'One device', params: idParams, response: { 200: DeviceShape.ref } },
    handler: async (request) => readDevice(services, request, request.params.id),
  })

  app.post('/api/devices', {
    config,
    schema: { tags, summary: 'Register a device', body: NewDevice, response: { 201: DeviceShape.ref } },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const place = await placeById(store.db, actor, request.body.place)
      requirePermission(actor, 'devices:write', place.path)
      const id = request.body.id ?? newId(request, 'device')
      const { source = null, address = null, name, model } = request.body
      const device = { id, community: place.community, model, name, place: place.id, source, address }
      await services.devices.create(device, { account: actor.account, at: now() })
      return reply.code(201).send(await readDevice(services, request, id))
    },
  })

  app.patch('/api/devices/:id', {
    config,
    schema: {
      tags,
      summary: 'Change a device',
      params: idParams,
      body: DeviceChange,
      response: { 200: DeviceShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = request.params
      const row = await findOne(store.db.selectFrom('devices').select(['id', 'path']), 'devices', id, actor)
      requirePermission(actor, 'devices:write', row.path)
      if (request.body.place !== undefined) {
        const place = await placeById(store.db, actor, request.body.place)
        requirePermission(actor, 'devices:write', place.path)
      }
      await services.devices.update(row.id, request.body, { account: actor.account, at: now() })
      return readDevice(services, request, row.id)
    },
  })
}

type Request = Parameters<typeof actorOfRequest>[0]

async function readDevice(services: Api, request: Request, id: string) {
  const sight = await sightOf(services, request)
  const row = await findOne(query(services, sight), 'devices', id, actorOfRequest(request))
  const [device] = await toDevices(services, sight, [row], request)
  return device!
}

type Row = Selectable<Devices> & { readonly heard: number | null }

function query({ store }: Api, sight: Sight) {
  return store.db.selectFrom('devices').selectAll().select(sql<number | null>`${sight.lastSeen}`.as('heard'))
}

/** The list with what depends on who asks, and when. */
function specFor({ now }: Api, sight: Sight): ListSpec {
  const lastSeen = { ...spec.fields.lastSeen, column: sight.lastSeen }
  const online = { ...spec.fields.online, column: sight.online(now()) }
  return { ...spec, fields: { ...spec.fields, lastSeen, online } }
}

async function toDevices(services: Api, sight: Sight, rows: readonly Row[], request: Request) {
  const { store, contracts, now } = services
  const labels = await labelsFor(store.db, rows)
  const values = await valuesOf(
    store.db,
    rows.map((row) => row.id),
  )
  const actor = actorOfRequest(request)
  return rows.map((row) => {
    const shown = (values.get(row.id) ?? []).filter(({ name }) => sight.shows(row.model, name, row.path))
    const device = toDevice(row, labels, shown, contracts, now(), rolesAt(actor, row.path))
    return { ...device, clock: clockOf(services, row) }
  })
}

/** It tells when the device reported, so only whoever sees that is told. */
function clockOf({ clocks }: Api, { id, heard, lastSeen }: Row) {
  const notice = heard !== null && Number(heard) === lastSeen ? clocks.of(id) : null
  return notice && { ...notice, since: time(notice.since), at: time(notice.at) }
}

type ValueRow = Pick<Selectable<Database['deviceValues']>, 'device' | 'name' | 'value' | 'time'>

async function valuesOf(db: Kysely<Database>, devices: readonly string[]): Promise<Map<string, ValueRow[]>> {
  if (devices.length === 0) return new Map()
  const rows = await db
    .selectFrom('deviceValues')
    .select(['device', 'name', 'value', 'time'])
    .where('device', 'in', devices)
    .orderBy('name')
    .execute()
  return Map.groupBy(rows, (row) => row.device)
}

function toDevice(
  row: Row,
  labels: Labels,
  values: readonly ValueRow[],
  contracts: Api['contracts'],
  now: number,
  roles: readonly string[],
) {
  const [plugin = '', name = ''] = row.model.split('/')
  const model = contracts.contract(plugin)?.devices[name]
  const { id, community, place, path, source, address, state } = row
  return {
    id,
    name: row.name,
    model: row.model,
    modelTitle: model?.title ?? null,
    community,
    place,
    placeName: labels.place(place),
    path,
    source,
    address,
    state,
    online: isOnline(row.lastSeen, model?.interval, now),
    lastSeen: timeOrNull(row.heard === null ? null : Number(row.heard)),
    values: values.map((value) => {
      const schema = model?.properties?.[value.name]
      return {
        name: value.name,
        title: (schema?.label as { zh: string; en: string } | undefined) ?? null,
        unit: (schema?.unit as string | undefined) ?? null,
        value: maskBySchema(schema, value.value, roles),
        time: time(value.time),
      }
    }),
    commands: Object.keys(model?.commands ?? {}),
  }
}

/** Longer silence than the model's interval shows as offline. */
function isOnline(lastSeen: number | null, interval: Duration | undefined, now: number): boolean | null {
  const allowed = interval === undefined ? null : parseDuration(interval)
  if (allowed === null || allowed === undefined) return null
  return lastSeen !== null && now - lastSeen <= allowed
}
