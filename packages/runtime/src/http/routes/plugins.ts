import type { Contract } from '@linli/sdk'
import { Type } from '@sinclair/typebox'
import { runtimeError } from '../../errors.ts'
import type { App } from '../app.ts'
import { idParams } from '../find.ts'
import { pageSchema } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyObject, defineShape, TextShape, Time, time } from '../shape.ts'

const fields = {
  id: Type.String(),
  version: Type.String(),
  title: TextShape.ref,
  summary: TextShape.ref,
  installedAt: Time,
}

export const PluginShape = defineShape('Plugin', Type.Object(fields))

/** A contract is data of its author's making: the API passes it on as it was stored. */
export const ContractShape = defineShape('Contract', AnyObject)

export const PluginDetailShape = defineShape(
  'PluginDetail',
  Type.Object({ ...fields, contract: ContractShape.ref }),
)

/** Plugins that are installed, with their contracts. */
export function pluginRoutes(app: App, { store }: Services): void {
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
      return { items: rows.map(toPlugin), total: rows.length }
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
      const { id } = request.params
      const row = await newest().where('id', '=', id).executeTakeFirst()
      if (!row) throw runtimeError('http.not-found', { resource: 'plugins', id })
      return { ...toPlugin(row), contract: asData(row.contract) }
    },
  })
}

function toPlugin({
  id,
  version,
  contract,
  installedAt,
}: {
  readonly id: string
  readonly version: string
  readonly contract: Contract
  readonly installedAt: number
}) {
  return { id, version, title: contract.title, summary: contract.summary, installedAt: time(installedAt) }
}

/** A contract as plain data. */
export function asData(contract: Contract): Readonly<Record<string, unknown>> {
  return { ...contract }
}
