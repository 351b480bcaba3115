import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Each who uploads a file has it, also where another did before; a photo is found by the steps it proves. */
export const attachmentOwners: Migration = {
  async up(db) {
    await sql`alter table attachments drop constraint if exists attachments_pkey`.execute(db)
    await sql`alter table attachments add primary key (hash, community, by)`.execute(db)
    await sql`create index if not exists incident_photos on incident_events using gin ((evidence -> 'photos') jsonb_path_ops)`.execute(
      db,
    )
  },
}
