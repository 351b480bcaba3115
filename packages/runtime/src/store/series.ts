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
  const memory = createMemory()

  async function learn(rows: readonly Common[]): Promise<void> {
    await db
      .insertInto('series')
      .columns([...telling, 'path'])
      .expression(unnested(rows, kinds))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const devices = [...new Set(rows.map((row) => row.device))]
    const stored = await db.selectFrom('series').selectAll().where('device', 'in', devices).execute()
    for (const row of stored) if (memory.find(row) === undefined) memory.add(row, row.id)
  }

  return {
    async of(rows) {
      const stored = rows.map(storableRow)
      const unknown = stored.filter((row) => memory.find(row) === undefined)
      for (let at = 0; at < unknown.length; at += AT_ONCE) await learn(unknown.slice(at, at + AT_ONCE))
      return stored.map((row) => memory.find(row) as number)
    },
  }
}

/** Devices asked for in one statement. */
const AT_ONCE = 10_000

interface Known {
  readonly row: Common
  readonly number: number
}

/** Series by device and name; there is seldom more than one of each. */
function createMemory() {
  const devices = new Map<string, Map<string, Known[]>>()
  return {
    find: (row: Common): number | undefined =>
      devices
        .get(row.device)
        ?.get(row.name)
        ?.find((known) => isSame(known.row, row))?.number,
    add(row: Common, number: number): void {
      const names = devices.get(row.device) ?? new Map<string, Known[]>()
      devices.set(row.device, names)
      names.set(row.name, [...(names.get(row.name) ?? []), { row, number }])
    },
  }
}

const isSame = (one: Common, other: Common) => telling.every((name) => one[name] === other[name])

/** Names come from devices. */
function storableRow(row: Common): Common {
  const name = storable(row.name).toWellFormed()
  return name === row.name ? row : { ...row, name }
}

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
