import { runtimeError } from '../errors.ts'
import { type Actor, rolesAt } from './actor.ts'
import { allowsScope } from './scope.ts'

/** What needs a role beyond seeing, and who may do it. */
export const permissions = {
  'communities:write': ['admin'],
  'places:write': ['admin', 'community-worker'],
  'accounts:write': ['admin'],
  'devices:write': ['admin', 'community-worker'],
  'sources:write': ['admin', 'community-worker'],
  'installations:write': ['admin', 'community-worker'],
  'reference:write': ['admin', 'community-worker', 'property'],
  'commands:write': ['admin', 'community-worker', 'grid-leader', 'property'],
  'observations:write': ['admin', 'community-worker'],
  'incidents:write': [
    'admin',
    'district-worker',
    'street-worker',
    'community-worker',
    'grid-leader',
    'grid-worker',
    'property',
  ],
  'submissions:write': [
    'admin',
    'district-worker',
    'street-worker',
    'community-worker',
    'grid-leader',
    'grid-worker',
    'property',
  ],
  'attachments:write': [
    'admin',
    'district-worker',
    'street-worker',
    'community-worker',
    'grid-leader',
    'grid-worker',
    'property',
  ],
  'dead-letters:write': ['admin', 'community-worker'],
  'plugins:write': ['admin'],
  'plugin-log:read': ['admin'],
  'audit:read': ['admin', 'district-worker', 'street-worker', 'community-worker'],
} as const satisfies Record<string, readonly string[]>

/** Something that needs a role. */
export type Permission = keyof typeof permissions

/** Whether the actor may do this at the path, by role and, for tokens, by scope. */
export function may(actor: Actor, permission: Permission, path: string): boolean {
  const [resource = '', operation] = permission.split(':')
  const roles: readonly string[] = permissions[permission]
  return (
    allowsScope(actor.scopes, resource, operation === 'read' ? 'read' : 'write') &&
    rolesAt(actor, path).some((role) => roles.includes(role))
  )
}

/** Refuses unless the actor may do this at the path. */
export function requirePermission(actor: Actor, permission: Permission, path: string): void {
  if (may(actor, permission, path)) return
  throw runtimeError('access.role', { permission, roles: permissions[permission].join(', ') })
}

/** Refuses a token whose scopes do not cover the operation. */
export function requireScope(actor: Actor, resource: string, operation: 'read' | 'write'): void {
  if (allowsScope(actor.scopes, resource, operation)) return
  throw runtimeError('access.scope', { scope: `${resource}:${operation}` })
}
