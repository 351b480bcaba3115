import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The numbers of charging transactions: one per start, the same when a station repeats it. */
export const charging: Migration = {
  async up(db) {
    await sql`
create table charging_transactions (
  station ident not null,
  identity text not null,
  community ident not null,
  path place_path not null,
  id integer generated always as identity,
  primary key (station, identity)
)`.execute(db)
  },
}
