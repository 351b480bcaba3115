import type { Kysely } from 'kysely'
import type { Database } from './tables.ts'

/** How far the pipeline has stored the journal, and up to which time: where a journal has to go on. */
export async function storedUpTo(db: Kysely<Database>): Promise<{ position: number; stamp: number }> {
  const row = await db
    .selectFrom('partitions')
    .select(({ fn }) => [fn.max('position').as('position'), fn.max('updatedAt').as('stamp')])
    .executeTakeFirst()
  return { position: row?.position ?? 0, stamp: row?.stamp ?? 0 }
}
