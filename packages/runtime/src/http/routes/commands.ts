import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { maskBySchema } from '../../access/personal.ts'
import type { Commands } from '../../store/tables/handling.ts'
import { type Api, meantDevices, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, newId } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import { AnyObject, choice, closed, defineShape, nullable, Time, time, timeOrNull } from '../shape.ts'
import type { Sight } from '../sight/sight.ts'

export const CommandShape = defineShape(
  'Command',
  Type.Object({
    id: Type.String(),
    device: Type.String(),
    deviceName: nullable(Type.String()),
    name: Type.String(),
    args: AnyObject,
    kind: choice(['pulse', 'set-state']),
    state: choice(['pending', 'sent', 'received', 'confirmed', 'rejected', 'expired', 'unknown']),
    reason: nullable(Type.String()),
    effect: nullable(
      Type.String({
        description: 'A word for the rule’s effect that asked for it; null where a person did.',
      }),
    ),
    by: nullable(Type.String()),
    byName: nullable(Type.String()),
    community: Type.String(),
    path: Type.String(),
    createdAt: Time,
    notAfter: Time,
    sentAt: nullable(Time),
    finishedAt: nullable(Time),
  }),
)

const spec = {
  id: 'commands.id',
  path: 'commands.path',
  fields: {
    device: { column: 'commands.device', filter: 'text' },
    name: { column: 'commands.name', filter: 'text' },
    state: { column: 'commands.state', filter: 'text', of: CommandShape.schema.properties.state, sort: true },
    community: { column: 'commands.community', filter: 'text' },
    createdAt: { column: 'commands.created_at', filter: 'time', sort: true },
  },
  defaultSort: 'createdAt',
} as const satisfies ListSpec

const Wanted = closed({ name: Type.String({ minLength: 1, maxLength: 100 }), args: Type.Optional(AnyObject) })

/** Commands and what became of them. */
export function commandRoutes(app: App, services: Api): void {
  const { store, commands, now } = services
  const tags = ['commands']
  const config = { resource: 'commands' }

  app.get('/api/commands', {
    config,
    schema: {
      tags,
      summary: 'Commands',
      querystring: querySchema(spec),
      response: { 200: pageSchema(CommandShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const sight = await sightOf(services, request)
      const query = store.db.selectFrom('commands').selectAll()
      const { rows, total } = await runList(
        store.db,
        spec,
        query,
        meantDevices(services, request.query),
        actor,
      )
      const labels = await labelsFor(store.db, rows.map(wanted))
      return { items: rows.map((row) => toCommand(row, services, sight, labels, actor)), total }
    },
  })

  app.get('/api/commands/:id', {
    config,
    schema: { tags, summary: 'One command', params: idParams, response: { 200: CommandShape.ref } },
    handler: async (request) => read(services, request, request.params.id),
  })

  app.post('/api/devices/:id/commands', {
    config,
    schema: {
      tags,
      summary: 'Ask a device to do something',
      params: idParams,
      body: Wanted,
      response: { 202: CommandShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const device = await findOne(
        store.db.selectFrom('devices').select(['id', 'path']),
        'devices',
        request.params.id,
        actor,
      )
      requirePermission(actor, 'commands:write', device.path)
      const id = newId(request, 'command')
      const { name, args = {} } = request.body
      await commands.request({ id, device: device.id, name, args }, { account: actor.account, at: now() })
      return reply.code(202).send(await read(services, request, id))
    },
  })
}

async function read(services: Api, request: Parameters<typeof actorOfRequest>[0], id: string) {
  const { store } = services
  const actor = actorOfRequest(request)
  const row = await findOne(store.db.selectFrom('commands').selectAll(), 'commands', id, actor)
  const sight = await sightOf(services, request)
  return toCommand(row, services, sight, await labelsFor(store.db, [wanted(row)]), actor)
}

/** Arguments that a rule filled in are masked by what they were filled from. */
function shownArgs({ args, name, path, cause, effectId }: Selectable<Commands>, sight: Sight, actor: Actor) {
  if (effectId === null) return args
  const { installation = '', rule = '' } = cause as { readonly installation?: string; readonly rule?: string }
  return maskBySchema(sight.rule(installation, rule)?.args(name), args, rolesAt(actor, path)) as typeof args
}

const wanted = ({ device, by }: Selectable<Commands>) => ({ device, accounts: [by] })

function toCommand(row: Selectable<Commands>, { ids }: Api, sight: Sight, labels: Labels, actor: Actor) {
  const { id, device, name, kind, state, reason, by, community, path, effectId } = row
  return {
    id,
    device,
    name,
    args: shownArgs(row, sight, actor),
    kind,
    state,
    reason,
    by,
    community,
    path,
    effect: effectId === null ? null : ids.mark(effectId),
    deviceName: labels.device(device),
    byName: labels.account(by),
    createdAt: time(row.createdAt),
    notAfter: time(row.notAfter),
    sentAt: timeOrNull(row.sentAt),
    finishedAt: timeOrNull(row.finishedAt),
  }
}
