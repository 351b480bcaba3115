import { type RawBuilder, sql } from 'kysely'
import { hiddenRecords, type Rows } from './rows.ts'
import type { InstalledScenario } from './scenarios.ts'
import { type Condition, everything, type Hidden, rolesThatSee, type Scope } from './scope.ts'
import type { HiddenKind } from './sensitive.ts'

/** What the feed tells an actor of: nothing whose row is not seen, and no report that tells somebody is at home. */
export function changesSeen(
  rows: Rows,
  scope: Scope,
  installed: readonly InstalledScenario[],
  models: readonly HiddenKind[],
): Condition {
  const tasks = sql`tasks join incidents on incidents.id = tasks.incident where tasks.id`
  const conditions = [
    ...unseen('alerts', rows.alerts, sql`alerts where alerts.id`),
    ...unseen('incidents', rows.incidents, sql`incidents where incidents.id`),
    ...unseen('tasks', rows.incidents, tasks),
    ...unseen('submissions', rows.submissions, sql`submissions where submissions.id`),
    ...installed.flatMap(hiddenRecords).flatMap((record) => recordChanges(scope, record)),
    ...models.flatMap((model) => deviceChanges(scope, { ...model, roles: [] })),
  ]
  return conditions.length === 0 ? everything : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

function unseen(resource: string, condition: Condition, from: RawBuilder<unknown>): Condition[] {
  if (condition === everything) return []
  return [
    sql<boolean>`not (changes.resource = ${resource}
      and exists (select 1 from ${from} = changes.id and ${condition} is not true))`,
  ]
}

function recordChanges(scope: Scope, record: Hidden<readonly string[]>): Condition[] {
  const roles = rolesThatSee(record)
  if (scope.everywhere(roles)) return []
  const prefix = `${record.name.join(':')}:`
  return [
    sql<boolean>`(changes.resource <> 'records' or not starts_with(changes.id::text, ${prefix})
      or ${scope.holds(roles, 'changes.path')})`,
  ]
}

function deviceChanges(scope: Scope, model: Hidden<string>): Condition[] {
  const roles = rolesThatSee(model)
  if (scope.everywhere(roles)) return []
  return [
    sql<boolean>`(changes.resource <> 'devices' or ${scope.holds(roles, 'changes.path')}
      or not exists (select 1 from devices where devices.id = changes.id and devices.model = ${model.name}))`,
  ]
}
