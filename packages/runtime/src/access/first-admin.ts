import { randomBytes, randomUUID } from 'node:crypto'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import { hashPassword } from './password.ts'

/** The account made at the very first start; its password is shown once. */
export interface FirstAdmin {
  readonly login: string
  readonly password: string
}

/** Makes an administrator of everything where there is no account yet; null where there is one. */
export async function ensureAdmin(store: Store, now: number): Promise<FirstAdmin | null> {
  const known = await store.db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
  if (known) return null
  const first = { login: 'admin', password: randomBytes(9).toString('base64url') }
  const row = {
    id: randomUUID(),
    login: first.login,
    name: '管理员',
    passwordHash: await hashPassword(first.password),
  }
  const inserted = await store.db
    .insertInto('accounts')
    .values({ ...row, roles: json([{ role: 'admin', path: '' }]), createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n ? first : null
}
