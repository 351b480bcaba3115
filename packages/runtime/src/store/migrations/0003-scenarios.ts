import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Plugins, installations with their releases, and what people and reducers put into them. */
export const scenarios: Migration = {
  async up(db) {
    await sql`
create table plugins (
  id ident not null,
  version ident not null,
  -- json, not jsonb: the order of the fields is the author's, and the studio shows them in it
  contract json not null,
  bundle text not null,
  hash ident not null,
  installed_at bigint not null,
  primary key (id, version)
);

create table installations (
  id ident primary key,
  community ident not null,
  path place_path not null,
  plugin ident not null,
  plugin_version ident not null,
  title text not null,
  draft jsonb not null,
  draft_version integer not null default 1,
  release integer,
  state text not null default 'active',
  created_at bigint not null
);
create index installations_community on installations (community);

create table releases (
  installation ident not null references installations (id),
  number integer not null,
  community ident not null,
  path place_path not null,
  config jsonb not null,
  contract_version ident not null,
  published_by ident not null,
  published_at bigint not null,
  note text not null,
  primary key (installation, number)
);

create table reference_rows (
  installation ident not null references installations (id),
  "table" ident not null,
  key ident not null,
  community ident not null,
  path place_path not null,
  "row" jsonb not null,
  version bigint not null,
  primary key (installation, "table", key)
);

create table submissions (
  id ident primary key,
  community ident not null,
  path place_path not null,
  installation ident not null references installations (id),
  form ident not null,
  version integer not null,
  "values" jsonb not null,
  by ident not null,
  at bigint not null,
  incident ident,
  position bigint
);
create index submissions_form on submissions (installation, form, at);
create index submissions_incident on submissions (incident) where incident is not null;
create index submissions_path on submissions (path, at);

create table attachments (
  hash ident not null,
  community ident not null,
  path place_path not null,
  name text not null,
  type text not null,
  size bigint not null,
  by ident not null,
  at bigint not null,
  primary key (hash, community)
);

create table records (
  installation ident not null,
  record ident not null,
  key ident not null,
  community ident not null,
  path place_path not null,
  state jsonb not null,
  position bigint not null,
  updated_at bigint not null,
  primary key (installation, record, key)
) with (fillfactor = 70);
create index records_path on records (path);
`.execute(db)
  },
}
