import type { Generated } from 'kysely'
import type { JsonColumn } from '../json.ts'
import type { Millis, Scope } from './scope.ts'

/** A role holds for a path and everything below it; the empty path is everything. */
export interface RoleGrant {
  readonly role: string
  readonly path: string
}

/** Who signs in. Accounts stand above communities: their roles say where they count. */
export interface Accounts {
  id: string
  login: string
  name: string
  passwordHash: string
  /** The password is one that an administrator was shown: its owner sets another before anything else. */
  passwordOnce: Generated<boolean>
  roles: JsonColumn<readonly RoleGrant[]>
  lang: Generated<'zh' | 'en'>
  state: Generated<'active' | 'disabled'>
  createdAt: Millis
}

/** A signed-in browser, by the hash of its cookie. */
export interface Sessions {
  tokenHash: string
  account: string
  createdAt: Millis
  expiresAt: Millis
  seenAt: Millis
}

/** A token for programs, by its hash. */
export interface ApiTokens {
  id: string
  hash: string
  account: string
  name: string
  scopes: JsonColumn<readonly string[]>
  createdAt: Millis
  expiresAt: Millis | null
  usedAt: Millis | null
  revokedAt: Millis | null
}

/** The stored answer to a write, so that a repeated request gives the same one. `status` is null while it runs. */
export interface IdempotencyKeys {
  account: string
  key: string
  requestHash: string
  status: number | null
  body: JsonColumn<unknown>
  at: Millis
}

/** One entry of a community's chain: `hash` covers `prev` and everything else in it. Append-only. */
export interface Audit extends Scope {
  seq: number
  at: Millis
  actor: string
  action: string
  subject: string
  detail: JsonColumn<unknown>
  prev: string
  hash: string
}

/** Where a community's chain ends: what shows that its last entries were cut off. */
export interface AuditHeads {
  community: string
  seq: number
  hash: string
}

/** The change feed: cursors become visible in order. */
export interface Changes extends Scope {
  cursor: Generated<number>
  resource: string
  id: string
  op: 'create' | 'update' | 'delete'
  at: Millis
}

/** Named numbers that only grow. */
export interface Counters {
  key: string
  value: number
}

/** Settings of the server itself. */
export interface Settings {
  key: string
  value: JsonColumn<unknown>
}
