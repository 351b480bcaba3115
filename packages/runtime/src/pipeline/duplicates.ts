import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/tables.ts'
import { unnested } from '../store/unnest.ts'
import type { Observation } from './batch.ts'
import { createSeenFilter, type SeenFilter } from './seen-filter.ts'

/** Knows what was stored before. */
export interface Duplicates {
  /**
   * Drops what was seen before and what comes twice within the batch (semantics rule 15): by the protocol's identity,
   * or by device, name and device time. Where there is neither, two equal messages are two messages.
   */
  drop(observations: readonly Observation[]): Promise<Observation[]>
  /** These are on their way to the store, and count as seen from now on. */
  passed(observations: readonly Observation[]): void
  /** These are stored. */
  stored(observations: readonly Observation[]): void
}

/** Loads what the store remembers. */
export async function loadDuplicates(db: Kysely<Database>): Promise<Duplicates> {
  const filter = createSeenFilter()
  const newest = new Map<string, number>()
  const underWay = new Set<string>()
  await fill(filter, db)
  for (const row of await db.selectFrom('deviceValues').select(['device', 'name', 'time']).execute())
    newest.set(clockOf(row), row.time)

  /** Whether only the store can tell. A device whose clock went on says something new: no question needed. */
  const isDoubtful = (one: Observation) =>
    one.identity === null
      ? one.time <= (newest.get(clockOf(one)) ?? Number.POSITIVE_INFINITY)
      : filter.mayHave(one.identity)

  async function drop(observations: readonly Observation[]): Promise<Observation[]> {
    const doubtful = observations.filter((one) => isKnowable(one) && isDoubtful(one))
    const known = await storedAmong(doubtful, db)
    return observations.filter((one) => {
      if (!isKnowable(one)) return true
      const key = one.identity ?? one.id
      if (known.has(key) || underWay.has(key)) return false
      known.add(key)
      return true
    })
  }

  return {
    drop,
    passed(observations) {
      for (const one of observations) {
        if (!isKnowable(one)) continue
        underWay.add(one.identity ?? one.id)
        if (one.identity !== null) filter.add(one.identity)
        else newest.set(clockOf(one), Math.max(one.time, newest.get(clockOf(one)) ?? 0))
      }
    },
    stored(observations) {
      for (const one of observations) underWay.delete(one.identity ?? one.id)
    },
  }
}

/** By its protocol or by its device's clock; the state of a record is neither. */
const isKnowable = (one: Observation) =>
  one.identity !== null || (one.timeReason === 'device' && one.installation === null)

const clockOf = ({ device, name }: { readonly device: string; readonly name: string }) => `${device}\n${name}`

const PAGE = 50_000

/** Reads all identities page by page: there may be millions. */
async function fill(filter: SeenFilter, db: Kysely<Database>): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db
      .selectFrom('seen')
      .select('hash')
      .where('hash', '>', after)
      .orderBy('hash')
      .limit(PAGE)
      .execute()
    for (const { hash } of rows) filter.add(plain(hash))
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = last.hash
  }
}

async function storedAmong(observations: readonly Observation[], db: Kysely<Database>): Promise<Set<string>> {
  const known = new Set<string>()
  const identities = observations.flatMap(({ identity }) => (identity === null ? [] : [identity]))
  if (identities.length > 0) {
    const { rows } = await sql<{
      hash: string
    }>`select hash from seen where hash = any(${identities}::uuid[])`.execute(db)
    for (const row of rows) known.add(plain(row.hash))
  }
  const timed = observations
    .filter(({ identity }) => identity === null)
    .map(({ device, name, time }) => ({ device, name, time }))
  if (timed.length > 0) {
    const asked = unnested(timed, { device: 'text', name: 'text', time: 'bigint' })
    const { rows } = await sql<{ id: string }>`
      select o.id from (${asked}) as asked
      join observations o on o.device = asked.device and o.name = asked.name and o."time" = asked."time"`.execute(
      db,
    )
    for (const row of rows) known.add(row.id)
  }
  return known
}

const plain = (uuid: string) => uuid.replaceAll('-', '')
