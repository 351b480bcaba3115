import type { Rule, Trigger } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Field } from '../contract/field.ts'

/** Every variable a rule may read, by the name it has in `when`, with its field. */
export function fieldsInReach(rule: Rule, contract: Contract): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  collect(fields, 'settings.', contract.settings.properties)
  for (const trigger of rule.on) collectTrigger(fields, trigger, contract)
  return fields
}

function collectTrigger(fields: Map<string, Field>, trigger: Trigger, contract: Contract): void {
  if ('form' in trigger) return collect(fields, 'form.', contract.forms[trigger.form]?.schema.properties)
  if ('record' in trigger) {
    const properties = contract.records[trigger.record]?.fields.properties
    collect(fields, '', properties)
    return collect(fields, `${trigger.record}.`, properties)
  }
  const model = contract.devices[trigger.device]
  collect(fields, '', model?.properties)
  collect(fields, `${trigger.device}.`, model?.properties)
  if ('event' in trigger) collect(fields, 'event.', model?.events?.[trigger.event]?.properties)
  for (const derivation of contract.derive)
    if (derivation.device === trigger.device) collect(fields, derivation.event ? 'event.' : '', derivation.adds)
}

function collect(into: Map<string, Field>, prefix: string, properties: unknown): void {
  for (const [name, field] of Object.entries((properties ?? {}) as Record<string, Field>)) into.set(`${prefix}${name}`, field)
}
