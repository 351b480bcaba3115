import type { RoleGrant } from '../store/tables/access.ts'

/** Who makes a request: an account, through a browser's session or one of its tokens. */
export interface Actor {
  readonly account: string
  readonly login: string
  readonly name: string
  readonly lang: 'zh' | 'en'
  readonly grants: readonly RoleGrant[]
  /** What a token may do (`alerts:read`, `*:write`); null for a session, which may do what its roles may. */
  readonly scopes: readonly string[] | null
  /** Signed in with a one-time password: may only set one of its own. */
  readonly passwordOnce?: boolean
}

/** Whether `path` lies at or below `root`; the empty root is everything. */
export function isWithin(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}.`)
}

/** The roles an actor holds at a path: those granted there or above. */
export function rolesAt(actor: Pick<Actor, 'grants'>, path: string): readonly string[] {
  return actor.grants.filter((grant) => isWithin(path, grant.path)).map((grant) => grant.role)
}

/** The paths an actor may see, none within another. */
export function visiblePaths(actor: Pick<Actor, 'grants'>): readonly string[] {
  const paths = [...new Set(actor.grants.map((grant) => grant.path))]
  return paths.filter((path) => !paths.some((other) => other !== path && isWithin(path, other)))
}

/** Whether a row at `path` may be seen. */
export function maySee(actor: Pick<Actor, 'grants'>, path: string): boolean {
  return actor.grants.some((grant) => isWithin(path, grant.path))
}
