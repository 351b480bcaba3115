import { literalPath } from '../logic/operators/data.ts'
import { lengthOf } from '../logic/operators/time.ts'
import type { Logic } from '../logic/tree.ts'
import { any, type Domain, everyNumber, numbersOf, type Range, range, values } from './domain.ts'

/** What each name may stand for. */
export type Lookup = (name: string) => Domain

/** What an expression may come to. */
export function domainOf(logic: Logic, look: Lookup): Domain {
  if (logic.kind === 'literal') return values(logic.value)
  if (logic.kind !== 'call') return any
  const { operator, args } = logic
  if (operator === 'var') {
    const path = literalPath(args[0])
    return path === undefined || args.length > 1 ? any : look(path)
  }
  if (operator === 'length') return range(0, Infinity)
  if (operator === 'distance') return range(0, Math.PI * 6_371_008.8)
  if (operator === 'duration') return lengthDomain(args[0])
  const compute = computing.get(operator)
  if (compute === undefined) return any
  const numbers = args.map((arg) => numbersOf(domainOf(arg, look)))
  return numbers.includes(null) ? any : compute(numbers as readonly Range[])
}

function lengthDomain(logic: Logic | undefined): Domain {
  const text = logic?.kind === 'literal' ? logic.value : undefined
  const length = typeof text === 'string' ? lengthOf(text) : undefined
  return length === undefined ? any : values(length)
}

type Compute = (numbers: readonly Range[]) => Domain

const sum: Compute = (numbers) =>
  safe(
    numbers.reduce((total, one) => total + one.low, 0),
    numbers.reduce((total, one) => total + one.high, 0),
  )

const difference: Compute = ([a = everyNumber, b]) =>
  b === undefined ? safe(-a.high, -a.low) : safe(a.low - b.high, a.high - b.low)

const product: Compute = (numbers) => {
  const [first = everyNumber, ...more] = numbers
  return more.reduce<Domain>(
    (total, one) => {
      const a = numbersOf(total)
      if (a === null) return any
      const corners = [a.low * one.low, a.low * one.high, a.high * one.low, a.high * one.high]
      return corners.some(Number.isNaN) ? everyNumber : range(Math.min(...corners), Math.max(...corners))
    },
    range(first.low, first.high),
  )
}

const quotient: Compute = ([a = everyNumber, b = everyNumber]) => {
  if (b.low <= 0 && b.high >= 0) return everyNumber
  return product([a, range(1 / b.high, 1 / b.low)])
}

const least: Compute = (numbers) =>
  range(Math.min(...numbers.map(({ low }) => low)), Math.min(...numbers.map(({ high }) => high)))

const most: Compute = (numbers) =>
  range(Math.max(...numbers.map(({ low }) => low)), Math.max(...numbers.map(({ high }) => high)))

const size: Compute = ([a = everyNumber]) => {
  const far = Math.max(Math.abs(a.low), Math.abs(a.high))
  return range(a.low <= 0 && a.high >= 0 ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high)), far)
}

const whole: Compute = ([a = everyNumber]) => range(Math.floor(a.low), Math.ceil(a.high))

const computing: ReadonlyMap<string, Compute> = new Map([
  ['+', sum],
  ['-', difference],
  ['*', product],
  ['/', quotient],
  ['min', least],
  ['max', most],
  ['abs', size],
  ['floor', whole],
  ['ceil', whole],
  ['round', whole],
])

function safe(low: number, high: number): Range {
  return Number.isNaN(low) || Number.isNaN(high) ? everyNumber : range(low, high)
}
