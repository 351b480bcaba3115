import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Operators } from '../closure.ts'
import { isAtMost, isLess, looseEqual } from '../coercion.ts'
import type { Logic } from '../tree.ts'

const nothing: Logic = { kind: 'literal', value: null }

type Test = (a: Json, b: Json) => boolean

/** `== === != !==`: unknown where an operand is. */
function equality(test: Test) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const left = compiler.compile(args[0] ?? nothing)
    const right = compiler.compile(args[1] ?? nothing)
    return (frame) => {
      const a = left(frame)
      const b = right(frame)
      return a === undefined || b === undefined ? undefined : test(a, b)
    }
  }
}

/** `< <= > >=`: in three-valued mode an operand that is null has no order either. */
function order(test: Test) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const compare = ordered(test, compiler.threeValued)
    const [first, second, third] = args
    const left = compiler.compile(first ?? nothing)
    const right = compiler.compile(second ?? nothing)
    if (third === undefined) return (frame) => compare(left(frame), right(frame))
    const last = compiler.compile(third)
    return (frame) => {
      const middle = right(frame)
      const below = compare(left(frame), middle)
      if (below === false) return false
      const above = compare(middle, last(frame))
      return above === false ? false : below === undefined ? undefined : above
    }
  }
}

function ordered(test: Test, threeValued: boolean) {
  return (a: Json | undefined, b: Json | undefined): boolean | undefined => {
    if (typeof a === 'number' && typeof b === 'number') return test(a, b)
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
  '<': { takes: [1, 3], build: order(isLess) },
  '<=': { takes: [1, 3], build: order(isAtMost) },
  '>': { takes: [1, 2], build: order((a, b) => isLess(b, a)) },
  '>=': { takes: [1, 2], build: order((a, b) => isAtMost(b, a)) },
}
