import type { Contract } from '@linli/sdk'
import { type RawBuilder, sql } from 'kysely'
import { isPersonalClass, maskBySchema, mayRead, readersOf, strictest } from '../../access/personal.ts'
import { type PublicIds, virtualParts } from '../../access/public-id.ts'
import { schemaIn } from '../model-schema.ts'
import type { RuleFacts } from './rule-facts.ts'
import type { InstalledScenario } from './scenarios.ts'
import type { Scope } from './scope.ts'

/** What of an alert decides how its key is shown. */
export interface Keyed {
  readonly key: string
  readonly device: string | null
  readonly place: string | null
}

/** What a rule kept apart, as these roles may know it: as it is, or sealed. */
export function shownKey(
  facts: RuleFacts | undefined,
  { key, device, place }: Keyed,
  ids: PublicIds,
  roles: readonly string[],
): string {
  if (key === device || key === place || virtualParts(key)) return ids.shown(key)
  return mayRead(roles, facts === undefined ? 'C4' : facts.keyClass) ? key : ids.seal(key)
}

/** What a record is kept for: the field that is its key, masked as that is; null for what is no record. */
export function recordName(
  contract: Contract | undefined,
  { kind, key }: { readonly kind: string; readonly key: string },
  roles: readonly string[],
): string | null {
  if (!contract?.records[kind]) return null
  return String(maskBySchema(keySchema(contract, kind), key, roles))
}

/** The schema of the field that is a record's key; undefined where that is a device or a place. */
export function keySchema(contract: Contract, record: string): unknown {
  const { inputs = [] } = contract.records[record] ?? {}
  const schemas = inputs.flatMap((input) => {
    if (!input.key.startsWith('event.') || !('event' in input)) return []
    const event = schemaIn(contract, input.device, 'event', input.event) as
      | { readonly properties?: Readonly<Record<string, unknown>> }
      | undefined
    return [event?.properties?.[input.key.slice('event.'.length)] ?? anything]
  })
  return schemas[0]
}

/** What nobody has described may be anything. */
const anything = { data: { class: 'C4' } }

/** The columns `q` looks into for alerts. A search that finds what it may not show would tell it: others find no keys. */
export function alertSearch(scope: Scope, installed: readonly InstalledScenario[]): RawBuilder<unknown>[] {
  const personal = installed.flatMap(({ id, rules }) =>
    [...rules]
      .filter(([, facts]) => isPersonalClass(facts.keyClass))
      .map(([rule, facts]) => ({ pair: sql`(${id}, ${rule})`, class: facts.keyClass })),
  )
  const readers = readersOf(strictest(['C2', ...personal.map((one) => one.class)])) ?? []
  const byField =
    personal.length === 0
      ? sql`false`
      : sql`(alerts.installation, alerts.rule) in (${sql.join(personal.map(({ pair }) => pair))})`
  const open = (column: RawBuilder<unknown>, personalToo: RawBuilder<unknown>) =>
    sql`case when (${column}::text like '%:%' or ${personalToo}) and not ${scope.holds(readers, 'alerts.path')}
      then null else ${column} end`
  return [open(sql.ref('alerts.key'), byField), open(sql.ref('alerts.device'), sql`false`)]
}
