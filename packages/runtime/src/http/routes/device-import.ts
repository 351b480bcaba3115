import { requirePermission } from '../../access/permission.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne } from '../find.ts'
import type { Services } from '../services.ts'
import { importSchema, toReport } from './imports.ts'

/** Registers many devices at once. */
export function deviceImportRoutes(app: App, { store, devices, now }: Services): void {
  app.post('/api/devices/import', {
    config: { resource: 'devices' },
    schema: {
      tags: ['devices'],
      summary: 'Register the devices of a CSV table (text/csv)',
      description:
        'Columns: name, model, place, source, address, id (or 名称, 物模型, 空间, 数据源, 通信地址, 编号). Model, place and source by id or by name. UTF-8 or GBK. All rows or none.',
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
      requirePermission(actor, 'devices:write', row.path)
      const table = { community, dryRun, table: request.body }
      return toReport(dryRun, await devices.import(table, { account: actor.account, at: now() }))
    },
  })
}
