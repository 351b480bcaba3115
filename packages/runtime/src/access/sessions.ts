import type { Kysely } from 'kysely'
import type { RoleGrant } from '../store/tables/access.ts'
import type { Database } from '../store/tables.ts'
import type { Actor } from './actor.ts'
import { hashSecret, newSecret } from './secret.ts'

/** A session ends after this long without use, and after the longer time in any case. */
export const sessionTimes = { idle: 12 * 3_600_000, whole: 7 * 86_400_000 } as const

type Db = Kysely<Database>

/** Opens a session; the secret goes into the cookie, only its hash is stored. Expired sessions of the account go. */
export async function openSession(db: Db, account: string, now: number): Promise<string> {
  const secret = newSecret()
  await db.deleteFrom('sessions').where('account', '=', account).where('expiresAt', '<=', now).execute()
  const row = {
    tokenHash: hashSecret(secret),
    account,
    createdAt: now,
    seenAt: now,
    expiresAt: now + sessionTimes.idle,
  }
  await db.insertInto('sessions').values(row).execute()
  return secret
}

/** The actor of a session's secret, or null. Use prolongs it, written at most once a minute. */
export async function findSession(db: Db, secret: string, now: number): Promise<Actor | null> {
  const tokenHash = hashSecret(secret)
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account')
    .select([
      'accounts.id',
      'login',
      'name',
      'lang',
      'roles',
      'passwordOnce',
      'seenAt',
      'sessions.createdAt as openedAt',
    ])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!row) return null
  if (now - row.seenAt > 60_000) {
    const expiresAt = Math.min(now + sessionTimes.idle, row.openedAt + sessionTimes.whole)
    await db
      .updateTable('sessions')
      .set({ seenAt: now, expiresAt })
      .where('tokenHash', '=', tokenHash)
      .execute()
  }
  return actorOf(row, null)
}

/** Ends a session. */
export async function closeSession(db: Db, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('tokenHash', '=', hashSecret(secret)).execute()
}

interface AccountRow {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly lang: 'zh' | 'en'
  readonly roles: readonly RoleGrant[]
  readonly passwordOnce?: boolean
}

/** An account as an actor; `scopes` is null for a session. */
export function actorOf(row: AccountRow, scopes: readonly string[] | null): Actor {
  const { id, login, name, lang, roles, passwordOnce = false } = row
  return { account: id, login, name, lang, grants: roles, scopes, passwordOnce }
}
