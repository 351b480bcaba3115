import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Sources, devices, observations (partitioned by month of arrival) and the pipeline's own state. */
export const devices: Migration = {
  async up(db) {
    await sql`
create table sources (
  id ident primary key,
  community ident not null,
  path place_path not null,
  name text not null,
  kind text not null,
  dialect text not null,
  plugin ident,
  spec ident,
  config jsonb not null,
  state text not null default 'active',
  created_at bigint not null
);
create index sources_community on sources (community);

create table devices (
  id ident primary key,
  community ident not null,
  path place_path not null,
  model ident not null,
  name text not null,
  place ident references places (id),
  source ident references sources (id),
  address ident,
  seq bigint not null default 0,
  last_seen bigint,
  state text not null default 'active',
  credentials text,
  created_at bigint not null,
  unique (source, address)
) with (fillfactor = 70);
create index devices_path on devices (path);
create index devices_community on devices (community, model);

create table device_values (
  device ident not null,
  name ident not null,
  community ident not null,
  path place_path not null,
  value jsonb not null,
  "time" bigint not null,
  arrival bigint not null,
  observation ident not null,
  primary key (device, name)
) with (fillfactor = 50);

create table observations (
  community ident not null,
  position bigint not null,
  ordinal integer not null,
  path ident not null,
  id ident not null,
  source ident not null,
  device ident not null,
  model ident not null,
  place ident,
  kind text not null,
  name ident not null,
  value jsonb not null,
  "time" bigint not null,
  arrival bigint not null,
  seq bigint not null,
  time_reason text not null,
  late boolean not null,
  installation ident,
  primary key (community, position, ordinal, arrival)
) partition by range (arrival);
create index observations_device on observations (device, name, "time");

create table seen (
  hash uuid primary key,
  "time" bigint not null
);
create index seen_time on seen using brin ("time");

create table controls (
  community ident not null,
  position bigint not null,
  path place_path not null,
  stamp bigint not null,
  kind ident not null,
  body jsonb not null,
  primary key (community, position)
);

create table partitions (
  community ident primary key,
  path place_path not null,
  position bigint not null,
  checkpoint text,
  checkpoint_position bigint not null,
  updated_at bigint not null
);

create table dead_letters (
  id ident primary key,
  community ident not null,
  path place_path not null,
  position bigint not null,
  ordinal integer not null,
  stage ident not null,
  source ident not null,
  channel text not null,
  address text,
  device ident,
  code ident not null,
  params jsonb not null,
  message jsonb not null,
  meta jsonb not null,
  raw bytea not null,
  arrival bigint not null,
  state text not null default 'open',
  attempts integer not null default 0,
  replayed_at bigint
);
create index dead_letters_path on dead_letters (path, arrival);
create index dead_letters_position on dead_letters (community, position, ordinal);
`.execute(db)
  },
}
