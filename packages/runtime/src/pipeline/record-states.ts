import type { Json } from '@linli/kernel'
import type { Kysely } from 'kysely'
import type { Database } from '../store/tables.ts'
import type { RecordChange } from './batch.ts'

/** The fields of a record. */
export type RecordState = Readonly<Record<string, Json>>

/** Which record. */
export interface RecordKey {
  readonly installation: string
  readonly record: string
  readonly key: string
}

/** The records as the pipeline left them, those on their way to the store included. */
export interface RecordStates {
  /** The states of these records for one batch; what the batch sets stays its own until `passed`. */
  of(keys: readonly RecordKey[]): Promise<BatchStates>
  /** These are on their way to the store, and count from now on. */
  passed(changes: readonly RecordChange[]): void
}

/** A batch's own view. */
export interface BatchStates {
  get(key: RecordKey): RecordState | null
  set(key: RecordKey, state: RecordState): void
}

/** Records kept in memory: the pipeline is the only one that changes them. */
const KEPT = 50_000

export function createRecordStates(db: Kysely<Database>): RecordStates {
  const known = new Map<string, RecordState | null>()
  const keep = (name: string, state: RecordState | null) => {
    known.delete(name)
    known.set(name, state)
  }

  async function load(keys: readonly RecordKey[]): Promise<void> {
    const missing = keys.filter((key) => !known.has(nameOf(key)))
    if (missing.length === 0) return
    const rows = await db
      .selectFrom('records')
      .select(['installation', 'record', 'key', 'state'])
      .where('installation', 'in', [...new Set(missing.map((one) => one.installation))])
      .where('key', 'in', [...new Set(missing.map((one) => one.key))])
      .execute()
    for (const key of missing) keep(nameOf(key), null)
    for (const row of rows) if (known.get(nameOf(row)) === null) keep(nameOf(row), row.state as RecordState)
  }

  return {
    async of(keys) {
      for (const name of known.keys()) {
        if (known.size <= KEPT) break
        known.delete(name)
      }
      await load(keys)
      const before = new Map(keys.map((key) => [nameOf(key), known.get(nameOf(key)) ?? null]))
      return {
        get: (key) => before.get(nameOf(key)) ?? null,
        set: (key, state) => void before.set(nameOf(key), state),
      }
    },
    passed(changes) {
      for (const change of changes) keep(nameOf(change), change.state)
    },
  }
}

const nameOf = ({ installation, record, key }: RecordKey) => `${installation}\n${record}\n${key}`
