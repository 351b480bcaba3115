import { Type } from '@sinclair/typebox'
import { requirePermission } from '../../access/permission.ts'
import { placeIdPattern } from '../../places/place-id.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { closed, defineShape, words } from '../shape.ts'

export const CommunityShape = defineShape(
  'Community',
  Type.Object({ id: Type.String(), name: Type.String(), path: Type.String() }),
)

const spec = {
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

const Name = words(100)

const NewCommunity = closed({
  id: Type.Optional(
    Type.String({ pattern: placeIdPattern, description: 'Made from the name where left out.' }),
  ),
  name: Name,
  above: Type.Optional(
    Type.Object(
      { city: Type.Optional(Name), district: Type.Optional(Name), street: Type.Optional(Name) },
      {
        additionalProperties: false,
        description: 'Names of what it lies in. Those that are there are used, the others are made.',
      },
    ),
  ),
})

/** Communities: each is a place of the tree and a partition of the pipeline. */
export function communityRoutes(app: App, { store, places, now }: Services): void {
  const tags = ['places']
  const config = { resource: 'communities' }
  const all = () => store.db.selectFrom('communities').select(['id', 'name', 'path'])

  app.get('/api/communities', {
    config,
    schema: {
      tags,
      summary: 'Communities',
      querystring: querySchema(spec),
      response: { 200: pageSchema(CommunityShape.ref) },
    },
    handler: async (request) => {
      const { rows, total } = await runList(store.db, spec, all(), request.query, actorOfRequest(request))
      return { items: rows, total }
    },
  })

  app.get('/api/communities/:id', {
    config,
    schema: { tags, summary: 'One community', params: idParams, response: { 200: CommunityShape.ref } },
    handler: async (request) => findOne(all(), 'communities', request.params.id, actorOfRequest(request)),
  })

  app.post('/api/communities', {
    config,
    schema: {
      tags,
      summary: 'Make a community, with what is missing above it',
      body: NewCommunity,
      response: { 201: CommunityShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { above = {}, ...community } = request.body
      const id = await places.createCommunity(
        { ...community, above },
        { account: actor.account, at: now() },
        (path) => requirePermission(actor, 'communities:write', path),
      )
      return reply.code(201).send(await findOne(all(), 'communities', id, actor))
    },
  })

  app.patch('/api/communities/:id', {
    config,
    schema: {
      tags,
      summary: 'Rename a community',
      params: idParams,
      body: closed({ name: Name }),
      response: { 200: CommunityShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await findOne(all(), 'communities', request.params.id, actor)
      requirePermission(actor, 'communities:write', row.path)
      await places.renameCommunity(row.id, request.body.name, { account: actor.account, at: now() })
      return findOne(all(), 'communities', row.id, actor)
    },
  })
}
