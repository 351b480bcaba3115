import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import { rolesAt } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { maskBySchema } from '../../access/personal.ts'
import type { Observations } from '../../store/tables/device.ts'
import { type Api, meantDevices, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne } from '../find.ts'
import { type ListSpec, pageSchema, parseTime, querySchema, runList } from '../list.ts'
import { schemaOf } from '../model-schema.ts'
import { AnyJson, choice, closed, defineShape, nullable, Time, time } from '../shape.ts'
import { refuseAsStored } from './dead-letters.ts'

export const ObservationShape = defineShape(
  'Observation',
  Type.Object({
    id: Type.String(),
    device: Type.String(),
    model: Type.String(),
    kind: choice(['property', 'event']),
    name: Type.String(),
    value: AnyJson,
    time: Time,
    arrival: Time,
    timeReason: choice(['device', 'offset', 'none', 'ahead', 'absurd'], {
      description: 'Why `time` is what it is; not `device`: the arrival was taken or corrected.',
    }),
    late: Type.Boolean({ description: 'Stored, but too late for rules.' }),
    source: Type.String(),
    place: nullable(Type.String()),
    community: Type.String(),
    path: Type.String(),
    installation: nullable(Type.String()),
  }),
)

const spec = {
  id: 'observations.id',
  path: 'observations.path',
  fields: {
    device: { column: 'observations.device', filter: 'text' },
    name: { column: 'observations.name', filter: 'text' },
    model: { column: 'observations.model', filter: 'text' },
    kind: { column: 'observations.kind', filter: 'text', of: ObservationShape.schema.properties.kind },
    community: { column: 'observations.community', filter: 'text' },
    source: { column: 'observations.source', filter: 'text' },
    installation: { column: 'observations.installation', filter: 'text' },
    late: { column: 'observations.late', filter: 'flag' },
    time: { column: 'observations.time', filter: 'none', sort: true },
    arrival: { column: 'observations.arrival', filter: 'time', sort: true },
  },
  defaultSort: 'time',
} as const satisfies ListSpec

const between = {
  from: Type.Optional(Type.String({ maxLength: 40, description: 'Event time from this moment on.' })),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'Event time before this moment.' })),
}

const Reported = closed({
  device: Type.String({ minLength: 1, maxLength: 100 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  value: AnyJson,
  time: Type.Optional(
    Type.String({ maxLength: 40, description: 'Device time with its offset; arrival where there is none.' }),
  ),
  identity: Type.Optional(
    Type.String({ maxLength: 200, description: 'Your own id of the event: sent again it is stored once.' }),
  ),
})

const Taken = Type.Object({
  position: Type.String({ description: 'Its place in the journal: it is on disk.' }),
  arrival: Time,
  duplicate: Type.Optional(
    Type.Boolean({
      description: 'With `wait`: this identity was stored before, and nothing was stored now.',
    }),
  ),
})

/** What devices reported, and a door for integrators to report more. */
export function observationRoutes(app: App, services: Api): void {
  const { store, ingest } = services
  const tags = ['observations']
  const config = { resource: 'observations' }

  app.get('/api/observations', {
    config,
    schema: {
      tags,
      summary: 'Observations',
      querystring: querySchema(spec, between),
      response: { 200: pageSchema(ObservationShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const asked: Readonly<Record<string, unknown>> = meantDevices(services, request.query)
      const sight = await sightOf(services, request)
      let query = store.db.selectFrom('observations').selectAll().where(sight.observations)
      if (typeof asked.from === 'string')
        query = query.where('observations.time', '>=', parseTime('querystring/from', asked.from))
      if (typeof asked.to === 'string')
        query = query.where('observations.time', '<', parseTime('querystring/to', asked.to))
      const { rows, total } = await runList(store.db, spec, query, asked, actor)
      return { items: rows.map((row) => toObservation(row, services, rolesAt(actor, row.path))), total }
    },
  })

  app.post('/api/observations', {
    config,
    schema: {
      tags,
      summary: 'Report an observation; answered when it is on disk',
      description:
        'With `wait=true` the answer comes when it is stored, and says `duplicate` where its identity was stored before; what does not fit the device’s model is refused with its reason.',
      querystring: closed({ wait: Type.Optional(Type.Boolean({ default: false })) }),
      body: Reported,
      response: { 202: Taken },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { device: id, time: reported, ...reading } = request.body
      const device = await findOne(
        store.db.selectFrom('devices').select(['id', 'community', 'path']),
        'devices',
        id,
        actor,
      )
      requirePermission(actor, 'observations:write', device.path)
      const at = reported === undefined ? {} : { time: parseTime('body/time', reported) }
      const body = Buffer.from(JSON.stringify({ device: device.id, ...reading, ...at }))
      const message = {
        community: device.community,
        source: 'api',
        channel: 'observation',
        address: null,
        meta: { account: actor.account },
      }
      const { position, stamp } = await ingest.accept({ ...message, body })
      const taken = { position: String(position), arrival: time(stamp) }
      if (!request.query.wait || !(await ingest.settled(position, AbortSignal.timeout(5000))))
        return reply.code(202).send(taken)
      await refuseAsStored(store.db, position)
      const stored = await store.db
        .selectFrom('observations')
        .select('position')
        .where('community', '=', device.community)
        .where('position', '=', position)
        .limit(1)
        .executeTakeFirst()
      return reply.code(202).send({ ...taken, duplicate: stored === undefined })
    },
  })
}

function toObservation(row: Selectable<Observations>, { contracts, ids }: Api, roles: readonly string[]) {
  const { device, model, kind, name, timeReason, late, source, place, community, path, installation } = row
  return {
    // What tells observations apart in the store may be made of what they say.
    id: ids.mark(row.id),
    device: ids.shown(device),
    model,
    kind,
    name,
    timeReason,
    late,
    source,
    place,
    community,
    path,
    installation,
    value: maskBySchema(schemaOf(contracts, model, kind, name), row.value, roles),
    time: time(row.time),
    arrival: time(row.arrival),
  }
}
