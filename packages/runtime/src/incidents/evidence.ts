import type { Kysely } from 'kysely'
import { runtimeError } from '../errors.ts'
import type { Database } from '../store/tables.ts'

/** Refuses photos that were never uploaded to the incident's community. */
export async function requireAttachments(
  db: Kysely<Database>,
  community: string,
  hashes: readonly string[],
): Promise<void> {
  if (hashes.length === 0) return
  const rows = await db
    .selectFrom('attachments')
    .select('hash')
    .where('community', '=', community)
    .where('hash', 'in', hashes)
    .execute()
  const known = new Set(rows.map((row) => row.hash))
  const missing = hashes.find((hash) => !known.has(hash))
  if (missing !== undefined) throw runtimeError('attachment.unknown', { hash: missing })
}
