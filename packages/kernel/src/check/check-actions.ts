import type { Program } from '../log.ts'
import { filledName } from '../program/names.ts'
import type { Json, Rule } from '../rule.ts'
import { checkName } from './check-names.ts'
import type { Findings } from './finding.ts'

/** Finds names in actions that stand for nothing. */
export function checkActions(rule: Rule, program: Program, findings: Findings): void {
  for (const [index, action] of rule.do.entries())
    for (const { name, at } of filled(action as unknown as Json, `do[${index}]`))
      checkName(name, at, rule, program, findings)
}

/** Every `{ $: name }` in a value, and where it stands. */
function filled(value: Json, at: string): { readonly name: string; readonly at: string }[] {
  const name = filledName(value)
  if (name !== null) return [{ name, at }]
  if (value === null || typeof value !== 'object') return []
  const path = (field: string) => (Array.isArray(value) ? `${at}[${field}]` : `${at}.${field}`)
  return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([field, inner]) =>
    filled(inner, path(field)),
  )
}
