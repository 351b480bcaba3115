import type { Contract } from '@linli/sdk'
import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { may, requirePermission } from '../../access/permission.ts'
import { sourceSettings, topicOf } from '../../devices/source-settings.ts'
import type { SourceStatus } from '../../sources/source.ts'
import type { Sources } from '../../store/tables/device.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, newId } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyObject, choice, closed, defineShape, nullable, TextShape, Time, time, words } from '../shape.ts'

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
        refused: Type.Integer({ description: 'Since the start, at the door or later as dead letters.' }),
        lastError: nullable(Type.Object({ code: Type.String(), message: TextShape.ref, at: Time })),
        knocks: Type.Array(
          Type.Object({
            address: Type.String({ description: 'Charge point id, MQTT client or network address.' }),
            code: Type.String(),
            message: TextShape.ref,
            count: Type.Integer(),
            first: Time,
            last: Time,
          }),
          {
            description:
              'Who was turned away at the door, the latest first and at most a hundred; for MQTT and OCPP also at the door that all sources of the kind share.',
          },
        ),
      }),
    ),
    connect: Type.Object(
      {
        broker: nullable(Type.String({ description: 'MQTT: where to publish to.' })),
        topic: nullable(Type.String({ description: 'MQTT: on which topic.' })),
        path: nullable(Type.String({ description: 'HTTP and OCPP: the path on this server.' })),
      },
      { description: 'What to enter on the device.' },
    ),
    community: Type.String(),
    path: Type.String(),
    createdAt: Time,
  }),
)

/** A kind of source that an installed scenario can be fed from. */
export const SourceSpecShape = defineShape(
  'SourceSpec',
  Type.Object({
    plugin: Type.String(),
    spec: Type.String(),
    title: TextShape.ref,
    kind: Kind,
    dialect: Type.String(),
    settings: Type.Unsafe<Readonly<Record<string, unknown>>>({
      ...AnyObject,
      description: 'JSON Schema of what may be set, with labels and help in both languages.',
    }),
    models: Type.Array(Type.String(), { description: 'Device models it brings messages of.' }),
  }),
)

export const SourceTokenShape = defineShape(
  'SourceToken',
  Type.Object({ token: Type.String({ description: 'Shown this once.' }) }),
)

const spec = {
  id: 'sources.id',
  path: 'sources.path',
  fields: {
    id: { column: 'sources.id', filter: 'text', sort: true },
    kind: { column: 'sources.kind', filter: 'text', of: Kind, sort: true },
    plugin: { column: 'sources.plugin', filter: 'text', sort: true },
    community: { column: 'sources.community', filter: 'text' },
    state: { column: 'sources.state', filter: 'text', of: SourceShape.schema.properties.state, sort: true },
    name: { column: 'sources.name', filter: 'none', sort: true },
  },
  search: ['sources.name', 'sources.id'],
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const NewSource = closed({
  id: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })),
  name: words(100),
  community: Type.String(),
  kind: Kind,
  plugin: Type.String(),
  spec: Type.String(),
  config: Type.Optional(AnyObject),
})

const SourceChange = closed({
  name: Type.Optional(words(100)),
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

  app.get('/api/source-specs', {
    config,
    schema: {
      tags,
      summary: 'Kinds of sources that the installed scenarios know',
      response: { 200: pageSchema(SourceSpecShape.ref) },
    },
    handler: async () => {
      const items = services.contracts.all().flatMap(specsOf)
      return { items, total: items.length }
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

  app.delete('/api/sources/:id', {
    config,
    schema: {
      tags,
      summary: 'Remove a connection that no device uses',
      params: idParams,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const row = await find(request.params.id, actor)
      requirePermission(actor, 'sources:write', row.path)
      await sources.remove(row.id, { account: actor.account, at: now() })
      return reply.code(204).send(null)
    },
  })

  app.post('/api/sources/:id/token', {
    config: { ...config, unkept: true },
    schema: {
      tags,
      summary: 'Make the token that senders to an HTTP source must show; it is shown once',
      params: idParams,
      response: { 200: SourceTokenShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await find(request.params.id, actor)
      requirePermission(actor, 'sources:write', row.path)
      return { token: await sources.renewToken(row.id, { account: actor.account, at: now() }) }
    },
  })
}

function specsOf({ id, sources, devices }: Contract) {
  return Object.entries(sources).map(([name, source]) => ({
    plugin: id,
    spec: name,
    title: source.title,
    kind: source.kind,
    dialect: source.dialect,
    settings: { ...sourceSettings(source) },
    models: Object.entries(devices)
      .filter(([, model]) => model.decode?.some((one) => one.source === name))
      .map(([model]) => `${id}/${model}`),
  }))
}

/** The configuration holds credentials: only who may change it sees it. */
function toSource(row: Selectable<Sources>, services: Services, actor: Actor) {
  const { sources } = services
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
    connect: connectOf(row, services),
    config: may(actor, 'sources:write', path) ? row.config : null,
    status: status ? shownStatus(status) : null,
    createdAt: time(row.createdAt),
  }
}

function connectOf(
  { id, kind, plugin, spec, config }: Selectable<Sources>,
  { sources, contracts }: Services,
) {
  const declared = plugin && spec ? contracts.contract(plugin)?.sources[spec] : undefined
  return {
    broker: kind === 'mqtt' ? sources.broker() : null,
    topic: declared ? topicOf(declared, config) : null,
    path: kind === 'http' ? `/in/${id}` : kind === 'ocpp' ? '/ocpp/{address}' : null,
  }
}

function shownStatus({ lastError, knocks, ...status }: SourceStatus) {
  return {
    ...status,
    lastError: lastError && { ...lastError, at: time(lastError.at) },
    knocks: knocks.map((knock) => ({ ...knock, first: time(knock.first), last: time(knock.last) })),
  }
}
