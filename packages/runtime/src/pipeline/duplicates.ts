import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/tables.ts'
import type { Observation } from './batch.ts'

/** How long an identity is remembered (ms). */
export const REMEMBERED = 7 * 24 * 3600_000

/**
 * Drops what was stored before and what comes twice within the batch. Only observations with an identity can be
 * duplicates; where a protocol gives none, two equal messages are two messages.
 */
export async function dropDuplicates(
  observations: readonly Observation[],
  db: Kysely<Database>,
): Promise<Observation[]> {
  const withIdentity = observations.filter((one) => one.identity !== null)
  if (withIdentity.length === 0) return [...observations]
  const known = new Set<string>()
  for (const [community, group] of Map.groupBy(withIdentity, (one) => one.community)) {
    const hashes = [...new Set(group.map((one) => one.identity as string))]
    const { rows } = await sql<{ hash: string }>`
      select hash from seen where community = ${community} and hash = any(${hashes}::text[])`.execute(db)
    for (const row of rows) known.add(`${community}\n${row.hash}`)
  }
  return observations.filter((one) => {
    if (one.identity === null) return true
    const key = `${one.community}\n${one.identity}`
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}
