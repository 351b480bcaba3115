import type { Closure, Compiler, Operators, Value } from '../closure.ts'
import { truthy } from '../coercion.ts'
import type { Logic } from '../tree.ts'

/** `and`: the first falsy value, else the last; a falsy value decides even beside an unknown one. */
function and(args: readonly Logic[], compiler: Compiler): Closure {
  const parts = args.map(compiler.compile)
  return (frame) => {
    let last: Value = null
    let unknown = false
    for (let index = 0; index < parts.length; index++) {
      last = (parts[index] as Closure)(frame)
      if (last === undefined) unknown = true
      else if (last !== true && !truthy(last)) return last
    }
    return unknown ? undefined : last
  }
}

/** `or`: the first truthy value, else the last; a truthy value decides even beside an unknown one. */
function or(args: readonly Logic[], compiler: Compiler): Closure {
  const parts = args.map(compiler.compile)
  return (frame) => {
    let last: Value = null
    let unknown = false
    for (let index = 0; index < parts.length; index++) {
      last = (parts[index] as Closure)(frame)
      if (last === undefined) unknown = true
      else if (last === true || (last !== false && truthy(last))) return last
    }
    return unknown ? undefined : last
  }
}

/** `if`: pairs of condition and value, then what else. An unknown condition makes the whole unknown. */
function choose(args: readonly Logic[], compiler: Compiler): Closure {
  const parts = args.map(compiler.compile)
  return (frame) => {
    let index = 0
    for (; index < parts.length - 1; index += 2) {
      const condition = (parts[index] as Closure)(frame)
      if (condition === undefined) return undefined
      if (truthy(condition)) return (parts[index + 1] as Closure)(frame)
    }
    return index < parts.length ? (parts[index] as Closure)(frame) : null
  }
}

function negation(turn: (value: boolean) => boolean) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const operand = compiler.compile(args[0] ?? { kind: 'literal', value: null })
    return (frame) => {
      const value = operand(frame)
      return value === undefined ? undefined : turn(truthy(value))
    }
  }
}

/** Operators that decide: and, or, not, if. */
export const choice: Operators = {
  and: { takes: [0, Infinity], build: and },
  or: { takes: [0, Infinity], build: or },
  '!': { takes: [0, 1], build: negation((value) => !value) },
  '!!': { takes: [0, 1], build: negation((value) => value) },
  if: { takes: [0, Infinity], build: choose },
  '?:': { takes: [0, Infinity], build: choose },
}
