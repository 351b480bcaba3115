import type { Json } from '../../rule.ts'
import { numberOf } from '../coercion.ts'
import { invalidArguments, notANumber } from './failure.ts'

/** A value as a number: texts as they are written, nothing and false as 0. Lists and objects are none. */
export function toNumber(value: Json): number {
  const number = value !== null && typeof value === 'object' ? Number.NaN : Number(value)
  if (Number.isNaN(number)) throw notANumber()
  return number
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw notANumber()
  return value
}

type Fold = (total: number, one: number) => number

function folded(args: readonly Json[], fold: Fold): number {
  const [first = 0, ...rest] = args.map(toNumber)
  return finite(rest.reduce(fold, first))
}

/** Arithmetic over any number of arguments, from left to right. */
export const arithmetic: Readonly<Record<string, (args: readonly Json[]) => number>> = {
  '+': (args) => folded([0, ...args], (a, b) => a + b),
  '*': (args) => folded([1, ...args], (a, b) => a * b),
  '-': (args) => {
    if (args.length === 0) throw invalidArguments()
    // Of a single operand that is none both libraries give what JSON writes as null.
    return args.length === 1 ? -numberOf(args[0] ?? null) : folded(args, (a, b) => a - b)
  },
  '/': (args) => {
    if (args.length === 0) throw invalidArguments()
    return folded(args.length === 1 ? [1, ...args] : args, (a, b) => a / b)
  },
  '%': (args) => {
    if (args.length < 2) throw invalidArguments()
    return folded(args, (a, b) => a % b)
  },
  min: (args) => extreme(args, Math.min),
  max: (args) => extreme(args, Math.max),
}

function extreme(args: readonly Json[], pick: (...numbers: number[]) => number): number {
  if (args.length === 0) throw invalidArguments()
  return pick(...args.map(toNumber))
}

/** Texts are compared as texts; everything else as numbers. Beside null what is no number is only not in order. */
function ordered(compare: (a: number | string, b: number | string) => boolean) {
  return (a: Json, b: Json): boolean => {
    if (typeof a === 'string' && typeof b === 'string') return compare(a, b)
    const isLoose = (a === null && typeof b === 'string') || (b === null && typeof a === 'string')
    return isLoose ? compare(Number(a), Number(b)) : compare(toNumber(a), toNumber(b))
  }
}

const sameNumber = ordered((a, b) => a === b)

/** Null is as good as 0, but like no text. */
function equal(a: Json, b: Json): boolean {
  const [one, other] = a === null ? [a, b] : [b, a]
  return one === null && typeof other === 'string' ? false : sameNumber(a, b)
}

/** Comparisons of two neighbours. */
export const comparisons: Readonly<Record<string, (a: Json, b: Json) => boolean>> = {
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  '==': (a, b) => a === b || equal(a, b),
  '!=': (a, b) => a !== b && !equal(a, b),
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
}
