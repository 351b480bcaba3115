import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Frame, Operators, Value } from '../closure.ts'
import { emptyFrame } from '../closure.ts'
import { truthy } from '../coercion.ts'
import type { Logic } from '../tree.ts'
import { strict } from './strict.ts'

const nothing: Logic = { kind: 'literal', value: null }

/** Compiles list and body; `walk` gets the list (null where it is none) and a way to look at one element. */
function iteration(
  walk: (list: readonly Json[] | null, look: (item: Json) => Value, compiler: Compiler) => Value,
) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const source = compiler.compile(args[0] ?? nothing)
    const { run, nodes } = compiler.body(args[1] ?? nothing)
    return (frame) => {
      const list = source(frame)
      if (list === undefined) return undefined
      const inner = innerFrame(frame)
      const look = (item: Json) => {
        compiler.budget.iterate(nodes)
        inner.item = item
        return run(inner)
      }
      return walk(Array.isArray(list) ? list : null, look, compiler)
    }
  }
}

function innerFrame(frame: Frame): Frame {
  const inner = emptyFrame()
  inner.now = frame.now
  return inner
}

function map(list: readonly Json[] | null, look: (item: Json) => Value, { budget }: Compiler): Value {
  const result: Json[] = []
  for (const item of list ?? []) {
    const value = look(item)
    if (value === undefined) return undefined
    result.push(value)
  }
  budget.build(result.length)
  return result
}

function filter(list: readonly Json[] | null, look: (item: Json) => Value, { budget }: Compiler): Value {
  const result: Json[] = []
  for (const item of list ?? []) {
    const value = look(item)
    if (value === undefined) return undefined
    if (truthy(value)) result.push(item)
  }
  budget.build(result.length)
  return result
}

/** Looks for an element whose truth is `wanted`: the answer is `found`, else `otherwise`, else unknown. */
function search(wanted: boolean, found: boolean, otherwise: boolean, empty: boolean) {
  return (list: readonly Json[] | null, look: (item: Json) => Value): Value => {
    if (list === null || list.length === 0) return empty
    let unknown = false
    for (const item of list) {
      const value = look(item)
      if (value === undefined) unknown = true
      else if (truthy(value) === wanted) return found
    }
    return unknown ? undefined : otherwise
  }
}

function reduce(args: readonly Logic[], compiler: Compiler): Closure {
  const source = compiler.compile(args[0] ?? nothing)
  const { run, nodes } = compiler.body(args[1] ?? nothing)
  const initial = compiler.compile(args[2] ?? nothing)
  return (frame) => {
    const list = source(frame)
    let accumulator = initial(frame)
    if (list === undefined || accumulator === undefined) return undefined
    const inner = innerFrame(frame)
    for (const current of Array.isArray(list) ? list : []) {
      compiler.budget.iterate(nodes)
      inner.item = { current, accumulator }
      accumulator = run(inner)
      if (accumulator === undefined) return undefined
    }
    return accumulator
  }
}

function merge(args: readonly Json[], { budget }: Compiler): Value {
  const result: Json[] = []
  for (const item of args) {
    budget.build(Array.isArray(item) ? item.length : 1)
    if (Array.isArray(item)) for (const inner of item) result.push(inner)
    else result.push(item)
  }
  return result
}

/** Operators that walk lists. */
export const list: Operators = {
  map: { takes: [1, 2], build: iteration(map) },
  filter: { takes: [1, 2], build: iteration(filter) },
  reduce: { takes: [2, 3], build: reduce },
  all: { takes: [1, 2], build: iteration(search(false, false, true, false)) },
  some: { takes: [1, 2], build: iteration(search(true, true, false, false)) },
  none: { takes: [1, 2], build: iteration(search(true, false, true, true)) },
  merge: { takes: [0, Infinity], build: strict(merge) },
}
