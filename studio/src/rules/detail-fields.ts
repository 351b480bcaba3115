import type { Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Field } from '../contract/field.ts'
import { fieldsInReach } from './reach.ts'

/** The field behind each name of an alert's detail: what its `$` points at. */
export function detailFields(rule: Rule, contract: Contract): ReadonlyMap<string, Field> {
  const reach = fieldsInReach(rule, contract)
  const fields = new Map<string, Field>()
  for (const action of rule.do) {
    if (!('alert' in action)) continue
    for (const [name, filled] of Object.entries(action.alert.detail ?? {})) {
      const source = typeof filled === 'object' && filled !== null && '$' in filled ? String(filled.$) : name
      const field = reach.get(source) ?? reach.get(`event.${name}`) ?? reach.get(name)
      if (field) fields.set(name, field)
    }
  }
  return fields
}
