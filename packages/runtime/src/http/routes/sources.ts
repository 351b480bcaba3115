import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { may, requirePermission } from '../../access/permission.ts'
import type { Sources } from '../../store/tables/device.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, newId } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyObject, choice, closed, defineShape, nullable, Time, time } from '../shape.ts'

const Kind = choice(['mqtt', 'http', 'http-poll', 'ocpp'])

export const SourceShape = defineShape(
  'Source',
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    kind: Kind,
    dialect: Type.String(),
    plugin: nullable(Type.String()),
    spec: nullable(Type.String({ description: 'Which source of the plugin’s contract it is.' })),
    config: nullable(AnyObject),
    state: choice(['active', 'stopped']),
    status: nullable(
      Type.Object({
        state: choice(['starting', 'up', 'down']),
        accepted: Type.Integer(),
        refused: Type.Integer(),
        lastError: nullable(Type.Object({ code: Type.String(), message: Type.String(), at: Time })),
      }),
    ),
    community: Type.String(),
    path: Type.String(),
    createdAt: Time,
  }),
)

const spec = {
  id: 'sources.id',
  path: 'sources.path',
  fields: {
    id: { column: 'sources.id', filter: 'text', sort: true },
    kind: { column: 'sources.kind', filter: 'text', sort: true },
    plugin: { column: 'sources.plugin', filter: 'text', sort: true },
    community: { column: 'sources.community', filter: 'text' },
    state: { column: 'sources.state', filter: 'text', sort: true },
    name: { column: 'sources.name', filter: 'none', sort: true },
  },
  search: ['sources.name', 'sources.id'],
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const NewSource = closed({
  id: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  community: Type.String(),
  kind: Kind,
  plugin: Type.String(),
  spec: Type.String(),
  config: Type.Optional(AnyObject),
})

const SourceChange = closed({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  state: Type.Optional(choice(['active', 'stopped'])),
  config: Type.Optional(AnyObject),
})

/** Sources: configured connections and how they stand. */
export function sourceRoutes(app: App, services: Services): void {
  const { store, sources, now } = services
  const tags = ['sources']
  const config = { resource: 'sources' }
  const find = (id: string, actor: Actor) =>
    findOne(store.db.selectFrom('sources').selectAll(), 'sources', id, actor)

  app.get('/api/sources', {
    config,
    schema: {
      tags,
      summary: 'Sources',
      querystring: querySchema(spec),
      response: { 200: pageSchema(SourceShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { rows, total } = await runList(
        store.db,
        spec,
        store.db.selectFrom('sources').selectAll(),
        request.query,
        actor,
      )
      return { items: rows.map((row) => toSource(row, services, actor)), total }
    },
  })

  app.get('/api/sources/:id', {
    config,
    schema: { tags, summary: 'One source', params: idParams, response: { 200: SourceShape.ref } },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      return toSource(await find(request.params.id, actor), services, actor)
    },
  })

  app.post('/api/sources', {
    config,
    schema: { tags, summary: 'Configure a connection', body: NewSource, response: { 201: SourceShape.ref } },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { id = newId(request, 'source'), config: settings = {}, ...rest } = request.body
      const community = await findOne(
        store.db.selectFrom('communities').selectAll(),
        'communities',
        rest.community,
        actor,
      )
      requirePermission(actor, 'sources:write', community.path)
      await sources.create({ id, config: settings, ...rest }, { account: actor.account, at: now() })
      return reply.code(201).send(toSource(await find(id, actor), services, actor))
    },
  })

  app.patch('/api/sources/:id', {
    config,
    schema: {
      tags,
      summary: 'Change, stop or start a connection',
      params: idParams,
      body: SourceChange,
      response: { 200: SourceShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await find(request.params.id, actor)
      requirePermission(actor, 'sources:write', row.path)
      await sources.update(row.id, request.body, { account: actor.account, at: now() })
      return toSource(await find(row.id, actor), services, actor)
    },
  })
}

/** The configuration holds credentials: only who may change it sees it. */
function toSource(row: Selectable<Sources>, { sources }: Services, actor: Actor) {
  const { id, name, kind, dialect, plugin, spec: declared, state, community, path } = row
  const status = sources.status(id)
  return {
    id,
    name,
    kind,
    dialect,
    plugin,
    spec: declared,
    state,
    community,
    path,
    config: may(actor, 'sources:write', path) ? row.config : null,
    status: status
      ? { ...status, lastError: status.lastError && { ...status.lastError, at: time(status.lastError.at) } }
      : null,
    createdAt: time(row.createdAt),
  }
}
