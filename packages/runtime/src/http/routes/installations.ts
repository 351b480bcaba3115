import { Type } from '@sinclair/typebox'
import type { Actor } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyJson, AnyObject, closed, time, words } from '../shape.ts'
import {
  configurationOf,
  findVisible,
  InstallationDetailShape,
  InstallationShape,
  ReleaseShape,
  readOne,
  toInstallation,
} from './installation-view.ts'

const spec = {
  id: 'installations.id',
  path: 'installations.path',
  above: true,
  fields: {
    id: { column: 'installations.id', filter: 'text' },
    plugin: { column: 'installations.plugin', filter: 'text', sort: true },
    community: { column: 'installations.community', filter: 'text' },
    state: {
      column: 'installations.state',
      filter: 'text',
      of: InstallationShape.schema.properties.state,
      sort: true,
    },
    title: { column: 'installations.title', filter: 'none', sort: true },
    createdAt: { column: 'installations.created_at', filter: 'time', sort: true },
  },
  search: ['installations.title', 'installations.plugin'],
  defaultSort: 'title',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
const NewInstallation = closed({
  id: Type.Optional(Id),
  plugin: Type.String(),
  community: Type.String(),
  title: Type.Optional(words(100)),
})
const Draft = closed({
  settings: AnyObject,
  bindings: AnyObject,
  rules: Type.Array(AnyJson, { maxItems: 500 }),
  version: Type.Optional(
    Type.Integer({ description: 'The draftVersion you saw; a newer one refuses with 409.' }),
  ),
})
/** Installations: a scenario configured for a community, as draft and as numbered releases. */
export function installationRoutes(app: App, services: Services): void {
  readRoutes(app, services)
  writeRoutes(app, services)
}

const tags = ['installations']
const config = { resource: 'installations' }

function readRoutes(app: App, services: Services): void {
  const { store } = services
  app.get('/api/installations', {
    config,
    schema: {
      tags,
      summary: 'Installations',
      querystring: querySchema(spec),
      response: { 200: pageSchema(InstallationShape.ref) },
    },
    handler: async (request) => {
      const { rows, total } = await runList(
        store.db,
        spec,
        store.db.selectFrom('installations').selectAll(),
        request.query,
        actorOfRequest(request),
      )
      return { items: rows.map(toInstallation), total }
    },
  })

  app.get('/api/installations/:id', {
    config,
    schema: {
      tags,
      summary: 'One installation: contract, draft and what is in force',
      params: idParams,
      response: { 200: InstallationDetailShape.ref },
    },
    handler: async (request) =>
      readOne(services, await findVisible(services, request.params.id, actorOfRequest(request))),
  })

  app.get('/api/installations/:id/releases', {
    config,
    schema: {
      tags,
      summary: 'Releases, the latest first',
      params: idParams,
      response: { 200: pageSchema(ReleaseShape.ref) },
    },
    handler: async (request) => {
      const { id } = await findVisible(services, request.params.id, actorOfRequest(request))
      const rows = await store.db
        .selectFrom('releases')
        .selectAll()
        .where('installation', '=', id)
        .orderBy('number', 'desc')
        .execute()
      const items = rows.map(({ number, note, contractVersion, publishedBy, publishedAt, config: kept }) => ({
        number,
        note,
        contractVersion,
        publishedBy,
        publishedAt: time(publishedAt),
        configuration: configurationOf(kept),
      }))
      return { items, total: items.length }
    },
  })
}

function writeRoutes(app: App, services: Services): void {
  const { store, installations, now } = services
  const by = (actor: Actor) => ({ account: actor.account, at: now() })
  const mayWrite = async (id: string, actor: Actor) => {
    const row = await findVisible(services, id, actor)
    requirePermission(actor, 'installations:write', row.path)
    return row
  }

  app.post('/api/installations', {
    config,
    schema: {
      tags,
      summary: 'Enable a scenario for a community; it starts as a draft',
      body: NewInstallation,
      response: { 201: InstallationDetailShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { plugin, community, title = null } = request.body
      const place = await findOne(
        store.db.selectFrom('communities').selectAll(),
        'communities',
        community,
        actor,
      )
      requirePermission(actor, 'installations:write', place.path)
      const id = request.body.id ?? `${plugin}-${community}`
      await installations.create({ id, plugin, community, title }, by(actor))
      return reply.code(201).send(await readOne(services, await findVisible(services, id, actor)))
    },
  })

  app.put('/api/installations/:id/draft', {
    config,
    schema: {
      tags,
      summary: 'Save the draft',
      params: idParams,
      body: Draft,
      response: { 200: InstallationDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = await mayWrite(request.params.id, actor)
      const { version = null, ...draft } = request.body
      await installations.saveDraft(id, { ...draft, version }, by(actor))
      return readOne(services, await findVisible(services, id, actor))
    },
  })

  app.post('/api/installations/:id/publish', {
    config,
    schema: {
      tags,
      summary: 'Publish the draft as the next release',
      params: idParams,
      body: closed({
        note: Type.Optional(Type.String({ maxLength: 500 })),
        grants: Type.Optional(
          Type.Array(Type.String({ maxLength: 300 }), {
            maxItems: 200,
            description:
              'What the scenario may do: `command:<model>.<command>`, `personal-data:<class>`, `http:<host>:<port>`, `http-private:<host>:<port>` for hosts inside. Left out: what its contract asks for, and the hosts granted last.',
          }),
        ),
      }),
      response: { 200: InstallationDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = await mayWrite(request.params.id, actor)
      const { note = '', grants = null } = request.body
      await installations.publish(id, note, by(actor), grants)
      return readOne(services, await findVisible(services, id, actor))
    },
  })

  app.post('/api/installations/:id/rollback', {
    config,
    schema: {
      tags,
      summary: 'Put an earlier release into force again, as a new one',
      params: idParams,
      body: closed({ release: Type.Integer({ minimum: 1 }) }),
      response: { 200: InstallationDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = await mayWrite(request.params.id, actor)
      await installations.rollback(id, request.body.release, by(actor))
      return readOne(services, await findVisible(services, id, actor))
    },
  })
}
