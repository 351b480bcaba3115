import type { Text } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { Type } from '@sinclair/typebox'
import { requirePermission } from '../../access/permission.ts'
import { runtimeError } from '../../errors.ts'
import { budgetBounds } from '../../plugins/budget.ts'
import type { PluginLogLine } from '../../plugins/plugin-log.ts'
import type { PluginStanding } from '../../plugins/plugins.ts'
import { type App, actorOfRequest } from '../app.ts'
import { idParams } from '../find.ts'
import { pageSchema } from '../list.ts'
import type { Services } from '../services.ts'
import {
  AnyObject,
  choice,
  closed,
  defineShape,
  nullable,
  TextShape,
  Time,
  time,
  timeOrNull,
} from '../shape.ts'

const fields = {
  id: Type.String(),
  version: Type.String(),
  title: TextShape.ref,
  summary: TextShape.ref,
  installedAt: Time,
  state: choice(['ready', 'suspended', 'refused', 'stopped'], {
    description: 'How its functions stand: `refused` was not taken at the start, an older version may run.',
  }),
  until: nullable(Time),
}

const Budget = Type.Object({
  memoryMb: Type.Integer({ description: 'Heap of its isolate, MB.' }),
  processorShare: Type.Number({ description: 'Share of one processor over time.' }),
  itemsPerSecond: Type.Number(),
  outcomeCharacters: Type.Integer({ description: 'Most characters one answer may have.' }),
})

const part = (name: keyof typeof budgetBounds, whole: boolean) => {
  const { least, most } = budgetBounds[name]
  const bounds = { minimum: least, maximum: most }
  return Type.Optional(whole ? Type.Integer(bounds) : Type.Number(bounds))
}

const NewBudget = closed({
  memoryMb: part('memoryMb', true),
  processorShare: part('processorShare', false),
  itemsPerSecond: part('itemsPerSecond', false),
  outcomeCharacters: part('outcomeCharacters', true),
})

export const PluginLogLineShape = defineShape(
  'PluginLogLine',
  Type.Object({
    seq: Type.Integer({ description: 'Grows; pass the last one as `after` to read on.' }),
    at: Time,
    last: Time,
    count: Type.Integer({ description: 'Equal lines that followed each other.' }),
    level: choice(['debug', 'info', 'warn', 'error']),
    text: Type.String(),
    path: Type.String({ description: 'The function that was running.' }),
    place: nullable(Type.String({ description: 'File and line in its author’s own source.' })),
    code: nullable(Type.String({ description: 'Why a call failed.' })),
  }),
)

export const PluginShape = defineShape('Plugin', Type.Object(fields))

/** A contract is data of its author's making: the API passes it on as it was stored. */
export const ContractShape = defineShape('Contract', AnyObject)

export const PluginDetailShape = defineShape(
  'PluginDetail',
  Type.Object({
    ...fields,
    contract: ContractShape.ref,
    domain: Type.String({ description: 'Plugins of one domain share a process, never an isolate.' }),
    refused: nullable(TextShape.ref),
    usage: nullable(
      Type.Object({
        calls: Type.Integer(),
        items: Type.Integer(),
        failed: Type.Integer(),
        processorTime: Type.Number({ description: 'Inside the isolate, ms.' }),
      }),
    ),
    budget: nullable(Budget),
  }),
)

/** Plugins that are installed, with their contracts. */
export function pluginRoutes(app: App, { store, plugins, now }: Services): void {
  const tags = ['plugins']
  const config = { resource: 'plugins' }
  const newest = () =>
    store.db
      .selectFrom('plugins')
      .select(['id', 'version', 'contract', 'installedAt'])
      .distinctOn('id')
      .orderBy('id')
      .orderBy('installedAt', 'desc')

  app.get('/api/plugins', {
    config,
    schema: { tags, summary: 'Plugins', response: { 200: pageSchema(PluginShape.ref) } },
    handler: async () => {
      const rows = await newest().execute()
      return { items: rows.map((row) => toPlugin(row, plugins.standing(row.id))), total: rows.length }
    },
  })

  app.get('/api/plugins/:id', {
    config,
    schema: {
      tags,
      summary: 'One plugin with its contract',
      params: idParams,
      response: { 200: PluginDetailShape.ref },
    },
    handler: async (request) => {
      return detail(await find(request.params.id))
    },
  })

  app.get('/api/plugins/:id/log', {
    config,
    schema: {
      tags,
      summary: 'What a plugin wrote and how its calls failed, since the server started',
      description:
        'For its vendor. The last 500 lines, in memory only; numbers that look like those of people are masked.',
      params: idParams,
      querystring: closed({
        after: Type.Optional(Type.Integer({ minimum: 0 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      }),
      response: {
        200: Type.Object({ items: Type.Array(PluginLogLineShape.ref), dropped: Type.Integer() }),
      },
    },
    handler: async (request) => {
      requirePermission(actorOfRequest(request), 'plugin-log:read', '')
      const { id } = await find(request.params.id)
      const { after = 0, limit = 500 } = request.query
      return { items: plugins.log.read(id, after, limit).map(toLine), dropped: plugins.log.dropped(id) }
    },
  })

  app.post('/api/plugins/:id/resume', {
    config,
    schema: {
      tags,
      summary: 'End the suspension of a plugin',
      params: idParams,
      response: { 200: PluginDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      requirePermission(actor, 'plugins:write', '')
      const row = await find(request.params.id)
      await plugins.resume(row.id, { account: actor.account, at: now() })
      return detail(row)
    },
  })

  app.put('/api/plugins/:id/budget', {
    config,
    schema: {
      tags,
      summary: 'Set what a plugin may use; what is left out is as for everybody',
      params: idParams,
      body: NewBudget,
      response: { 200: PluginDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      requirePermission(actor, 'plugins:write', '')
      const row = await find(request.params.id)
      await plugins.setBudget(row.id, request.body, { account: actor.account, at: now() })
      return detail(row)
    },
  })

  async function find(id: string) {
    const row = await newest().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('http.not-found', { resource: 'plugins', id })
    return row
  }

  function detail(row: Row) {
    const standing = plugins.standing(row.id)
    const { health, domain, refused } = standing
    return {
      ...toPlugin(row, standing),
      contract: asData(row.contract),
      domain,
      refused: refused === null ? null : textOf(refused),
      usage: health && {
        calls: health.calls,
        items: health.items,
        failed: health.failed,
        processorTime: health.processorTime,
      },
      budget: health && { ...health.budget },
    }
  }
}

interface Row {
  readonly id: string
  readonly version: string
  readonly contract: Contract
  readonly installedAt: number
}

function textOf(error: unknown): Text {
  const { text } = error as { readonly text?: Text }
  return text ?? { zh: String(error), en: String(error) }
}

function toLine({ at, last, place, code, ...line }: PluginLogLine) {
  return { ...line, at: time(at), last: time(last), place: place ?? null, code: code ?? null }
}

function toPlugin({ id, version, contract, installedAt }: Row, { health, refused }: PluginStanding) {
  const state = health?.state ?? ('stopped' as const)
  const { title, summary } = contract
  return {
    id,
    version,
    title,
    summary,
    installedAt: time(installedAt),
    state: refused === null ? state : ('refused' as const),
    until: timeOrNull(health?.until ?? null),
  }
}

/** A contract as plain data. */
export function asData(contract: Contract): Readonly<Record<string, unknown>> {
  return { ...contract }
}
