import { logicBounds } from '../logic/tree.ts'
import { filledName } from '../program/names.ts'
import type { Json } from '../rule.ts'
import { checkName, type Reading } from './check-names.ts'
import { firing } from './check-windows.ts'
import type { Findings } from './finding.ts'

/** Finds names in actions that stand for nothing, and texts and nesting beyond the bounds. */
export function checkActions(reading: Reading): void {
  const { rule, findings } = reading
  for (const [index, action] of rule.do.entries()) {
    const at = `do[${index}]`
    if (!isBounded(action as unknown as Json, at, findings)) continue
    for (const { name, at: place } of filled(action as unknown as Json, at))
      checkName(name, place, firing(reading))
  }
}

/** Whether a value is no deeper than a condition may be; finds texts that are too long. */
function isBounded(value: Json, at: string, findings: Findings, depth = 0): boolean {
  if (depth > logicBounds.depth) {
    findings.add('kernel.logic-too-deep', at, { limit: logicBounds.depth })
    return false
  }
  if (typeof value === 'string' && value.length > logicBounds.literal)
    findings.add('kernel.literal-too-large', at, { limit: logicBounds.literal })
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value as Readonly<Record<string, Json>>).every(([field, inner]) =>
    isBounded(inner, part(at, field, value), findings, depth + 1),
  )
}

/** Every `{ $: name }` in a value, and where it stands. */
function filled(value: Json, at: string): { readonly name: string; readonly at: string }[] {
  const name = filledName(value)
  if (name !== null) return [{ name, at }]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([field, inner]) =>
    filled(inner, part(at, field, value)),
  )
}

function part(at: string, field: string, value: Json): string {
  return Array.isArray(value) ? `${at}[${field}]` : `${at}.${field}`
}
