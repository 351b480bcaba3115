import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Operators, Value } from '../closure.ts'
import { isAtMost, isLess, looseEqual } from '../coercion.ts'
import type { Logic } from '../tree.ts'

const nothing: Logic = { kind: 'literal', value: null }

type Test = (a: Json, b: Json) => boolean

/** `== === != !==`: unknown where an operand is. */
function equality(test: Test) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const left = compiler.compile(args[0] ?? nothing)
    const literal = args[1]?.kind === 'literal' ? args[1].value : undefined
    if (literal !== undefined)
      return (frame) => {
        const value = left(frame)
        return value === undefined ? undefined : test(value, literal)
      }
    const right = compiler.compile(args[1] ?? nothing)
    return (frame) => {
      const a = left(frame)
      const b = right(frame)
      return a === undefined || b === undefined ? undefined : test(a, b)
    }
  }
}

/** `< <= > >=`: in three-valued mode an operand that is null has no order either. */
function order(name: '<' | '<=' | '>' | '>=', test: Test) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const [first, second, third] = args
    const left = compiler.compile(first ?? nothing)
    const slow = ordered(test, compiler.threeValued)
    if (second?.kind === 'literal' && typeof second.value === 'number' && third === undefined)
      return beside(name, left, second.value, slow)
    const right = compiler.compile(second ?? nothing)
    if (third === undefined) return between(name, left, right, slow)
    const last = compiler.compile(third)
    return (frame) => {
      const middle = right(frame)
      const below = slow(left(frame), middle)
      if (below === false) return false
      const above = slow(middle, last(frame))
      return above === false ? false : below === undefined ? undefined : above
    }
  }
}

type Slow = (a: Value, b: Value) => boolean | undefined

/** Numbers first: nearly all comparisons are of a value and a number of the rule. */
function beside(name: '<' | '<=' | '>' | '>=', left: Closure, right: number, slow: Slow): Closure {
  switch (name) {
    case '<':
      return (frame) => {
        const value = left(frame)
        return typeof value === 'number' ? value < right : slow(value, right)
      }
    case '<=':
      return (frame) => {
        const value = left(frame)
        return typeof value === 'number' ? value <= right : slow(value, right)
      }
    case '>':
      return (frame) => {
        const value = left(frame)
        return typeof value === 'number' ? value > right : slow(value, right)
      }
    case '>=':
      return (frame) => {
        const value = left(frame)
        return typeof value === 'number' ? value >= right : slow(value, right)
      }
  }
}

function between(name: '<' | '<=' | '>' | '>=', left: Closure, right: Closure, slow: Slow): Closure {
  const fast = numbers[name]
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    return typeof a === 'number' && typeof b === 'number' ? fast(a, b) : slow(a, b)
  }
}

const numbers: Readonly<Record<'<' | '<=' | '>' | '>=', (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function ordered(test: Test, threeValued: boolean): Slow {
  return (a, b) => {
    if (a === undefined || b === undefined) return undefined
    if (threeValued && (a === null || b === null)) return undefined
    return test(a, b)
  }
}

/** Comparisons of two values; `<` and `<=` also take three: between. */
export const comparison: Operators = {
  '==': { takes: [1, 2], build: equality(looseEqual) },
  '!=': { takes: [1, 2], build: equality((a, b) => !looseEqual(a, b)) },
  '===': { takes: [1, 2], build: equality((a, b) => a === b) },
  '!==': { takes: [1, 2], build: equality((a, b) => a !== b) },
  '<': { takes: [1, 3], build: order('<', isLess) },
  '<=': { takes: [1, 3], build: order('<=', isAtMost) },
  '>': { takes: [1, 2], build: order('>', (a, b) => isLess(b, a)) },
  '>=': { takes: [1, 2], build: order('>=', (a, b) => isAtMost(b, a)) },
}
