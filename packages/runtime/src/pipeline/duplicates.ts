import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/tables.ts'
import type { Observation } from './batch.ts'
import { createSeenFilter } from './seen-filter.ts'

/** How long an identity is remembered (ms). */
export const REMEMBERED = 7 * 24 * 3600_000

/** Knows what was stored before. */
export interface Duplicates {
  /**
   * Drops what was seen before and what comes twice within the batch. Only observations with an identity can be
   * duplicates; where a protocol gives none, two equal messages are two messages.
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
  const underWay = new Set<string>()
  for (const { community, hash } of await db.selectFrom('seen').select(['community', 'hash']).execute())
    filter.add(keyOf(community, hash))

  async function drop(observations: readonly Observation[]): Promise<Observation[]> {
    const keys = new Map(
      observations.flatMap((one) =>
        one.identity === null ? [] : [[one, keyOf(one.community, one.identity)] as const],
      ),
    )
    const doubtful = observations.filter((one) => keys.has(one) && filter.mayHave(keys.get(one) as string))
    const known = await storedAmong(doubtful, db)
    return observations.filter((one) => {
      const key = keys.get(one)
      if (key === undefined) return true
      if (known.has(key) || underWay.has(key)) return false
      known.add(key)
      return true
    })
  }

  const each = (observations: readonly Observation[], use: (key: string) => void) => {
    for (const { community, identity } of observations) if (identity !== null) use(keyOf(community, identity))
  }

  return {
    drop,
    passed: (observations) =>
      each(observations, (key) => {
        filter.add(key)
        underWay.add(key)
      }),
    stored: (observations) => each(observations, (key) => underWay.delete(key)),
  }
}

const keyOf = (community: string, identity: string) => `${community}\n${identity}`

async function storedAmong(observations: readonly Observation[], db: Kysely<Database>): Promise<Set<string>> {
  const known = new Set<string>()
  for (const [community, group] of Map.groupBy(observations, (one) => one.community)) {
    const hashes = group.map((one) => one.identity as string)
    const { rows } = await sql<{ hash: string }>`
      select hash from seen where community = ${community} and hash = any(${hashes}::text[])`.execute(db)
    for (const row of rows) known.add(keyOf(community, row.hash))
  }
  return known
}
