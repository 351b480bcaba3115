import { randomInt } from 'node:crypto'
import { type Selectable, sql, type Transaction } from 'kysely'
import { runtimeError } from '../errors.ts'
import type { By } from '../http/services.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import type { Accounts, RoleGrant } from '../store/tables/access.ts'
import type { Database } from '../store/tables.ts'
import { isWithin } from './actor.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { hashSecret } from './secret.ts'

/** Makes and changes the accounts of those who work here. Passwords are made by us, shown once, and replaced by their owner. */
export interface AccountService {
  /** Returns the one-time password. */
  create(
    input: {
      readonly id: string
      readonly login: string
      readonly name: string
      readonly lang: 'zh' | 'en'
      readonly roles: readonly RoleGrant[]
    },
    by: By,
  ): Promise<string>
  /** Somebody who is disabled is out at once. The last administrator of a place stays one. */
  update(
    id: string,
    change: {
      readonly name?: string
      readonly roles?: readonly RoleGrant[]
      readonly state?: 'active' | 'disabled'
    },
    by: By,
  ): Promise<void>
  /** Ends the account's sessions and returns a new one-time password. */
  resetPassword(id: string, by: By): Promise<string>
  /** The account's owner sets a password of its own; sessions other than the one of `secret` end. */
  setPassword(
    input: { readonly current: string; readonly next: string; readonly secret: string },
    by: By,
  ): Promise<void>
}

type Trx = Transaction<Database>
type AccountRow = Selectable<Accounts>

/** The service over its store. */
export function createAccounts(store: Store): AccountService {
  return {
    async create({ id, login, name, lang, roles }, by) {
      const password = oneTimePassword()
      const row = { id, login, name, lang, passwordHash: await hashPassword(password), passwordOnce: true }
      await store.transaction(async (trx) => {
        const inserted = await trx
          .insertInto('accounts')
          .values({ ...row, roles: json(roles), createdAt: by.at })
          .onConflict((conflict) => conflict.column('login').doNothing())
          .executeTakeFirst()
        if (inserted.numInsertedOrUpdatedRows !== 1n) throw runtimeError('account.login-taken', { login })
        await note(trx, { id, roles }, 'create', by, { login, name, roles })
      })
      return password
    },

    update: (id, change, by) =>
      store.transaction(async (trx) => {
        // Two administrators who disable each other at once: the second one is refused.
        await sql`lock table accounts in share row exclusive mode`.execute(trx)
        const row = await accountOf(trx, id)
        const next = { ...row, ...change }
        await keepAdministrators(trx, row, next)
        const { name, roles, state } = next
        await trx
          .updateTable('accounts')
          .set({ name, state, roles: json(roles) })
          .where('id', '=', id)
          .execute()
        if (state === 'disabled') await trx.deleteFrom('sessions').where('account', '=', id).execute()
        await note(trx, { id, roles: [...row.roles, ...roles] }, 'update', by, change)
      }),

    async resetPassword(id, by) {
      const password = oneTimePassword()
      const passwordHash = await hashPassword(password)
      await store.transaction(async (trx) => {
        const row = await accountOf(trx, id)
        await trx
          .updateTable('accounts')
          .set({ passwordHash, passwordOnce: true })
          .where('id', '=', id)
          .execute()
        await trx.deleteFrom('sessions').where('account', '=', id).execute()
        await note(trx, row, 'reset-password', by, {})
      })
      return password
    },

    async setPassword({ current, next, secret }, by) {
      const known = await store.db
        .selectFrom('accounts')
        .select('passwordHash')
        .where('id', '=', by.account)
        .executeTakeFirst()
      if (!(await passwordMatches(known?.passwordHash ?? null, current)))
        throw runtimeError('access.password', {})
      const passwordHash = await hashPassword(next)
      await store.transaction(async (trx) => {
        const row = await accountOf(trx, by.account)
        await trx
          .updateTable('accounts')
          .set({ passwordHash, passwordOnce: false })
          .where('id', '=', row.id)
          .execute()
        await trx
          .deleteFrom('sessions')
          .where('account', '=', row.id)
          .where('tokenHash', '!=', hashSecret(secret))
          .execute()
        await note(trx, row, 'set-password', by, {})
      })
    },
  }
}

/** No characters that are taken for one another when somebody reads it out: 12 of 31, about 59 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${group()}-${group()}-${group()}`
}

async function accountOf(trx: Trx, id: string): Promise<AccountRow> {
  const row = await trx.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw runtimeError('http.not-found', { resource: 'accounts', id })
  return row
}

/** Wherever the account was an administrator, it stays one or another active account is. */
async function keepAdministrators(trx: Trx, before: AccountRow, after: AccountRow): Promise<void> {
  const lost = administered(before).filter((path) => !covered(path, administered(after)))
  if (lost.length === 0) return
  const others = await trx.selectFrom('accounts').selectAll().where('id', '!=', before.id).execute()
  const left = others.flatMap(administered)
  const path = lost.find((one) => !covered(one, left))
  if (path !== undefined) throw runtimeError('account.last-admin', { name: before.name, path: path || '/' })
}

function administered({ roles, state }: Pick<AccountRow, 'roles' | 'state'>): readonly string[] {
  return state === 'active' ? roles.filter(({ role }) => role === 'admin').map(({ path }) => path) : []
}

const covered = (path: string, roots: readonly string[]) => roots.some((root) => isWithin(path, root))

/** Written down where all its roles are seen from. */
async function note(
  trx: Trx,
  { id, roles }: Pick<AccountRow, 'id' | 'roles'>,
  what: 'create' | 'update' | 'reset-password' | 'set-password',
  { account, at }: By,
  detail: unknown,
): Promise<void> {
  const path = sharedPath(roles.map((grant) => grant.path))
  const action = `account.${what}`
  await appendAudit(trx, { community: '', path, at, actor: account, action, subject: id, detail })
  const op = what === 'create' ? 'create' : 'update'
  await recordChanges(trx, [{ community: '', path, resource: 'accounts', id, op, at }])
}

/** The longest path that all of these lie within. */
export function sharedPath(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map((path) => path.split('.'))
  if (first === '') return ''
  const differs = first.findIndex((part, index) => rest.some((parts) => parts[index] !== part))
  return first.slice(0, differs < 0 ? first.length : differs).join('.')
}
