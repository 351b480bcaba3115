import { type Selectable, sql, type Transaction } from 'kysely'
import { createSeriesNumbers } from './series.ts'
import type { Store } from './store.ts'
import type { ObservationLog, Observations } from './tables/device.ts'
import type { Database } from './tables.ts'
import { type ColumnKind, unnested } from './unnest.ts'

/** An observation as it is read back. */
export type StoredObservation = Selectable<Observations>

/** Inserts what was prepared, inside the caller's transaction. */
export type InsertObservations = (trx: Transaction<Database>) => Promise<void>

/** Puts observations into the log, however many, in one statement. */
export interface ObservationWriter {
  /** Sees to it, outside any transaction, that their series and the partitions of their months are there. */
  prepare(rows: readonly StoredObservation[]): Promise<InsertObservations>
}

/** Builds the writer of a store. */
export function createObservationWriter(store: Store): ObservationWriter {
  const numbers = createSeriesNumbers(store.db)
  const months = new Set<number>()

  async function openMonth(month: number): Promise<void> {
    if (months.has(month)) return
    await ensureMonth(store, month)
    months.add(month)
  }

  return {
    async prepare(rows) {
      if (rows.length === 0) return async () => {}
      for (const month of new Set(rows.map((row) => monthOf(row.arrival)))) await openMonth(month)
      const series = await numbers.of(rows)
      const logged = rows.map((row, index) => toLogged(row, series[index] as number))
      return async (trx) => {
        await trx.insertInto('observationLog').columns(columns).expression(unnested(logged, kinds)).execute()
      }
    },
  }
}

/** Makes the partitions for the month of `now` and the one after it, so that inserting finds them there. */
export async function prepareMonths(store: Store, now: number): Promise<void> {
  const month = monthOf(now)
  await ensureMonth(store, month)
  await ensureMonth(store, month + 1)
}

type Logged = Selectable<ObservationLog>

function toLogged(row: StoredObservation, series: number): Logged {
  const { community, path, position, ordinal, value, time, arrival, seq, timeReason, late } = row
  const id = row.id === impliedId(row) ? null : row.id
  return { community, path, position, ordinal, series, id, value, time, arrival, seq, timeReason, late }
}

/** What an id is made of where none is stored. */
type Telling = Pick<
  StoredObservation,
  'position' | 'ordinal' | 'device' | 'name' | 'time' | 'value' | 'timeReason'
>

/** The id that need not be stored, the same as the view makes it; null where the database would write the value differently. */
export function impliedId(row: Telling): string | null {
  if (row.timeReason !== 'device') return `${row.position}.${row.ordinal}`
  const text = plainText(row.value)
  return text === null ? null : `${row.device}|${row.name}|${row.time}|${text}`
}

/** A truth value or a plain number: JSON here and there is the same text. */
function plainText(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'number') return null
  const text = String(value)
  return text.includes('e') ? null : text
}

const kinds = {
  community: 'text',
  path: 'text',
  position: 'bigint',
  ordinal: 'integer',
  series: 'integer',
  id: 'text',
  value: 'jsonb',
  time: 'bigint',
  arrival: 'bigint',
  seq: 'bigint',
  timeReason: 'text',
  late: 'boolean',
} as const satisfies Record<keyof ObservationLog, ColumnKind>

const columns = Object.keys(kinds) as (keyof ObservationLog)[]

/** Months since year 0, in UTC. */
function monthOf(time: number): number {
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

async function ensureMonth(store: Store, month: number): Promise<void> {
  await store.transaction((trx) => createMonth(trx, month))
}

async function createMonth(trx: Transaction<Database>, month: number): Promise<void> {
  const year = Math.floor(month / 12)
  const name = `observation_log_${year}_${String((month % 12) + 1).padStart(2, '0')}`
  if (await exists(trx, name)) return
  // Two transactions may both have seen none: the second waits here and then finds the first one's.
  await sql`select pg_advisory_xact_lock(hashtext('observations'))`.execute(trx)
  if (await exists(trx, name)) return
  const [from, to] = [Date.UTC(year, month % 12), Date.UTC(year, (month % 12) + 1)]
  // Attaching lets others go on inserting; creating it as a partition would wait for all of them.
  await sql
    .raw(`
create table ${name} (like observation_log including all);
alter table observation_log attach partition ${name} for values from (${from}) to (${to})`)
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
