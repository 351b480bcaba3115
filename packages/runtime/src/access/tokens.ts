import type { Kysely } from 'kysely'
import { json } from '../store/json.ts'
import type { Database } from '../store/tables.ts'
import type { Actor } from './actor.ts'
import { hashSecret, newSecret } from './secret.ts'
import { actorOf } from './sessions.ts'

type Db = Kysely<Database>

/** What starts every API token, so that scanners for leaked secrets know one. */
export const tokenPrefix = 'linli_'

export interface NewToken {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt: number | null
  readonly now: number
}

/** Creates an API token and returns its secret, which is shown once: only its hash is stored. */
export async function createToken(db: Db, { now, scopes, ...token }: NewToken): Promise<string> {
  const secret = `${tokenPrefix}${newSecret()}`
  const row = {
    ...token,
    hash: hashSecret(secret),
    scopes: json(scopes),
    createdAt: now,
    usedAt: null,
    revokedAt: null,
  }
  await db.insertInto('apiTokens').values(row).execute()
  return secret
}

/** The actor of a token, or null where it is unknown, expired or revoked. Use is noted at most once a minute. */
export async function findToken(db: Db, secret: string, now: number): Promise<Actor | null> {
  const row = await db
    .selectFrom('apiTokens')
    .innerJoin('accounts', 'accounts.id', 'apiTokens.account')
    .select([
      'accounts.id',
      'login',
      'accounts.name',
      'lang',
      'roles',
      'scopes',
      'usedAt',
      'expiresAt',
      'apiTokens.id as token',
    ])
    .where('hash', '=', hashSecret(secret))
    .where('revokedAt', 'is', null)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!row || (row.expiresAt !== null && row.expiresAt <= now)) return null
  if (now - (row.usedAt ?? 0) > 60_000)
    await db.updateTable('apiTokens').set({ usedAt: now }).where('id', '=', row.token).execute()
  return actorOf(row, row.scopes)
}
