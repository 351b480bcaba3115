import { type Expression, type SqlBool, sql } from 'kysely'
import { type Actor, visiblePaths } from './actor.ts'

/**
 * The condition that a row's path may be seen by the actor. `/` follows `.` in bytes, so a range finds everything
 * below a path by its index.
 */
export function isVisible(actor: Pick<Actor, 'grants'>, column = 'path'): Expression<SqlBool> {
  const paths = visiblePaths(actor)
  if (paths.includes('')) return sql<boolean>`true`
  if (paths.length === 0) return sql<boolean>`false`
  const path = sql.ref(column)
  const each = paths.map(
    (root) => sql`(${path} = ${root} or (${path} > ${`${root}.`} and ${path} < ${`${root}/`}))`,
  )
  return sql<boolean>`(${sql.join(each, sql` or `)})`
}

/** The same for places: the names of what lies above are shown too, or nobody could say where a building is. */
export function isVisiblePlace(actor: Pick<Actor, 'grants'>, column = 'path'): Expression<SqlBool> {
  const above = visiblePaths(actor).flatMap((path) => {
    const parts = path.split('.')
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'))
  })
  if (above.length === 0) return isVisible(actor, column)
  return sql<boolean>`(${isVisible(actor, column)} or ${sql.ref(column)} in (${sql.join([...new Set(above)])}))`
}
