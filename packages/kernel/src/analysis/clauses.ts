import { didYouMean, type Findings } from '../check/finding.ts'
import { literalPath } from '../logic/operators/data.ts'
import { type Logic, parseLogic } from '../logic/tree.ts'
import type { Json, Text } from '../rule.ts'
import { anything, assume, type Base, isComparison, literals, sideOf } from './assume.ts'
import { neverMeet } from './compare.ts'
import { type Domain, isPoint, numbersOf, typeOf } from './domain.ts'
import { baseOf, declaredRange, type Scope, shapeOf, viewsOf } from './scope.ts'
import { checkUnits } from './units.ts'

/** A condition that is looked at, and where it stands in its rule. */
export interface Condition {
  readonly logic: Json
  readonly at: string
  readonly scope: Scope
  /** It must become true and false again: it begins and ends something. */
  readonly lasts: boolean
}

/** Finds clauses that can never be true or never false, and comparisons of what cannot be compared. */
export function checkClauses({ logic, at, scope, lasts }: Condition, findings: Findings): void {
  const tree = parseLogic(logic)
  const explained = new Set<string>()
  const walk: Walk = { scope, findings, base: baseOf(scope, null), explained }
  look(tree, at, walk)
  checkUnits(tree, at, scope, findings)
  const views = viewsOf(scope).map((model) => baseOf(scope, model))
  const isEver = views.some((base) => assume(tree, true, anything, base).length > 0)
  const isEverFalse = assume(tree, false, anything, walk.base).length > 0
  if (!isEver) findings.add('kernel.never-true', at, {})
  else if (lasts && !isEverFalse) findings.add('kernel.always-holds', at, {})
  else if (tree.kind === 'call' && !isEverFalse) findings.warn('kernel.always-holds', at, {})
}

interface Walk {
  readonly scope: Scope
  readonly findings: Findings
  readonly base: Base
  /** Places about which something was said already. */
  readonly explained: Set<string>
}

/** Looks at every clause, the innermost first, so that the closest cause is named. */
function look(logic: Logic, at: string, walk: Walk): void {
  if (logic.kind !== 'call') return
  const { operator, args, bare } = logic
  const place = `${at}.${operator}`
  const placeOf = (index: number) => (bare ? place : `${place}[${index}]`)
  if (isComparison(operator)) compareSides(operator, args, place, walk)
  else if (operator === 'in') checkMembers(args, place, walk)
  if (!['and', 'or', '!', '!!', 'if', '?:'].includes(operator)) return
  for (const [index, arg] of args.entries()) look(arg, placeOf(index), walk)
  if (operator !== 'and' && operator !== 'or') return
  for (const [index, arg] of args.entries()) checkPart(arg, operator === 'and', placeOf(index), walk)
}

/** A part of `and` that is always true, or of `or` that never is, does nothing. */
function checkPart(logic: Logic, inAnd: boolean, at: string, { findings, base, explained }: Walk): void {
  const isExplained = [...explained].some((one) => one.startsWith(at))
  if (logic.kind !== 'call' || isExplained) return
  if (assume(logic, !inAnd, anything, base).length > 0) return
  if (inAnd) findings.warn('kernel.always-holds', at, {})
  else findings.warn('kernel.never-true', at, {})
  explained.add(at)
}

function compareSides(operator: string, args: readonly Logic[], at: string, walk: Walk): void {
  for (const [index, right] of args.slice(1).entries()) {
    const left = args[index]
    if (left !== undefined) compareTwo(operator, left, right, at, walk)
  }
}

function compareTwo(operator: string, left: Logic, right: Logic, at: string, walk: Walk): void {
  const [world] = anything
  if (world === undefined || !isComparison(operator)) return
  const [a, b] = [left, right].map((one) => sideOf(one, world, walk.base).domain) as [Domain, Domain]
  if (neverMeet(operator, a, b)) {
    explain(at, walk)
    walk.findings.add('kernel.type-mismatch', at, { left: typeText(a), right: typeText(b) })
    return
  }
  for (const [name, other] of [
    [left, b],
    [right, a],
  ] as const) {
    checkChoice(operator, name, other, at, walk)
    checkRange(operator, [left, right], name, other, at, walk)
  }
}

function explain(at: string, { explained }: Walk): void {
  explained.add(at)
}

/** A value that a choice does not have is never the case. */
function checkChoice(operator: string, name: Logic, other: Domain, at: string, walk: Walk): void {
  if (!operator.includes('==') && operator !== '!=' && operator !== '==') return
  if (other.kind !== 'values' || other.values.length !== 1) return
  unknownChoice(name, other.values[0] as Json, at, walk)
}

function unknownChoice(name: Logic, value: Json, at: string, walk: Walk): void {
  const path = variable(name)
  const shape = path === null ? undefined : shapeOf(path, walk.scope)
  if (path === null || shape?.choices === undefined || value === null) return
  if (shape.choices.includes(value)) return
  const texts = shape.choices.filter((one) => typeof one === 'string')
  const hint = didYouMean(String(value), texts)
  walk.findings.add('kernel.unknown-choice', at, { name: path, choice: String(value) }, hint)
  explain(at, walk)
}

function checkMembers([needle, hay]: readonly Logic[], at: string, walk: Walk): void {
  const list = hay === undefined ? null : literals(hay)
  if (needle === undefined || list === null) return
  for (const [index, value] of list.entries()) unknownChoice(needle, value, `${at}[1][${index}]`, walk)
}

/** A threshold that everything the sensor can report lies on one side of. */
function checkRange(
  operator: string,
  sides: readonly [Logic, Logic],
  name: Logic,
  other: Domain,
  at: string,
  walk: Walk,
): void {
  const path = variable(name)
  const declared = path === null ? null : declaredRange(path, walk.scope)
  const threshold = numbersOf(other)
  if (path === null || declared === null || threshold === null || path.startsWith('settings.')) return
  if (walk.explained.has(at)) return
  const logic: Logic = { kind: 'call', operator, args: sides, bare: false }
  const never = assume(logic, true, anything, walk.base).length === 0
  if (!never && assume(logic, false, anything, walk.base).length > 0) return
  explain(at, walk)
  const outcome: Text = never ? { zh: '永远不成立', en: 'never true' } : { zh: '永远成立', en: 'always true' }
  const limit = isPoint(threshold) ? `${threshold.low}` : `${threshold.low}…${threshold.high}`
  const span = `${declared.low}…${declared.high}`
  walk.findings.warn('kernel.outside-range', at, { name: path, threshold: limit, span, outcome })
}

function variable(logic: Logic): string | null {
  if (logic.kind !== 'call' || logic.operator !== 'var' || logic.args.length > 1) return null
  return literalPath(logic.args[0]) ?? null
}

const types = {
  number: { zh: '数值', en: 'a number' },
  text: { zh: '文本', en: 'a text' },
  boolean: { zh: '真假值', en: 'true or false' },
} as const

function typeText(domain: Domain): Text {
  const type = typeOf(domain)
  return type === null ? { zh: '其他', en: 'something else' } : types[type]
}
