import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The outbox of effects and what comes of them: alerts, incidents, tasks, commands. */
export const handling: Migration = {
  async up(db) {
    await sql`
create table effects (
  effect_id ident not null,
  revision integer not null,
  community ident not null,
  path place_path not null,
  op text not null,
  replaces ident,
  installation ident not null,
  release integer not null,
  rule ident not null,
  key ident not null,
  onset bigint not null,
  at bigint not null,
  grade text not null,
  action jsonb not null,
  cause jsonb not null,
  final boolean not null,
  reason text,
  position bigint not null,
  state text not null default 'pending',
  done_at bigint,
  primary key (effect_id, revision)
);
create index effects_pending on effects (community, position) where state = 'pending';
create index effects_installation on effects (installation, rule, at);

create table alerts (
  id ident primary key,
  effect_id ident not null unique,
  community ident not null,
  path place_path not null,
  installation ident not null,
  rule ident not null,
  key ident not null,
  device ident,
  place ident,
  title jsonb not null,
  grade text not null,
  flow ident,
  detail jsonb not null,
  state text not null default 'open',
  reason text,
  raised_at bigint not null,
  onset bigint not null,
  revision integer not null,
  incident ident
);
create index alerts_path on alerts (path, raised_at);
create index alerts_raised_at on alerts (raised_at);
create index alerts_open on alerts (community, raised_at) where state = 'open';
create index alerts_device on alerts (device);

create table incidents (
  id ident primary key,
  community ident not null,
  path place_path not null,
  number ident not null unique,
  alert ident unique,
  installation ident,
  flow ident,
  title jsonb not null,
  grade text not null,
  tier ident not null,
  state ident not null,
  case_state jsonb not null,
  owner ident,
  owner_role ident not null,
  deadline bigint,
  version integer not null default 1,
  opened_at bigint not null,
  closed_at bigint,
  outcome text,
  place ident,
  device ident
);
create index incidents_path on incidents (path, opened_at);
create index incidents_deadline on incidents (deadline) where closed_at is null;
create index incidents_owner on incidents (owner) where closed_at is null;

create table incident_events (
  incident ident not null references incidents (id),
  seq integer not null,
  community ident not null,
  path place_path not null,
  action ident not null,
  actor ident not null,
  at bigint not null,
  note text,
  evidence jsonb not null,
  detail jsonb not null,
  primary key (incident, seq)
);

create table tasks (
  id ident primary key,
  community ident not null,
  path place_path not null,
  incident ident references incidents (id),
  kind ident not null,
  state text not null default 'open',
  role ident not null,
  assignee ident,
  due bigint,
  created_at bigint not null,
  done_at bigint
);
create index tasks_incident on tasks (incident);
create index tasks_open on tasks (assignee, role, due) where state = 'open';

create table commands (
  id ident primary key,
  effect_id ident unique,
  community ident not null,
  path place_path not null,
  device ident not null,
  name ident not null,
  args jsonb not null,
  kind text not null,
  state text not null default 'pending',
  reason text,
  not_after bigint not null,
  cause jsonb not null,
  by ident,
  created_at bigint not null,
  sent_at bigint,
  finished_at bigint
);
create index commands_open on commands (not_after) where state in ('pending', 'sent', 'received');
create index commands_path on commands (path, created_at);
create index commands_device on commands (device, created_at);
`.execute(db)
  },
}
