import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { masked } from '../../access/mask.ts'
import { maskBySchema } from '../../access/personal.ts'
import type { Records } from '../../store/tables/scenario.ts'
import { type App, actorOfRequest } from '../app.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Contracts, Services } from '../services.ts'
import { AnyJson, defineShape, Time, time } from '../shape.ts'

export const RecordShape = defineShape(
  'Record',
  Type.Object({
    id: Type.String(),
    installation: Type.String(),
    record: Type.String(),
    key: Type.String({ description: 'Hidden where it is a personal field that the reader may not see.' }),
    state: AnyJson,
    updatedAt: Time,
    community: Type.String(),
    path: Type.String(),
  }),
)

const spec = {
  id: 'records.key',
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
export function recordRoutes(app: App, { store, contracts }: Services): void {
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
      const { rows, total } = await runList(store.db, spec, query, request.query, actor)
      return { items: rows.map((row) => toRecord(row, contracts, actor)), total }
    },
  })
}

function toRecord(
  row: Selectable<Records> & { readonly plugin: string },
  contracts: Contracts,
  actor: Actor,
) {
  const { installation, record, community, path } = row
  const fields = contracts.contract(row.plugin)?.records[record]?.fields
  const state = maskBySchema(fields, row.state, rolesAt(actor, path))
  const key = shownKey(row.key, row.state, state)
  return {
    id: `${installation}:${record}:${key}`,
    installation,
    record,
    key,
    state,
    updatedAt: time(row.updatedAt),
    community,
    path,
  }
}

/** A key that repeats a masked field (a plate) would give it away. */
function shownKey(key: string, state: unknown, shown: unknown): string {
  const values = Object.entries((state ?? {}) as object)
  const hidden = values.some(
    ([name, value]) =>
      typeof value === 'string' &&
      value !== '' &&
      key.includes(value) &&
      (shown as Record<string, unknown>)[name] !== value,
  )
  return hidden ? String(masked(key, 'all')) : key
}
