import type { Key, LogRecord, Question } from '@linli/kernel'
import type { Kysely } from 'kysely'
import { type ControlBody, toLogRecord } from '../pipeline/control.ts'
import type { Database } from '../store/tables.ts'

/** How many observations are looked at; the latest count. */
const most = 20_000
/** What lies after the moment matters only where it came before what lies before it, ms. */
const after = 3_600_000

/** The stored part of a community's log that a question about one of its installations is about. */
export interface StoredHorizon {
  /** In journal order. */
  readonly records: readonly LogRecord[]
  readonly observations: number
  /** False where there are more observations than are looked at; then `from` is the time of the oldest of them. */
  readonly complete: boolean
  readonly from: number | null
}

/** Releases and sources of the whole past, in journal order, with their positions. */
export interface StoredControls {
  readonly logged: readonly { readonly position: number; readonly record: LogRecord }[]
  readonly plugin: string
  /** What versions of the rule keep one state for. */
  readonly keys: readonly Key[]
}

/** Reads what could change a verdict of an installation's rule, observations aside. */
export async function readControls(
  db: Kysely<Database>,
  { community, plugin }: { readonly community: string; readonly plugin: string },
  { installation, rule }: Question,
): Promise<StoredControls> {
  const rows = await db
    .selectFrom('controls')
    .select(['position', 'stamp', 'body'])
    .where('community', '=', community)
    .orderBy('position')
    .execute()
  const logged = rows.flatMap(({ position, stamp, body }) => {
    const record = toLogRecord(body as ControlBody, stamp)
    const concerns = record && (record.type !== 'release' || record.installation === installation)
    return concerns ? [{ position, record }] : []
  })
  const keys = logged.flatMap(({ record }) =>
    record.type === 'release' ? (record.program?.rules ?? []).filter(({ id }) => id === rule) : [],
  )
  return { logged, plugin, keys: keys.map(({ key }) => key) }
}

/** Reads the observations that matter for a question, and puts them between what controls them. */
export async function readHorizon(
  db: Kysely<Database>,
  community: string,
  { logged, plugin, keys }: StoredControls,
  { key, at }: Question,
): Promise<StoredHorizon> {
  let query = db
    .selectFrom('observations')
    .selectAll()
    .where('community', '=', community)
    .where('model', 'like', `${plugin}/%`)
    .where('time', '<=', at + after)
  const isWide = keys.some((one) => one === 'community' || typeof one === 'object')
  if (!isWide)
    query = query.where(({ eb, or, selectFrom }) =>
      or([
        eb('device', '=', key),
        ...(keys.includes('place')
          ? [
              eb(
                'device',
                'in',
                selectFrom('observations as here').select('here.device').where('here.place', '=', key),
              ),
            ]
          : []),
      ]),
    )
  const rows = await query.orderBy('position', 'desc').orderBy('ordinal', 'desc').limit(most).execute()
  const observations = rows.reverse().map((row) => ({
    position: row.position,
    record: {
      type: 'observation',
      stamp: row.arrival,
      time: row.time,
      source: row.source,
      id: row.id,
      seq: row.seq,
      device: row.device,
      model: row.model,
      place: row.place,
      kind: row.kind,
      name: row.name,
      value: row.value,
    } satisfies LogRecord,
  }))
  const all = [...observations, ...logged].sort((a, b) => a.position - b.position)
  return {
    records: all.map(({ record }) => record),
    observations: rows.length,
    complete: rows.length < most,
    from: observations[0]?.record.time ?? null,
  }
}
