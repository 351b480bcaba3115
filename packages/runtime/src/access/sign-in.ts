import type { Kysely } from 'kysely'
import { runtimeError } from '../errors.ts'
import type { Database } from '../store/tables.ts'
import type { Actor } from './actor.ts'
import { passwordMatches } from './password.ts'
import { actorOf, openSession } from './sessions.ts'
import type { Throttle } from './throttle.ts'

export interface SignIn {
  readonly login: string
  readonly password: string
  /** The caller's network address. */
  readonly from: string
  readonly now: number
}

/**
 * Checks login and password and opens a session. An unknown login, a wrong password and a disabled account get the
 * same answer after the same time; failures are limited per login from one address and per address.
 */
export async function signIn(
  db: Kysely<Database>,
  throttles: { readonly login: Throttle; readonly address: Throttle },
  { login, password, from, now }: SignIn,
): Promise<{ readonly actor: Actor; readonly secret: string }> {
  const who = `${login} ${from}`
  const seconds = Math.max(throttles.login.waitFor(who), throttles.address.waitFor(from))
  if (seconds > 0) throw runtimeError('access.too-many', { seconds })
  throttles.login.count(who)
  throttles.address.count(from)
  const row = await db
    .selectFrom('accounts')
    .select(['id', 'login', 'name', 'lang', 'roles', 'passwordHash', 'passwordOnce', 'state'])
    .where('login', '=', login)
    .executeTakeFirst()
  const matches = await passwordMatches(row?.passwordHash ?? null, password)
  if (!row || !matches || row.state !== 'active') throw runtimeError('access.sign-in', {})
  throttles.login.clear(who)
  throttles.address.forgive(from)
  return { actor: actorOf(row, null), secret: await openSession(db, row.id, now) }
}
