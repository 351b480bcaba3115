import { usePermissions } from 'react-admin'
import type { SignedIn } from '../auth-provider.ts'

/** Who may set a community up: what the server allows decides, this only leaves out what would be refused. */
export const tenders: readonly string[] = ['admin', 'community-worker']

/** Whether the reader holds one of these roles somewhere. */
export function useHolds(roles: readonly string[]): boolean {
  const { permissions } = usePermissions<SignedIn['roles']>()
  return (permissions ?? []).some((held) => roles.includes(held.role))
}

/** Whether the reader holds a role for everything there is. */
export function useHoldsEverywhere(role: string): boolean {
  const { permissions } = usePermissions<SignedIn['roles']>()
  return (permissions ?? []).some((held) => held.role === role && held.path === '')
}
