import { coversRole, handlingRoles } from '@linli/flow'
import { sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { isHiddenClass } from '../../access/personal.ts'
import type { InstalledScenario } from './scenarios.ts'
import { type Condition, type Hidden, type Scope, seen } from './scope.ts'
import { type HiddenSeries, sensitiveOf } from './sensitive.ts'

/** Conditions on the rows that scenarios fill, each for queries from the table of its name. */
export interface Rows {
  readonly observations: Condition
  readonly records: Condition
  readonly submissions: Condition
  readonly alerts: Condition
  /** Also for incidents joined to their tasks. */
  readonly incidents: Condition
}

/** Which rows an actor sees: none of a hidden class, but those whose class they read, or that they have to handle. */
export function rowsSeen(
  actor: Actor,
  scope: Scope,
  installed: readonly InstalledScenario[],
  series: readonly HiddenSeries[],
): Rows {
  const rules = installed.flatMap(hiddenRules)
  const alertColumns = ['alerts.installation', 'alerts.rule']
  return {
    observations: seen(
      scope,
      series.map((one) => ({ class: one.class, name: [one.model, one.name], roles: [] })),
      { columns: ['observations.model', 'observations.name'], path: 'observations.path' },
    ),
    records: seen(scope, installed.flatMap(hiddenRecords), {
      columns: ['records.installation', 'records.record'],
      path: 'records.path',
    }),
    submissions: seen(scope, installed.flatMap(hiddenForms), {
      columns: ['submissions.installation', 'submissions.form'],
      path: 'submissions.path',
      or: sql<boolean>`submissions.by = ${actor.account}`,
    }),
    alerts: seen(scope, rules, {
      columns: alertColumns,
      path: 'alerts.path',
      or: sql<boolean>`exists (select 1 from incidents owned
        where owned.id = alerts.incident and owned.owner = ${actor.account})`,
    }),
    incidents: seen(scope, rules, {
      columns: alertColumns,
      path: 'incidents.path',
      or: sql<boolean>`incidents.owner = ${actor.account}`,
      within: (hidden) =>
        sql<boolean>`exists (select 1 from alerts where alerts.id = incidents.alert and ${hidden})`,
    }),
  }
}

type Named = Hidden<readonly string[]>

function hiddenRules({ id, rules }: InstalledScenario): Named[] {
  return [...rules]
    .filter(([, facts]) => isHiddenClass(facts.class))
    .map(([rule, facts]) => ({ name: [id, rule], class: facts.class, roles: facts.roles }))
}

/** The kinds of records of an installation that are left out, and for whom they are not. */
export function hiddenRecords({ id, contract }: InstalledScenario): Named[] {
  return sensitiveOf(contract).records.map((one) => ({ ...one, name: [id, one.name], roles: [] }))
}

function hiddenForms({ id, contract }: InstalledScenario): Named[] {
  return sensitiveOf(contract).forms.map((one) => ({
    ...one,
    name: [id, one.name],
    roles: rolesWithForm(contract, one.name),
  }))
}

/** The roles that fill a form in as the evidence of a step. */
function rolesWithForm(contract: InstalledScenario['contract'], form: string): readonly string[] {
  const steps = Object.values(contract.flows).flatMap((flow) => Object.values(flow.steps))
  const wanted = steps
    .filter((step) => step.evidence?.some((one) => typeof one === 'object' && one.form === form))
    .map((step) => step.role)
  return handlingRoles.filter((role) => wanted.some((one) => coversRole([role], one)))
}
