import { Type } from '@sinclair/typebox'
import { sql } from 'kysely'
import { rolesAt } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { classWithin, maskBySchema, mayRead } from '../../access/personal.ts'
import type { Api } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { pageSchema } from '../list.ts'
import { AnyJson, AnyObject, closed, nullable } from '../shape.ts'
import { findVisible } from './installation-view.ts'

const tags = ['installations']
const config = { resource: 'installations' }

const tableParams = Type.Object({ id: Type.String(), table: Type.String({ maxLength: 100 }) })
const Rows = closed({
  rows: Type.Array(closed({ key: Type.String({ minLength: 1, maxLength: 200 }), row: nullable(AnyObject) }), {
    maxItems: 2000,
  }),
})

/** Reference tables of an installation: what the operator keeps and rules may look up. */
export function referenceRoutes(app: App, services: Api): void {
  const { store, contracts, installations, ids, now } = services
  const Row = Type.Object({
    id: Type.String({ description: 'Tells rows apart also where keys are masked.' }),
    key: Type.String({ description: 'Masked where it is a personal field that the reader may not see.' }),
    row: AnyJson,
    version: Type.Integer(),
  })

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
      const declared = contracts.contract(installation.plugin)?.reference[table]
      const roles = rolesAt(actor, installation.path)
      const keyed = declared?.row.properties?.[declared.key]
      // Whoever may add rows, but not read them, could otherwise find keys by where their own come to stand.
      const order = mayRead(roles, classWithin(keyed))
        ? sql`key`
        : sql`md5(${ids.mark(`order of ${table}`)} || key)`
      const rows = await all
        .select(['key', 'row', 'version'])
        .orderBy(order)
        .limit(limit)
        .offset(offset)
        .execute()
      const { total } = await all.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
      const items = rows.map(({ key, row, version }) => ({
        id: ids.seal(key),
        key: String(maskBySchema(keyed, key, roles)),
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
