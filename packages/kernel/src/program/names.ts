import { literalPath } from '../logic/operators/data.ts'
import type { Logic } from '../logic/tree.ts'
import type { Json } from '../rule.ts'

/** Operators whose arguments, however nested, are names. */
const asking: ReadonlySet<string> = new Set(['missing', 'missing_some', 'exists'])

/** Operators whose second argument sees only the element it stands at. */
const iterating: ReadonlySet<string> = new Set(['map', 'filter', 'reduce', 'all', 'some', 'none'])

/** Every name the logic may read, each once; names computed at run time are left out. */
export function namesRead(logic: Logic): string[] {
  const names = new Set<string>()
  collect(logic, names)
  return [...names]
}

function collect(logic: Logic, names: Set<string>): void {
  if (logic.kind === 'list') for (const item of logic.items) collect(item, names)
  if (logic.kind !== 'call') return
  if (asking.has(logic.operator)) for (const arg of logic.args) collectTexts(arg, names)
  if (logic.operator === 'var') {
    const path = literalPath(logic.args[0])
    if (path !== undefined) names.add(path)
  }
  logic.args.forEach((arg, index) => {
    if (index !== 1 || !iterating.has(logic.operator)) collect(arg, names)
  })
}

function collectTexts(logic: Logic, names: Set<string>): void {
  if (logic.kind === 'literal' && typeof logic.value === 'string') names.add(logic.value)
  if (logic.kind === 'list') for (const item of logic.items) collectTexts(item, names)
  if (logic.kind === 'call') for (const arg of logic.args) collectTexts(arg, names)
}

/** Names an action is filled from: every `{ $: name }` in it. */
export function namesFilled(value: Json): string[] {
  const name = filledName(value)
  if (name !== null) return [name]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value as Record<string, Json>).flatMap(namesFilled)
}

/** The name in `{ $: name }`, or null where the value is something else. */
export function filledName(value: Json): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const fields = value as Readonly<Record<string, Json>>
  const keys = Object.keys(fields)
  return keys.length === 1 && keys[0] === '$' && typeof fields.$ === 'string' ? fields.$ : null
}
