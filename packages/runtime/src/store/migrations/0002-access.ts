import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Accounts, tokens, the audit chain, the change feed and the server's own bookkeeping. */
export const access: Migration = {
  async up(db) {
    await sql`
create table accounts (
  id ident primary key,
  login ident not null unique,
  name text not null,
  password_hash text not null,
  roles jsonb not null,
  lang text not null default 'zh',
  state text not null default 'active',
  created_at bigint not null
);

create table sessions (
  token_hash ident primary key,
  account ident not null references accounts (id) on delete cascade,
  created_at bigint not null,
  expires_at bigint not null,
  seen_at bigint not null
);
create index sessions_account on sessions (account);
create index sessions_expires_at on sessions (expires_at);

create table api_tokens (
  id ident primary key,
  hash ident not null unique,
  account ident not null references accounts (id) on delete cascade,
  name text not null,
  scopes jsonb not null,
  created_at bigint not null,
  expires_at bigint,
  used_at bigint,
  revoked_at bigint
);
create index api_tokens_account on api_tokens (account);

create table idempotency_keys (
  account ident not null,
  key ident not null,
  request_hash text not null,
  status integer,
  body jsonb not null,
  at bigint not null,
  primary key (account, key)
);
create index idempotency_keys_at on idempotency_keys (at);

create table audit (
  community ident not null,
  seq bigint not null,
  path place_path not null,
  at bigint not null,
  actor ident not null,
  action ident not null,
  subject ident not null,
  detail jsonb not null,
  prev text not null,
  hash text not null,
  primary key (community, seq)
);
create index audit_at on audit (at);

create table audit_heads (
  community ident primary key,
  seq bigint not null,
  hash text not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete on audit
  for each row execute function refuse_change();
create trigger audit_no_truncate before truncate on audit
  for each statement execute function refuse_change();

create sequence change_cursor;
create table changes (
  cursor bigint primary key,
  community ident not null,
  path place_path not null,
  resource ident not null,
  id ident not null,
  op text not null,
  at bigint not null
);
create index changes_at on changes using brin (at);

create table counters (
  key ident primary key,
  value bigint not null
);

create table settings (
  key ident primary key,
  value jsonb not null
);
`.execute(db)
  },
}
