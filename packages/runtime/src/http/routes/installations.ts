import { Type } from '@sinclair/typebox'
import { type Selectable, sql } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { maskBySchema } from '../../access/personal.ts'
import { runtimeError } from '../../errors.ts'
import type { Installations } from '../../store/tables/scenario.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyJson, AnyObject, choice, closed, defineShape, nullable, Time, time } from '../shape.ts'
import { asData, ContractShape } from './plugins.ts'

export const ConfigurationShape = defineShape(
  'Configuration',
  Type.Object({
    settings: AnyObject,
    bindings: Type.Unsafe<Readonly<Record<string, readonly string[]>>>(AnyObject),
    rules: Type.Array(AnyJson),
  }),
)

const fields = {
  id: Type.String(),
  plugin: Type.String(),
  pluginVersion: Type.String(),
  title: Type.String(),
  community: Type.String(),
  path: Type.String(),
  release: nullable(Type.Integer({ description: 'The release in force.' })),
  state: choice(['active', 'stopped']),
  createdAt: Time,
}

export const InstallationShape = defineShape('Installation', Type.Object(fields))
export const InstallationDetailShape = defineShape(
  'InstallationDetail',
  Type.Object({
    ...fields,
    contract: ContractShape.ref,
    draft: ConfigurationShape.ref,
    draftVersion: Type.Integer(),
    published: nullable(ConfigurationShape.ref),
  }),
)
export const ReleaseShape = defineShape(
  'Release',
  Type.Object({
    number: Type.Integer(),
    note: Type.String(),
    contractVersion: Type.String(),
    publishedBy: Type.String(),
    publishedAt: Time,
    configuration: ConfigurationShape.ref,
  }),
)

const spec = {
  id: 'installations.id',
  path: 'installations.path',
  above: true,
  fields: {
    id: { column: 'installations.id', filter: 'text' },
    plugin: { column: 'installations.plugin', filter: 'text', sort: true },
    community: { column: 'installations.community', filter: 'text' },
    state: { column: 'installations.state', filter: 'text', sort: true },
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
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
})
const Draft = closed({
  settings: AnyObject,
  bindings: AnyObject,
  rules: Type.Array(AnyJson, { maxItems: 500 }),
  version: Type.Optional(
    Type.Integer({ description: 'The draftVersion you saw; a newer one refuses with 409.' }),
  ),
})
const tableParams = Type.Object({ id: Type.String(), table: Type.String({ maxLength: 100 }) })
const Rows = closed({
  rows: Type.Array(closed({ key: Type.String({ minLength: 1, maxLength: 200 }), row: nullable(AnyObject) }), {
    maxItems: 2000,
  }),
})

/** Installations: a scenario configured for a community, as draft and as numbered releases. */
export function installationRoutes(app: App, services: Services): void {
  readRoutes(app, services)
  writeRoutes(app, services)
  referenceRoutes(app, services)
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
      body: closed({ note: Type.Optional(Type.String({ maxLength: 500 })) }),
      response: { 200: InstallationDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = await mayWrite(request.params.id, actor)
      await installations.publish(id, request.body.note ?? '', by(actor))
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

function referenceRoutes(app: App, services: Services): void {
  const { store, contracts, installations, now } = services
  const Row = Type.Object({ key: Type.String(), row: AnyJson, version: Type.Integer() })

  app.get('/api/installations/:id/reference/:table', {
    config,
    schema: {
      tags,
      summary: 'Rows of a table the operator keeps: plates, tariffs, care plans',
      params: tableParams,
      querystring: closed({
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, default: 500 })),
        offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
      }),
      response: { 200: pageSchema(Row) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const installation = await findVisible(services, request.params.id, actor)
      const { table } = request.params
      const { limit = 500, offset = 0 } = request.query
      const all = store.db
        .selectFrom('referenceRows')
        .where('installation', '=', installation.id)
        .where('table', '=', table)
      const rows = await all
        .select(['key', 'row', 'version'])
        .orderBy('key')
        .limit(limit)
        .offset(offset)
        .execute()
      const { total } = await all.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
      const declared = contracts.contract(installation.plugin)?.reference[table]
      const roles = rolesAt(actor, installation.path)
      const shownKey = (key: string) => {
        const schema = declared?.row.properties?.[declared.key]
        return String(maskBySchema(schema, key, roles))
      }
      const items = rows.map(({ key, row, version }) => ({
        key: shownKey(key),
        row: maskBySchema(declared?.row, row, roles),
        version,
      }))
      return { items, total: Number(total) }
    },
  })

  app.put('/api/installations/:id/reference/:table', {
    config,
    schema: {
      tags,
      summary: 'Set rows, or remove those whose row is null',
      params: tableParams,
      body: Rows,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const installation = await findVisible(services, request.params.id, actor)
      requirePermission(actor, 'reference:write', installation.path)
      await installations.setReference(installation.id, request.params.table, request.body.rows, {
        account: actor.account,
        at: now(),
      })
      return reply.code(204).send(null)
    },
  })
}

type Row = Selectable<Installations>

/** Who works in a building sees the scenarios of the community around it. */
async function findVisible({ store }: Services, id: string, actor: Actor): Promise<Row> {
  const row = await store.db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst()
  if (row && actor.grants.some((grant) => isRelated(grant.path, row.path))) return row
  throw runtimeError('http.not-found', { resource: 'installations', id })
}

function isRelated(one: string, other: string): boolean {
  return one === '' || `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`)
}

async function readOne({ store, contracts }: Services, row: Row) {
  const published =
    row.release === null
      ? undefined
      : await store.db
          .selectFrom('releases')
          .select('config')
          .where('installation', '=', row.id)
          .where('number', '=', row.release)
          .executeTakeFirst()
  const contract = contracts.contract(row.plugin)
  return {
    ...toInstallation(row),
    contract: contract ? asData(contract) : {},
    draft: configurationOf(row.draft),
    draftVersion: row.draftVersion,
    published: published ? configurationOf(published.config) : null,
  }
}

function configurationOf(stored: unknown) {
  const {
    settings = {},
    bindings = {},
    rules = [],
  } = stored as {
    settings?: Record<string, unknown>
    bindings?: Record<string, readonly string[]>
    rules?: unknown[]
  }
  return { settings, bindings, rules }
}

function toInstallation({
  id,
  plugin,
  pluginVersion,
  title,
  community,
  path,
  release,
  state,
  createdAt,
}: Row) {
  return { id, plugin, pluginVersion, title, community, path, release, state, createdAt: time(createdAt) }
}
