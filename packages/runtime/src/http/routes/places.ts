import { Type } from '@sinclair/typebox'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { choice, defineShape, nullable } from '../shape.ts'

export const PlaceShape = defineShape(
  'Place',
  Type.Object({
    id: Type.String(),
    kind: choice(['city', 'district', 'street', 'community', 'building', 'unit', 'room']),
    name: Type.String(),
    community: Type.String({ description: 'Empty above communities.' }),
    parent: nullable(Type.String()),
    path: Type.String(),
    lat: nullable(Type.Number()),
    lng: nullable(Type.Number()),
  }),
)

export const CommunityShape = defineShape(
  'Community',
  Type.Object({ id: Type.String(), name: Type.String(), path: Type.String() }),
)

const placeSpec = {
  id: 'places.id',
  path: 'places.path',
  above: true,
  pageLimit: 5000,
  fields: {
    id: { column: 'places.id', filter: 'text', sort: true },
    path: { column: 'places.path', filter: 'text', sort: true },
    name: { column: 'places.name', filter: 'none', sort: true },
    kind: { column: 'places.kind', filter: 'text', sort: true },
    parent: { column: 'places.parent', filter: 'text' },
    community: { column: 'places.community', filter: 'text' },
  },
  search: ['places.name'],
  defaultSort: 'path',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const communitySpec = {
  id: 'communities.id',
  path: 'communities.path',
  above: true,
  fields: {
    id: { column: 'communities.id', filter: 'text', sort: true },
    name: { column: 'communities.name', filter: 'none', sort: true },
  },
  search: ['communities.name'],
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const satisfies ListSpec

/** Communities and the tree of places. */
export function placeRoutes(app: App, { store }: Services): void {
  app.get('/api/communities', {
    config: { resource: 'communities' },
    schema: {
      tags: ['places'],
      summary: 'Communities',
      querystring: querySchema(communitySpec),
      response: { 200: pageSchema(CommunityShape.ref) },
    },
    handler: async (request) => {
      const query = store.db.selectFrom('communities').select(['id', 'name', 'path'])
      const { rows, total } = await runList(
        store.db,
        communitySpec,
        query,
        request.query,
        actorOfRequest(request),
      )
      return { items: rows, total }
    },
  })

  app.get('/api/communities/:id', {
    config: { resource: 'communities' },
    schema: {
      tags: ['places'],
      summary: 'One community',
      params: idParams,
      response: { 200: CommunityShape.ref },
    },
    handler: async (request) =>
      findOne(
        store.db.selectFrom('communities').select(['id', 'name', 'path']),
        'communities',
        request.params.id,
        actorOfRequest(request),
      ),
  })

  app.get('/api/places', {
    config: { resource: 'places' },
    schema: {
      tags: ['places'],
      summary: 'Places',
      querystring: querySchema(placeSpec),
      response: { 200: pageSchema(PlaceShape.ref) },
    },
    handler: async (request) => {
      const { rows, total } = await runList(
        store.db,
        placeSpec,
        store.db.selectFrom('places').selectAll(),
        request.query,
        actorOfRequest(request),
      )
      return { items: rows, total }
    },
  })

  app.get('/api/places/:id', {
    config: { resource: 'places' },
    schema: { tags: ['places'], summary: 'One place', params: idParams, response: { 200: PlaceShape.ref } },
    handler: async (request) =>
      findOne(
        store.db.selectFrom('places').selectAll(),
        'places',
        request.params.id,
        actorOfRequest(request),
      ),
  })
}
