import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which accounts still have the password an administrator was shown. */
export const oneTimePassword: Migration = {
  async up(db) {
    await sql`alter table accounts add column if not exists password_once boolean not null default false`.execute(
      db,
    )
  },
}
