import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** With a bundle: whom it is trusted as, and where its lines come from. */
export const pluginBundles: Migration = {
  async up(db) {
    await sql`alter table plugins add column if not exists domain ident, add column if not exists source_map text`.execute(
      db,
    )
  },
}
