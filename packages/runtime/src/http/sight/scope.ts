import { type Expression, type SqlBool, sql } from 'kysely'
import { type Actor, isWithin, visiblePaths } from '../../access/actor.ts'
import { type DataClass, readersOf } from '../../access/personal.ts'
import { isVisible } from '../../access/visible.ts'

/** A condition of a query. */
export type Condition = Expression<SqlBool>

/** The condition that is always met. */
export const everything: Condition = sql<boolean>`true`

/** Rows of a class that is left out for those who do not read it, with what they are known by. */
export interface Hidden<Name> {
  readonly name: Name
  readonly class: DataClass
  /** Who handles it sees it too. */
  readonly roles: readonly string[]
}

/** The roles for which such rows are not left out. */
export function rolesThatSee({ class: dataClass, roles }: Omit<Hidden<unknown>, 'name'>): readonly string[] {
  return [...(readersOf(dataClass) ?? []), ...roles]
}

/** Where an actor's roles count. */
export interface Scope {
  /** Whether a role of these counts wherever the actor sees anything. */
  everywhere(roles: readonly string[]): boolean
  /** That a path lies where a role of these counts. */
  holds(roles: readonly string[], column: string): Condition
}

/** The scope of an actor. */
export function scopeOf(actor: Actor): Scope {
  const held = (roles: readonly string[]) => actor.grants.filter((grant) => roles.includes(grant.role))
  return {
    everywhere: (roles) => {
      const grants = held(roles)
      return visiblePaths(actor).every((path) => grants.some((grant) => isWithin(path, grant.path)))
    },
    holds: (roles, column) => isVisible({ grants: held(roles) }, column),
  }
}

interface Where {
  readonly columns: readonly string[]
  readonly path: string
  /** What makes a row seen in any case. */
  readonly or?: Condition
  /** Where the columns are those of another table. */
  readonly within?: (hidden: Condition) => Condition
}

/** That a row is none of the hidden ones, or lies where the actor reads or handles its class. */
export function seen(
  scope: Scope,
  hidden: readonly Hidden<readonly string[]>[],
  { columns, path, or = sql<boolean>`false`, within = (inner) => inner }: Where,
): Condition {
  const kept = hidden.filter((one) => !scope.everywhere(rolesThatSee(one)))
  const groups = Map.groupBy(kept, (one) => rolesThatSee(one).toSorted().join(' '))
  const refs = sql.join(columns.map((column) => sql.ref(column)))
  const each = [...groups.values()].map((group) => {
    const names = group.map(({ name }) => sql`(${sql.join([...name])})`)
    const isHidden = within(sql<boolean>`(${refs}) in (${sql.join(names)})`)
    return sql<boolean>`(not ${isHidden} or ${scope.holds(rolesThatSee(group[0]!), path)} or ${or})`
  })
  return each.length === 0 ? everything : sql<boolean>`(${sql.join(each, sql` and `)})`
}
