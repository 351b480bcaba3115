import { Type } from '@sinclair/typebox'
import { type Permission, requirePermission } from '../../access/permission.ts'
import { isAboveCommunities, type PlaceKind, placeKinds } from '../../places/kinds.ts'
import { placeIdPattern } from '../../places/place-id.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, placeById } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { choice, closed, defineShape, nullable, words } from '../shape.ts'
import { importSchema, toReport } from './imports.ts'

export const PlaceShape = defineShape(
  'Place',
  Type.Object({
    id: Type.String(),
    kind: choice(placeKinds),
    name: Type.String(),
    community: Type.String({ description: 'Empty above communities.' }),
    parent: nullable(Type.String()),
    path: Type.String(),
    lat: nullable(Type.Number()),
    lng: nullable(Type.Number()),
  }),
)

const spec = {
  id: 'places.id',
  path: 'places.path',
  above: true,
  pageLimit: 5000,
  fields: {
    id: { column: 'places.id', filter: 'text', sort: true },
    path: { column: 'places.path', filter: 'text', sort: true },
    name: { column: 'places.name', filter: 'none', sort: true },
    kind: { column: 'places.kind', filter: 'text', of: PlaceShape.schema.properties.kind, sort: true },
    parent: { column: 'places.parent', filter: 'text' },
    community: { column: 'places.community', filter: 'text' },
  },
  search: ['places.name'],
  defaultSort: 'path',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const Name = words(100)
const Lat = Type.Optional(nullable(Type.Number({ minimum: -90, maximum: 90 })))
const Lng = Type.Optional(nullable(Type.Number({ minimum: -180, maximum: 180 })))

const NewPlace = closed({
  id: Type.Optional(
    Type.String({ pattern: placeIdPattern, description: 'Made from the name where left out.' }),
  ),
  kind: choice(placeKinds.filter((kind) => kind !== 'community')),
  name: Name,
  parent: Type.Optional(nullable(Type.String({ description: 'Id of the place above.' }))),
  lat: Lat,
  lng: Lng,
})

const PlaceChange = closed({ name: Type.Optional(Name), lat: Lat, lng: Lng })

/** Above communities an administrator's work, within them that of the community too. */
const permissionFor = (kind: PlaceKind): Permission =>
  isAboveCommunities(kind) ? 'communities:write' : 'places:write'

/** The tree of places. */
export function placeRoutes(app: App, { store, places, now }: Services): void {
  const tags = ['places']
  const config = { resource: 'places' }
  const all = () => store.db.selectFrom('places').selectAll()

  app.get('/api/places', {
    config,
    schema: {
      tags,
      summary: 'Places',
      querystring: querySchema(spec),
      response: { 200: pageSchema(PlaceShape.ref) },
    },
    handler: async (request) => {
      const { rows, total } = await runList(store.db, spec, all(), request.query, actorOfRequest(request))
      return { items: rows, total }
    },
  })

  app.get('/api/places/:id', {
    config,
    schema: { tags, summary: 'One place', params: idParams, response: { 200: PlaceShape.ref } },
    handler: async (request) => findOne(all(), 'places', request.params.id, actorOfRequest(request)),
  })

  app.post('/api/places', {
    config,
    schema: { tags, summary: 'Add a place', body: NewPlace, response: { 201: PlaceShape.ref } },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { parent = null, lat = null, lng = null, ...rest } = request.body
      const above = parent === null ? null : await placeById(store.db, actor, parent)
      requirePermission(actor, permissionFor(rest.kind), above?.path ?? '')
      const id = await places.create({ ...rest, parent, lat, lng }, { account: actor.account, at: now() })
      return reply.code(201).send(await findOne(all(), 'places', id, actor))
    },
  })

  app.patch('/api/places/:id', {
    config,
    schema: {
      tags,
      summary: 'Rename a place or say where it is',
      params: idParams,
      body: PlaceChange,
      response: { 200: PlaceShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await placeById(store.db, actor, request.params.id)
      requirePermission(actor, permissionFor(row.kind), row.path)
      await places.update(row.id, request.body, { account: actor.account, at: now() })
      return findOne(all(), 'places', row.id, actor)
    },
  })

  app.delete('/api/places/:id', {
    config,
    schema: {
      tags,
      summary: 'Remove a place that nothing uses',
      params: idParams,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const row = await placeById(store.db, actor, request.params.id)
      requirePermission(actor, permissionFor(row.kind), row.path)
      await places.remove(row.id, { account: actor.account, at: now() })
      return reply.code(204).send(null)
    },
  })

  app.post('/api/places/import', {
    config,
    schema: {
      tags,
      summary: 'Add the places of a CSV table (text/csv)',
      description:
        'Columns: building, unit, room, site, lat, lng (or 楼栋, 单元, 房间, 场地, 纬度, 经度). Each row is one place with what is above it. UTF-8 or GBK. All rows or none.',
      ...importSchema,
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { community, dryRun = false } = request.query
      const row = await findOne(
        store.db.selectFrom('communities').selectAll(),
        'communities',
        community,
        actor,
      )
      requirePermission(actor, 'places:write', row.path)
      const table = { community, dryRun, table: request.body }
      return toReport(dryRun, await places.import(table, { account: actor.account, at: now() }))
    },
  })
}
