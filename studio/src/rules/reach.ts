import type { Rule, Trigger } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Field } from '../contract/field.ts'

/** Every variable a rule may read, by the name it has in `when`, with its field. */
export function fieldsInReach(rule: Rule, contract: Contract): ReadonlyMap<string, Field> {
  const groups = [
    prefixed('settings.', contract.settings.properties),
    ...rule.on.flatMap((trigger) => reachOf(trigger, contract)),
  ]
  return new Map(groups.flat())
}

type Entries = readonly (readonly [string, Field])[]

function reachOf(trigger: Trigger, contract: Contract): readonly Entries[] {
  if ('form' in trigger) return [prefixed('form.', contract.forms[trigger.form]?.schema.properties)]
  if ('record' in trigger) {
    const properties = contract.records[trigger.record]?.fields.properties
    return [prefixed('', properties), prefixed(`${trigger.record}.`, properties)]
  }
  const model = contract.devices[trigger.device]
  const derived = contract.derive.filter((one) => one.device === trigger.device)
  return [
    prefixed('', model?.properties),
    prefixed(`${trigger.device}.`, model?.properties),
    ...('event' in trigger ? [prefixed('event.', model?.events?.[trigger.event]?.properties)] : []),
    ...derived.map((one) => prefixed(one.event ? 'event.' : '', one.adds)),
  ]
}

function prefixed(prefix: string, properties: unknown): Entries {
  return Object.entries((properties ?? {}) as Record<string, Field>).map(([name, field]) => [
    `${prefix}${name}`,
    field,
  ])
}
