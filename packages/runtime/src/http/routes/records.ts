import { Type } from '@sinclair/typebox'
import { type Selectable, sql } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { maskBySchema } from '../../access/personal.ts'
import type { Records } from '../../store/tables/scenario.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import { AnyJson, defineShape, Time, time } from '../shape.ts'
import { keySchema } from '../sight/keys.ts'

export const RecordShape = defineShape(
  'Record',
  Type.Object({
    id: Type.String({
      description:
        'Also the device of its observations. Its key is sealed: the same for everybody, and no guess.',
    }),
    installation: Type.String(),
    record: Type.String(),
    key: Type.String({ description: 'Masked where it is a personal field that the reader may not see.' }),
    state: AnyJson,
    updatedAt: Time,
    community: Type.String(),
    path: Type.String(),
  }),
)

const spec = {
  // Rows of one moment stand in an order that tells nothing of their keys.
  id: sql`md5(records.installation || records.record || records.key)`,
  path: 'records.path',
  fields: {
    installation: { column: 'records.installation', filter: 'text' },
    record: { column: 'records.record', filter: 'text' },
    community: { column: 'records.community', filter: 'text' },
    updatedAt: { column: 'records.updated_at', filter: 'time', sort: true },
  },
  defaultSort: 'updatedAt',
} as const satisfies ListSpec

/** Records: the keyed state that a scenario folds, such as parking sessions. */
export function recordRoutes(app: App, services: Api): void {
  const { store } = services
  app.get('/api/records', {
    config: { resource: 'records' },
    schema: {
      tags: ['records'],
      summary: 'Records',
      querystring: querySchema(spec),
      response: { 200: pageSchema(RecordShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const query = store.db
        .selectFrom('records')
        .innerJoin('installations', 'installations.id', 'records.installation')
        .selectAll('records')
        .select('installations.plugin')
        .where((await sightOf(services, request)).records)
      const { rows, total } = await runList(store.db, spec, query, request.query, actor)
      return { items: rows.map((row) => toRecord(row, services, actor)), total }
    },
  })
}

function toRecord(
  row: Selectable<Records> & { readonly plugin: string },
  { contracts, ids }: Api,
  actor: Actor,
) {
  const { installation, record, key, community, path } = row
  const contract = contracts.contract(row.plugin)
  const roles = rolesAt(actor, path)
  return {
    id: ids.shown(`${installation}:${record}:${key}`),
    installation,
    record,
    key: String(maskBySchema(contract && keySchema(contract, record), key, roles)),
    state: maskBySchema(contract?.records[record]?.fields, row.state, roles),
    updatedAt: time(row.updatedAt),
    community,
    path,
  }
}
