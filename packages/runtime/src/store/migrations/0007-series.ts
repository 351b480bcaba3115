import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Observations in half the space: what a device's readings of one name have in common is written once, as a series.
 * `observations` is a view now and reads as the table did.
 */
export const series: Migration = {
  async up(db) {
    await sql`
create table series (
  id integer generated always as identity primary key,
  community ident not null,
  path place_path not null,
  source ident not null,
  device ident not null,
  model ident not null,
  place ident,
  kind text not null,
  name ident not null,
  installation ident,
  unique nulls not distinct (device, name, source, model, place, kind, installation, community)
);

create table observation_log (
  community ident not null,
  path place_path not null,
  position bigint not null,
  ordinal integer not null,
  series integer not null,
  id ident,
  value jsonb not null,
  "time" bigint not null,
  arrival bigint not null,
  seq bigint not null,
  time_reason text not null,
  late boolean not null,
  primary key (community, position, ordinal, arrival)
) partition by range (arrival);
create index observation_log_series on observation_log (series, "time");

alter table observations rename to observations_before;
do $$
declare part record;
begin
  for part in select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'observations_before'::regclass
  loop
    execute format(
      'create table %I partition of observation_log for values from (%s) to (%s)',
      replace(part.name, 'observations_', 'observation_log_'),
      extract(epoch from to_date(right(part.name, 7), 'YYYY_MM'))::bigint * 1000,
      extract(epoch from to_date(right(part.name, 7), 'YYYY_MM') + interval '1 month')::bigint * 1000
    );
  end loop;
end $$;
insert into series (community, path, source, device, model, place, kind, name, installation)
select distinct on (device, name, source, model, place, kind, installation, community)
  community, path, source, device, model, place, kind, name, installation
from observations_before;
insert into observation_log
select o.community, o.path, o.position, o.ordinal, s.id, o.id, o.value, o."time", o.arrival, o.seq, o.time_reason, o.late
from observations_before o join series s on
  (s.device, s.name, s.source, s.model, s.kind, s.community) = (o.device, o.name, o.source, o.model, o.kind, o.community)
  and s.place is not distinct from o.place and s.installation is not distinct from o.installation;
drop table observations_before;

create view observations as
select o.community, o.position, o.ordinal, o.path,
  coalesce(o.id, case o.time_reason
    when 'device' then s.device || '|' || s.name || '|' || o."time" || '|' || o.value::text
    else o.position || '.' || o.ordinal
  end) collate "C" as id,
  s.source, s.device, s.model, s.place, s.kind, s.name,
  o.value, o."time", o.arrival, o.seq, o.time_reason, o.late, s.installation
from observation_log o join series s on s.id = o.series`.execute(db)
  },
}
