import type { Json } from '../../rule.ts'
import { canonical } from '../canonical.ts'
import type { Compiler, Operators, Value } from '../closure.ts'
import { typed } from './typed.ts'

type Members = ReadonlyMap<string, Json>

/** A list as a set: each value once, in the order of its first place. Equal is what has one canonical text. */
function setOf(list: readonly Json[], { budget }: Compiler): Members {
  budget.build(list.length)
  return new Map(list.map((item) => [canonical(item), item] as const).reverse())
}

/** Takes lists only. */
function onSets(apply: (sets: readonly Members[], lists: readonly (readonly Json[])[]) => Value) {
  return typed((args, compiler) => {
    if (!args.every(Array.isArray)) return undefined
    const lists = args as readonly (readonly Json[])[]
    return apply(
      lists.map((list) => setOf(list, compiler)),
      lists,
    )
  })
}

/** The values of a list, each once, that `wanted` accepts. */
function kept(list: readonly Json[], wanted: (text: string) => boolean): Json[] {
  const seen = new Set<string>()
  return list.filter((item) => {
    const text = canonical(item)
    if (seen.has(text) || !wanted(text)) return false
    seen.add(text)
    return true
  })
}

/** Operators that take lists as sets. */
export const sets: Operators = {
  unique: { takes: [1, 1], build: onSets((_, [list = []]) => kept(list, () => true)) },
  union: { takes: [1, Infinity], build: onSets((_, lists) => kept(lists.flat(), () => true)) },
  intersection: {
    takes: [1, Infinity],
    build: onSets(([, ...others], [list = []]) =>
      kept(list, (text) => others.every((other) => other.has(text))),
    ),
  },
  difference: {
    takes: [2, Infinity],
    build: onSets(([, ...others], [list = []]) =>
      kept(list, (text) => !others.some((other) => other.has(text))),
    ),
  },
  subset: {
    takes: [2, 2],
    build: onSets(([part = new Map(), whole = new Map()]) =>
      [...part.keys()].every((text) => whole.has(text)),
    ),
  },
  disjoint: {
    takes: [2, 2],
    build: onSets(([one = new Map(), other = new Map()]) =>
      [...one.keys()].every((text) => !other.has(text)),
    ),
  },
  length: {
    takes: [1, 1],
    build: typed(([value]) =>
      Array.isArray(value) ? value.length : typeof value === 'string' ? [...value].length : undefined,
    ),
  },
}
