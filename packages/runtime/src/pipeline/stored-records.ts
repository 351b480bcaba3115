import type { Json, LogRecord, ObservationRecord } from '@linli/kernel'
import { type Kysely, type Selectable, sql } from 'kysely'
import { impliedId } from '../store/observations.ts'
import type { Series, TimeReason } from '../store/tables/device.ts'
import type { Database } from '../store/tables.ts'
import { type ControlBody, toLogRecord } from './control.ts'

/** How many stored observations are read at once, where nothing is said. */
const AT_ONCE = 20_000

/** A record with the journal position it came with. */
export interface StoredRecord {
  readonly position: number
  readonly record: LogRecord
}

/** Records of whole positions. */
export interface StoredPage {
  readonly records: readonly LogRecord[]
  /** Everything up to this position is in this page or before it. */
  readonly upTo: number
}

/** Reads the stored log of one community, as the fold wants it: stored observations and control records in journal order. */
export interface RecordReader {
  /** Records of whole positions after `after`, up to `end` at the most. */
  page(after: number, end: number): Promise<StoredPage>
  /** The last `count` observations up to a position. */
  last(count: number, position: number): Promise<readonly LogRecord[]>
}

/** Which observations of a community to read. */
export interface Reading {
  readonly community: string
  /** Of devices of this plugin only. */
  readonly plugin?: string
  /** Observations read at once. */
  readonly atOnce?: number
}

/** Builds a reader. A page travels as one row of columns: ten times faster than a row for each observation. */
export function createRecordReader(
  db: Kysely<Database>,
  { community, plugin, atOnce = AT_ONCE }: Reading,
): RecordReader {
  const series = new Map<number, Selectable<Series>>()

  async function learnSeries(): Promise<void> {
    let query = db.selectFrom('series').selectAll().where('community', '=', community)
    if (plugin !== undefined) query = query.where(sql<boolean>`starts_with(model, ${`${plugin}/`})`)
    for (const row of await query.execute()) series.set(row.id, row)
  }

  async function observations(between: Between): Promise<StoredRecord[]> {
    if (series.size === 0) await learnSeries()
    const columns = await readColumns(db, between, plugin === undefined ? null : [...series.keys()])
    if (columns.series.some((id) => !series.has(id))) await learnSeries()
    return toRecords(columns, series)
  }

  return {
    async page(after, end) {
      const rows = await observations({ community, after, end, limit: atOnce })
      const isFull = rows.length === atOnce
      const last = rows.at(-1)?.position ?? end
      // A page may end in the middle of a message's observations: its last position is read again with the next page.
      const upTo = isFull && last - 1 > after ? last - 1 : isFull ? last : end
      const controls = await readControls(db, { community, after, end: upTo })
      const whole =
        rows.at(-1)?.position === upTo || !isFull ? rows : rows.filter((row) => row.position <= upTo)
      return { records: merged(whole, controls), upTo }
    },
    async last(count, position) {
      const rows = await observations({ community, after: 0, end: position, limit: -count })
      return rows.map(({ record }) => record)
    },
  }
}

interface Between {
  readonly community: string
  readonly after: number
  readonly end: number
  /** At most so many: the first, or, where it is negative, the last. */
  readonly limit: number
}

/** One array a column; all have one length. */
interface Columns {
  readonly position: readonly number[]
  readonly ordinal: readonly number[]
  readonly series: readonly number[]
  readonly id: readonly (string | null)[]
  readonly value: readonly Json[]
  readonly time: readonly number[]
  readonly arrival: readonly number[]
  readonly seq: readonly number[]
  readonly reason: readonly TimeReason[]
}

const names = ['position', 'ordinal', 'series', 'id', 'value', 'time', 'arrival', 'seq', 'reason'] as const

async function readColumns(
  db: Kysely<Database>,
  { community, after, end, limit }: Between,
  series: readonly number[] | null,
): Promise<Columns> {
  const order = sql.raw(limit < 0 ? 'desc' : 'asc')
  const only = series === null ? sql`` : sql`and series = any(${series}::integer[])`
  const found = await sql<Columns>`
    select ${sql.join(names.map((name) => sql`coalesce(json_agg(${sql.ref(name)}), '[]') as ${sql.ref(name)}`))}
    from (
      select position, ordinal, series, id, value, "time", arrival, seq, time_reason as reason
      from observation_log
      where community = ${community} and position > ${after} and position <= ${end} ${only}
      order by position ${order}, ordinal ${order}
      limit ${Math.abs(limit)}
    ) as rows`.execute(db)
  const columns = found.rows[0] as Columns
  return limit < 0
    ? (Object.fromEntries(names.map((name) => [name, columns[name].toReversed()])) as unknown as Columns)
    : columns
}

function toRecords(columns: Columns, series: ReadonlyMap<number, Selectable<Series>>): StoredRecord[] {
  return columns.position.map((position, at) => {
    const { source, device, model, place, kind, name } = series.get(
      columns.series[at] as number,
    ) as Selectable<Series>
    const value = columns.value[at] as Json
    const time = columns.time[at] as number
    const timeReason = columns.reason[at] as TimeReason
    const ordinal = columns.ordinal[at] as number
    const id =
      columns.id[at] ?? (impliedId({ position, ordinal, device, name, value, time, timeReason }) as string)
    const record: ObservationRecord = {
      type: 'observation',
      stamp: columns.arrival[at] as number,
      time,
      source,
      id,
      seq: columns.seq[at] as number,
      device,
      model,
      place,
      kind,
      name,
      value,
    }
    return { position, record }
  })
}

async function readControls(
  db: Kysely<Database>,
  { community, after, end }: Omit<Between, 'limit'>,
): Promise<StoredRecord[]> {
  const rows = await db
    .selectFrom('controls')
    .select(['position', 'stamp', 'body'])
    .where('community', '=', community)
    .where('position', '>', after)
    .where('position', '<=', end)
    .orderBy('position')
    .execute()
  return rows.flatMap(({ position, stamp, body }) => {
    const record = toLogRecord(body as ControlBody, stamp)
    return record ? [{ position, record }] : []
  })
}

/** Both lists are in order; no position has both an observation and a control record. */
function merged(observations: readonly StoredRecord[], controls: readonly StoredRecord[]): LogRecord[] {
  if (controls.length === 0) return observations.map(({ record }) => record)
  return [...observations, ...controls]
    .sort((one, other) => one.position - other.position)
    .map(({ record }) => record)
}
