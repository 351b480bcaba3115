import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/tables.ts'
import type { Observation } from './batch.ts'
import { createSeenFilter, type SeenFilter } from './seen-filter.ts'

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
  await fill(filter, db)

  async function drop(observations: readonly Observation[]): Promise<Observation[]> {
    const doubtful = observations.flatMap(({ identity }) =>
      identity !== null && filter.mayHave(identity) ? [identity] : [],
    )
    const known = await storedAmong(doubtful, db)
    return observations.filter(({ identity }) => {
      if (identity === null) return true
      if (known.has(identity) || underWay.has(identity)) return false
      known.add(identity)
      return true
    })
  }

  return {
    drop,
    passed(observations) {
      for (const { identity } of observations) {
        if (identity === null) continue
        filter.add(identity)
        underWay.add(identity)
      }
    },
    stored(observations) {
      for (const { identity } of observations) if (identity !== null) underWay.delete(identity)
    },
  }
}

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

async function storedAmong(identities: readonly string[], db: Kysely<Database>): Promise<Set<string>> {
  if (identities.length === 0) return new Set()
  const { rows } = await sql<{
    hash: string
  }>`select hash from seen where hash = any(${identities}::uuid[])`.execute(db)
  return new Set(rows.map((row) => plain(row.hash)))
}

const plain = (uuid: string) => uuid.replaceAll('-', '')
