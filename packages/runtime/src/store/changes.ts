import { sql, type Transaction } from 'kysely'
import type { Changes } from './tables/access.ts'
import type { Database } from './tables.ts'
import { unnested } from './unnest.ts'

/** What changed; the cursor is given by `recordChanges`. */
export type Change = Omit<Changes, 'cursor'>

/**
 * Adds to the change feed. Cursors become visible in their order, also between transactions that commit at once:
 * whoever has read up to a cursor has missed nothing before it. Call it last in a transaction, since the next one
 * that records changes waits from here until this one ends.
 */
export async function recordChanges(trx: Transaction<Database>, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtext('changes'))`.execute(trx)
  await sql`
    insert into changes (community, path, resource, id, op, at, cursor)
    select given.*, nextval('change_cursor') from (${unnested(changes, kinds)}) as given`.execute(trx)
}

const kinds = {
  community: 'text',
  path: 'text',
  resource: 'text',
  id: 'text',
  op: 'text',
  at: 'bigint',
} as const
