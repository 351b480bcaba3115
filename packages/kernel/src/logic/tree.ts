import { kernelError } from '../errors.ts'
import type { Json } from '../rule.ts'

/** A JSONLogic value as a tagged tree. `printLogic(parseLogic(x))` is `x` again, whatever the operators are. */
export type Logic =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'list'; readonly items: readonly Logic[] }
  /** An object that is not a call (it has no key, or several): data, taken as it is. */
  | { readonly kind: 'data'; readonly value: { readonly [name: string]: Json } }
  /** `bare`: written `{op: x}` instead of `{op: [x]}`. */
  | {
      readonly kind: 'call'
      readonly operator: string
      readonly args: readonly Logic[]
      readonly bare: boolean
    }

/** How large a condition may be when it is saved. */
export const logicBounds = { nodes: 1_000, depth: 50, literal: 4_096 } as const

/** How large a condition may be when it is read at all; beyond it no tree is built. */
const parseDepth = 500

/** Reads JSONLogic; refuses values that are no JSON (`kernel.not-json`) or nested beyond reason. */
export function parseLogic(value: Json, depth = 0): Logic {
  if (depth > parseDepth) throw kernelError('kernel.logic-too-deep', { at: 'logic', limit: parseDepth })
  if (value === null || typeof value !== 'object') return literal(value)
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => parseLogic(item, depth + 1)) }
  const fields = value as { readonly [name: string]: Json }
  const names = Object.keys(fields)
  const operator = names[0]
  if (names.length !== 1 || operator === undefined) return { kind: 'data', value: fields }
  const given = fields[operator] as Json
  const bare = !Array.isArray(given)
  const args = bare ? [given] : (given as readonly Json[])
  return { kind: 'call', operator, args: args.map((item) => parseLogic(item, depth + 1)), bare }
}

/** Writes the tree as the JSONLogic it was read from. */
export function printLogic(logic: Logic): Json {
  switch (logic.kind) {
    case 'literal':
    case 'data':
      return logic.value
    case 'list':
      return logic.items.map(printLogic)
    case 'call': {
      const args = logic.args.map(printLogic)
      return Object.fromEntries([[logic.operator, logic.bare ? (args[0] as Json) : args]])
    }
  }
}

function literal(value: Json): Logic {
  const kind = typeof value
  if (value === null || kind === 'boolean' || kind === 'number' || kind === 'string')
    return { kind: 'literal', value: value as null | boolean | number | string }
  throw kernelError('kernel.not-json', { at: 'logic', found: kind })
}
