import type { Kysely } from 'kysely'
import { storable } from './json.ts'
import type { Observations, Series } from './tables/device.ts'
import type { Database } from './tables.ts'
import { type ColumnKind, unnested } from './unnest.ts'

/** What tells one series from another. */
type Common = Pick<Observations, (typeof telling)[number] | 'path'>

const telling = ['device', 'name', 'source', 'model', 'place', 'kind', 'installation', 'community'] as const

/** The numbers of series, remembered. */
export interface SeriesNumbers {
  /** The number of each row's series, in the rows' order; makes those that are new. */
  of(rows: readonly Common[]): Promise<readonly number[]>
}

/** Builds the memory; it fills as series are met. Used outside transactions, so that a number once known stays true. */
export function createSeriesNumbers(db: Kysely<Database>): SeriesNumbers {
  const known = new Map<string, number>()

  async function learn(rows: readonly Common[]): Promise<void> {
    const fresh = new Map(rows.map((row) => [keyOf(row), storableRow(row)]))
    const wanted = [...fresh.values()]
    await db
      .insertInto('series')
      .columns([...telling, 'path'])
      .expression(unnested(wanted, kinds))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const devices = [...new Set(wanted.map((row) => row.device))]
    const stored = await db.selectFrom('series').selectAll().where('device', 'in', devices).execute()
    const numbers = new Map(stored.map((row) => [keyOf(row), row.id]))
    for (const [key, row] of fresh) known.set(key, numbers.get(keyOf(row)) as number)
  }

  return {
    async of(rows) {
      const keys = rows.map(keyOf)
      const unknown = rows.filter((_, index) => !known.has(keys[index] as string))
      for (let at = 0; at < unknown.length; at += AT_ONCE) await learn(unknown.slice(at, at + AT_ONCE))
      return keys.map((key) => known.get(key) as number)
    },
  }
}

/** Devices asked for in one statement. */
const AT_ONCE = 10_000

const keyOf = (row: Common) =>
  `${row.device}\n${row.name}\n${row.place}\n${row.source}\n${row.model}\n${row.kind}\n${row.installation}\n${row.community}`

const storableRow = (row: Common): Common => ({ ...row, name: storable(row.name).toWellFormed() })

const kinds = {
  device: 'text',
  name: 'text',
  source: 'text',
  model: 'text',
  place: 'text',
  kind: 'text',
  installation: 'text',
  community: 'text',
  path: 'text',
} as const satisfies Partial<Record<keyof Series, ColumnKind>>
