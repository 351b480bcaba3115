import type { AuthProvider } from 'react-admin'
import { call } from './api/call.ts'
import { statusOf } from './api/refusal.ts'

/** Who is signed in: roles are held at places. */
export interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly roles: readonly { readonly role: string; readonly place: string }[]
}

let session: Promise<Account> | null = null

/** Sign-in by the server's HttpOnly cookie; nothing is kept in the browser's storage. */
export const authProvider: AuthProvider = {
  login: async ({ login, password }: { login: string; password: string }) => {
    const { account } = await call<{ account: Account }>('POST', 'session', { body: { login, password } })
    session = Promise.resolve(account)
  },
  logout: async () => {
    if (session) await call('DELETE', 'session').catch(() => undefined)
    session = null
  },
  checkAuth: async () => {
    await currentAccount()
  },
  checkError: async (error) => {
    if (statusOf(error) !== 401) return
    session = null
    throw error
  },
  getIdentity: async () => {
    const account = await currentAccount()
    return { ...account, fullName: account.name || account.login }
  },
  getPermissions: async () => (await currentAccount()).roles,
}

/** The signed-in account; rejects when nobody is. Asked once per sign-in. */
export function currentAccount(): Promise<Account> {
  session ??= call<{ account: Account }>('GET', 'session').then(
    (answer) => answer.account,
    (error) => {
      session = null
      throw error
    },
  )
  return session
}
