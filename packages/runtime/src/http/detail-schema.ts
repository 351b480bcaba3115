import type { Action, Filled, Rule, Trigger } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Kysely } from 'kysely'
import type { Database } from '../store/tables.ts'
import { schemaIn } from './model-schema.ts'
import type { Contracts } from './services.ts'

/** What an alert's detail is made of, so that it is masked as its origin is. */
export type DetailSchemas = (alert: { readonly installation: string; readonly rule: string }) => unknown

/** Finds, for the alerts of a page, the schemas their details were filled from: those of the rule in force. */
export async function detailSchemas(
  db: Kysely<Database>,
  contracts: Contracts,
  installations: readonly string[],
): Promise<DetailSchemas> {
  const ids = [...new Set(installations)]
  if (ids.length === 0) return () => undefined
  const rows = await db
    .selectFrom('installations')
    .leftJoin('releases', (join) =>
      join
        .onRef('releases.installation', '=', 'installations.id')
        .onRef('releases.number', '=', 'installations.release'),
    )
    .select(['installations.id', 'installations.plugin', 'releases.config'])
    .where('installations.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ({ installation, rule: id }) => {
    const row = byId.get(installation)
    const contract = row && contracts.contract(row.plugin)
    if (!contract) return undefined
    const { rules = contract.rules } = (row.config ?? {}) as { readonly rules?: readonly Rule[] }
    const rule = rules.find((one) => one.id === id)
    return rule && schemaOfDetail(contract, rule)
  }
}

/** The schema of what a rule's alerts carry as detail. */
export function schemaOfDetail(contract: Contract, rule: Rule): unknown {
  const details = rule.do.flatMap((action: Action) =>
    'alert' in action ? Object.entries(action.alert.detail ?? {}) : [],
  )
  return {
    properties: Object.fromEntries(
      details.map(([name, value]) => [name, schemaOfFilled(contract, rule, value)]),
    ),
  }
}

function schemaOfFilled(contract: Contract, rule: Rule, value: Filled): unknown {
  const path =
    typeof value === 'object' && value !== null && '$' in value && typeof value.$ === 'string'
      ? value.$
      : null
  if (path === null) return undefined
  const [head = '', ...steps] = path.split('.')
  if (head === 'event' || head === 'form')
    return personalOf(rule.on.map((trigger) => within(eventSchema(contract, trigger), steps)))
  const qualified = ['', 'record:'].map((kind) =>
    within(schemaIn(contract, `${kind}${head}`, 'property', steps[0] ?? ''), steps.slice(1)),
  )
  const bare = rule.on.map((trigger) => within(schemaIn(contract, modelOf(trigger), 'property', head), steps))
  return personalOf([...qualified, ...bare])
}

function eventSchema(contract: Contract, trigger: Trigger): unknown {
  return schemaIn(contract, modelOf(trigger), 'event', 'event' in trigger ? trigger.event : 'submitted')
}

function modelOf(trigger: Trigger): string {
  if ('device' in trigger) return trigger.device
  return 'record' in trigger ? `record:${trigger.record}` : `form:${trigger.form}`
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly data?: unknown
}

function within(schema: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((found, step) => (found as Schema | undefined)?.properties?.[step], schema)
}

/** Where several triggers could have filled it, the one that carries a note of what it is decides. */
function personalOf(schemas: readonly unknown[]): unknown {
  return (
    schemas.find((schema) => (schema as Schema | undefined)?.data !== undefined) ??
    schemas.find((schema) => schema !== undefined)
  )
}
