import { evaluate } from '../logic/evaluate.ts'
import type { Json } from '../rule.ts'
import {
  type Domain,
  has,
  isEmpty,
  isPoint,
  narrowed,
  numbersOf,
  type Range,
  range,
  typeOf,
  values,
} from './domain.ts'
import { perhaps, type World, withName } from './world.ts'

/** One side of a comparison: what it may be, and the name it is read by if it is nothing else. */
export interface Side {
  readonly name: string | null
  readonly domain: Domain
}

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=' | '===' | '!=='

const opposite: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
}

/** The worlds in which a comparison is `wanted`. Three-valued: where a side is unknown it is neither true nor false. */
export function compare(
  operator: Comparison,
  left: Side,
  right: Side,
  wanted: boolean,
  world: World,
): World[] {
  if (left.domain.kind === 'unknown' || right.domain.kind === 'unknown') return []
  const few = pairs(operator, left, right, wanted, world)
  if (few !== null) return few
  const [a, b] = [numbersOf(left.domain), numbersOf(right.domain)]
  if (a !== null && b !== null)
    return onNumbers(wanted ? operator : opposite[operator], left, right, a, b, world)
  return onTexts(operator, left, right, wanted, world) ?? onTypes(operator, left, right, wanted, world)
}

/** Few values on both sides are tried one by one, by the operator itself. */
function pairs(operator: Comparison, left: Side, right: Side, wanted: boolean, world: World): World[] | null {
  if (left.domain.kind !== 'values' || right.domain.kind !== 'values') return null
  const [ones, others] = [left.domain.values, right.domain.values]
  if (ones.length * others.length > 200) return null
  const is = (a: Json, b: Json) => outcome(operator, a, b) === wanted
  const lefts = ones.filter((a) => others.some((b) => is(a, b)))
  const rights = others.filter((b) => ones.some((a) => is(a, b)))
  return withName(world, left.name, values(...lefts))
    .flatMap((one) => withName(one, right.name, values(...rights)))
    .map((one) => (isExact(left, right) ? one : perhaps(one)))
}

function outcome(operator: Comparison, a: Json, b: Json): Json | undefined {
  const literal = (value: Json) => (value !== null && typeof value === 'object' ? null : value)
  const { result, unknown } = evaluate({ [operator]: [literal(a), literal(b)] }, null)
  return unknown ? undefined : result
}

function onNumbers(operator: Comparison, left: Side, right: Side, a: Range, b: Range, world: World): World[] {
  switch (operator) {
    case '<':
    case '<=': {
      const strict = operator === '<'
      const below = range(-Infinity, b.high, false, strict || b.highOpen)
      const above = range(a.low, Infinity, strict || a.lowOpen)
      return both(left, right, narrowed(a, below), narrowed(b, above), world)
    }
    case '>':
    case '>=':
      return onNumbers(operator === '>' ? '<' : '<=', right, left, b, a, world)
    case '==':
    case '===':
      return both(left, right, narrowed(a, b), narrowed(b, a), world)
    case '!=':
    case '!==':
      return unequal(left, right, a, b, world)
  }
}

/** Narrows both sides; where both are names, they may still not fit each other. */
function both(left: Side, right: Side, a: Range, b: Range, world: World): World[] {
  if (isEmpty(a) || isEmpty(b)) return []
  return withName(world, left.name, fitted(left.domain, a))
    .flatMap((one) => withName(one, right.name, fitted(right.domain, b)))
    .map((one) => (isExact(left, right) ? one : perhaps(one)))
}

/** Whether narrowing both sides says all: one is a value, the other a value or a name. */
function isExact(left: Side, right: Side): boolean {
  if (isConstant(left)) return isConstant(right) || right.name !== null
  return isConstant(right) && left.name !== null
}

function isConstant({ domain }: Side): boolean {
  return domain.kind === 'values' && domain.values.length === 1
}

function fitted(domain: Domain, numbers: Range): Domain {
  if (domain.kind !== 'values') return numbers
  return values(...domain.values.filter((value) => has(numbers, value as number)))
}

function unequal(left: Side, right: Side, a: Range, b: Range, world: World): World[] {
  if (isPoint(a) && isPoint(b)) return a.low === b.low ? [] : [world]
  if (isPoint(b) && left.name !== null && left.domain.kind === 'range')
    return around(left.name, a, b.low, world)
  if (isPoint(a) && right.name !== null && right.domain.kind === 'range')
    return around(right.name, b, a.low, world)
  return [perhaps(world)]
}

function around(name: string, numbers: Range, value: number, world: World): World[] {
  if (!has(numbers, value)) return [world]
  const below = narrowed(numbers, range(-Infinity, value, false, true))
  const above = narrowed(numbers, range(value, Infinity, true))
  return [...withName(world, name, below), ...withName(world, name, above)]
}

/** A text of any content beside texts that are written down. */
function onTexts(
  operator: Comparison,
  left: Side,
  right: Side,
  wanted: boolean,
  world: World,
): World[] | null {
  if (left.domain.kind === 'values' && right.domain.kind === 'text')
    return onTexts(operator, right, left, wanted, world)
  if (left.domain.kind !== 'text' || right.domain.kind !== 'values' || !operator.includes('=')) return null
  if (operator === '<=' || operator === '>=' || typeOf(right.domain) !== 'text') return null
  const isEqual = operator.startsWith('=') === wanted
  const { but } = left.domain
  if (isEqual) {
    const shared = values(...right.domain.values.filter((one) => !but.includes(one)))
    return withName(world, left.name, shared).map((one) => (isExact(left, right) ? one : perhaps(one)))
  }
  if (right.domain.values.length !== 1) return [perhaps(world)]
  return withName(world, left.name, { kind: 'text', but: [...but, ...right.domain.values] })
}

/** Values of different types: what can be said of them without looking at each. */
function onTypes(operator: Comparison, left: Side, right: Side, wanted: boolean, world: World): World[] {
  const never = neverMeet(operator, left.domain, right.domain)
  if (!never) return [perhaps(world)]
  return (operator.startsWith('!') ? !wanted : wanted) ? [] : [perhaps(world)]
}

/** Whether two domains are of types that a comparison never finds equal or in order. */
export function neverMeet(operator: Comparison, a: Domain, b: Domain): boolean {
  const [left, right] = [typeOf(a), typeOf(b)]
  if (left === null || right === null || left === right) return false
  if (operator === '===' || operator === '!==') return !holdsNull(a) && !holdsNull(b)
  // A number beside a written text is that text read as a number, which may be none.
  const [number, text] = left === 'text' ? [b, a] : [a, b]
  if (typeOf(text) !== 'text' || typeOf(number) === 'text' || text.kind !== 'values') return false
  return text.values.every((one) => typeof one === 'string' && Number.isNaN(Number(one)))
}

function holdsNull(domain: Domain): boolean {
  return domain.kind === 'values' && domain.values.includes(null)
}
