import { type Selectable, sql, type Transaction } from 'kysely'
import type { Store } from './store.ts'
import type { Observations } from './tables/device.ts'
import type { Database } from './tables.ts'
import { type ColumnKind, unnested } from './unnest.ts'

/** An observation as it is stored. */
export type StoredObservation = Selectable<Observations>

/** Inserts observations, however many, in one statement; makes the partition of a month that has none yet. */
export async function insertObservations(
  trx: Transaction<Database>,
  rows: readonly StoredObservation[],
): Promise<void> {
  if (rows.length === 0) return
  for (const month of new Set(rows.map((row) => monthOf(row.arrival)))) await ensureMonth(trx, month)
  await trx.insertInto('observations').columns(columns).expression(unnested(rows, kinds)).execute()
}

/** Makes the partitions for the month of `now` and the one after it, so that inserting finds them there. */
export async function prepareMonths(store: Store, now: number): Promise<void> {
  const month = monthOf(now)
  await store.transaction((trx) => ensureMonth(trx, month))
  await store.transaction((trx) => ensureMonth(trx, month + 1))
}

const kinds = {
  community: 'text',
  position: 'bigint',
  ordinal: 'integer',
  path: 'text',
  id: 'text',
  source: 'text',
  device: 'text',
  model: 'text',
  place: 'text',
  kind: 'text',
  name: 'text',
  value: 'jsonb',
  time: 'bigint',
  arrival: 'bigint',
  seq: 'bigint',
  timeReason: 'text',
  late: 'boolean',
  installation: 'text',
} as const satisfies Record<keyof Observations, ColumnKind>

const columns = Object.keys(kinds) as (keyof Observations)[]

/** Months since year 0, in UTC. */
function monthOf(time: number): number {
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

async function ensureMonth(trx: Transaction<Database>, month: number): Promise<void> {
  const year = Math.floor(month / 12)
  const name = `observations_${year}_${String((month % 12) + 1).padStart(2, '0')}`
  if (await exists(trx, name)) return
  // Two transactions may both have seen none: the second waits here and then finds the first one's.
  await sql`select pg_advisory_xact_lock(hashtext('observations'))`.execute(trx)
  if (await exists(trx, name)) return
  const [from, to] = [Date.UTC(year, month % 12), Date.UTC(year, (month % 12) + 1)]
  // Attaching lets others go on inserting; creating it as a partition would wait for all of them.
  await sql
    .raw(`
create table ${name} (like observations including all);
alter table observations attach partition ${name} for values from (${from}) to (${to})`)
    .execute(trx)
}

async function exists(trx: Transaction<Database>, table: string): Promise<boolean> {
  // Not to_regclass: its cached "no" outlives the wait for the lock.
  const { rows } = await sql<{ there: boolean }>`
    select exists (
      select from pg_class where relname = ${table} and relnamespace = current_schema()::regnamespace
    ) as there`.execute(trx)
  return rows[0]!.there
}
