import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Communities, places, areas and people. `ident` sorts by bytes everywhere, whatever the database's locale. */
export const places: Migration = {
  async up(db) {
    await sql`
create domain ident as text collate "C";
create domain place_path as text collate "C" check (value ~ '^[a-z0-9.-]*$');

create table communities (
  id ident primary key,
  path place_path not null unique,
  name text not null,
  created_at bigint not null
);

create table places (
  id ident primary key,
  community ident not null,
  path place_path not null unique,
  parent ident references places (id),
  kind text not null,
  name text not null,
  lat double precision,
  lng double precision
);
create index places_parent on places (parent);

create table areas (
  id ident primary key,
  community ident not null,
  path place_path not null,
  kind text not null,
  name text not null
);

create table area_places (
  area ident references areas (id) on delete cascade,
  place ident references places (id) on delete cascade,
  community ident not null,
  path place_path not null,
  primary key (area, place)
);
create index area_places_place on area_places (place);

create table people (
  id ident primary key,
  community ident not null,
  path place_path not null,
  name text not null,
  phone text,
  note text,
  created_at bigint not null
);
create index people_path on people (path);

create table residences (
  id ident primary key,
  community ident not null,
  path place_path not null,
  person ident not null references people (id) on delete cascade,
  place ident not null references places (id),
  relation text not null,
  "from" bigint,
  until bigint
);
create index residences_person on residences (person);
create index residences_place on residences (place);
`.execute(db)
  },
}
