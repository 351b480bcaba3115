import { LinliError } from '@linli/client'
import type { AuthProvider } from 'react-admin'
import { answered, api, type Schemas } from './api/client.ts'
import { statusOf } from './api/refusal.ts'

/** Who is signed in: roles are held at places. */
export type SignedIn = NonNullable<Schemas['Session']['account']>

let session: Promise<SignedIn> | null = null

/** Sign-in by the server's HttpOnly cookie; nothing is kept in the browser's storage. */
export const authProvider: AuthProvider = {
  login: async (body: { login: string; password: string }) => {
    session = answered(api.POST('/api/session', { body })).then(signedInAs)
    await session.catch((error) => {
      session = null
      throw error
    })
  },
  logout: async () => {
    if (session) await api.DELETE('/api/session').catch(() => undefined)
    session = null
  },
  checkAuth: async () => {
    await signedIn()
  },
  checkError: async (error) => {
    if (statusOf(error) !== 401) return
    session = null
    throw error
  },
  getIdentity: async () => {
    const account = await signedIn()
    return { ...account, fullName: account.name || account.login }
  },
  getPermissions: async () => (await signedIn()).roles,
}

/** What is known of the session is asked again: it has changed. */
export function forgetSession(): void {
  session = null
}

/** The signed-in account; rejects when nobody is. Asked once per sign-in. */
export function signedIn(): Promise<SignedIn> {
  session ??= answered(api.GET('/api/session'))
    .then(signedInAs)
    .catch((error) => {
      session = null
      throw error
    })
  return session
}

function signedInAs({ account }: Schemas['Session']): SignedIn {
  if (!account) throw new LinliError(401, null)
  return account
}
