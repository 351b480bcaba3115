import type { Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Field } from '../contract/field.ts'
import { fieldsInReach } from './reach.ts'

/** The field behind each name of an alert's detail: what its `$` points at in the rule that noted it. */
export function detailFields(rules: readonly Rule[], contract: Contract): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (const rule of rules) collect(fields, rule, contract)
  return fields
}

function collect(fields: Map<string, Field>, rule: Rule, contract: Contract): void {
  const reach = fieldsInReach(rule, contract)
  for (const action of rule.do) {
    if (!('alert' in action)) continue
    for (const [name, filled] of Object.entries(action.alert.detail ?? {})) {
      const source = typeof filled === 'object' && filled !== null && '$' in filled ? String(filled.$) : name
      const field = reach.get(source)
      if (field && !fields.has(name)) fields.set(name, field)
    }
  }
}
