import type { ObservationRecord } from '../log.ts'
import { type Logic, parseLogic } from '../logic/tree.ts'
import { resolveReference } from '../program/reference.ts'
import { evaluateIn, type Scope } from './condition.ts'
import type { NearestValue, Question, Reading } from './explanation.ts'
import { type Horizon, replaced } from './horizon.ts'
import { type Judgement, judge } from './judgement.ts'
import { reportOf } from './readings.ts'

/** With how many values a number is tried, each by folding the horizon again. */
const tries = 24

/** A number that was read, and what would have come of another in its place. */
interface Trial {
  readonly name: string
  readonly read: number
  met(value: number): boolean | null
}

/**
 * For each number that a verdict rests on, the nearest value with which it would have been otherwise: found among the
 * values at which any comparison turns, and tried by judging the same log with that value in it.
 */
export function nearestValues(
  horizon: Horizon,
  question: Question,
  { met, scope }: Judgement,
  readings: readonly Reading[],
): NearestValue[] {
  if (met === null || scope === null) return []
  return readings.flatMap((reading) => {
    const trial = trialOf(horizon, question, scope, reading)
    const found = trial && nearest(trial, met, turningPoints(scope, trial))
    return found ? [found] : []
  })
}

function trialOf(horizon: Horizon, question: Question, scope: Scope, reading: Reading): Trial | null {
  const { name, kind, value, state } = reading
  if (typeof value !== 'number' || state !== 'known' || kind === 'setting') return null
  if (kind === 'window') {
    const when = parseLogic(scope.sight.view.rule.rule.when ?? true)
    return {
      name,
      read: value,
      met: (other) => evaluateIn(scope, when, { name, value: other }).holds ?? null,
    }
  }
  const place = placeOf(scope, name)
  if (place === null) return null
  const tried = new Map<number, boolean | null>()
  return {
    name,
    read: value,
    met(other) {
      const known = tried.get(other)
      if (known !== undefined) return known
      const found = judge(replaced(horizon, place.observation, place.steps, other), question).met
      tried.set(other, found)
      return found
    },
  }
}

/** Where in the log a number stands that a name read. */
function placeOf(
  scope: Scope,
  name: string,
): { readonly observation: ObservationRecord; readonly steps: readonly string[] } | null {
  const reference = resolveReference(name, scope.sight.view.rule.rule, scope.standpoint.compiled.program)
  if (reference.kind === 'event' || reference.kind === 'form')
    return scope.moment && { observation: scope.moment, steps: reference.steps }
  if (reference.kind !== 'property') return null
  const observation = reportOf(scope, reference.model, reference.property)
  return observation ? { observation, steps: reference.steps } : null
}

/** Values at which a comparison of the rule turns, as a function of what a name reads. */
function turningPoints(scope: Scope, { name, read }: Trial): number[] {
  const { rule } = scope.sight.view.rule
  const logics = [rule.when ?? true, ...(rule.clear?.when === undefined ? [] : [rule.clear.when])]
  const points: number[] = []
  for (const [left, right] of logics.flatMap((one) => comparisons(parseLogic(one)))) {
    const gap = (value: number) => {
      const [a, b] = [left, right].map((side) => evaluateIn(scope, side, { name, value }).value)
      return typeof a === 'number' && typeof b === 'number' ? a - b : null
    }
    const here = gap(read)
    const beside = gap(read + 1)
    if (here === null || beside === null || here === beside) continue
    const point = read - here / (beside - here)
    if (Number.isFinite(point)) points.push(point)
  }
  return points
}

const comparing: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '===', '!=', '!=='])

/** The sides of every comparison, pair by pair. */
function comparisons(logic: Logic): (readonly [Logic, Logic])[] {
  if (logic.kind === 'list') return logic.items.flatMap(comparisons)
  if (logic.kind !== 'call') return []
  const inner = logic.args.flatMap(comparisons)
  if (!comparing.has(logic.operator)) return inner
  const pairs = logic.args.slice(1).map((right, index) => [logic.args[index] as Logic, right] as const)
  return [...pairs, ...inner]
}

function nearest(trial: Trial, met: boolean, points: readonly number[]): NearestValue | null {
  const { name, read } = trial
  const step = stepOf(read, points)
  const onGrid = (value: number) => Number((Math.round(value / step) * step).toFixed(decimals))
  const candidates = points.flatMap((point) => [point - step, point, point + step].map(onGrid))
  const sorted = [...new Set(candidates)]
    .filter((value) => value !== read)
    .sort((a, b) => Math.abs(a - read) - Math.abs(b - read) || a - b)
  const turned = sorted.slice(0, tries).find((value) => trial.met(value) === !met)
  if (turned === undefined) return null
  const value = onEdge(trial, met, turned, step, onGrid)
  const direction = Math.sign(value - read)
  const goesOn = trial.met(onGrid(value + direction * step)) === !met
  return { name, read, value, step, reach: goesOn ? (direction > 0 ? 'from' : 'to') : 'at', met: !met }
}

/** The value nearest to what was read that still turns it, where one step nearer does not. */
function onEdge(
  trial: Trial,
  met: boolean,
  turned: number,
  step: number,
  onGrid: (value: number) => number,
): number {
  const direction = Math.sign(turned - trial.read)
  let far = turned
  let near = trial.read
  while (Math.abs(far - near) > step * 1.5) {
    const nearer = onGrid(far - direction * step)
    if (trial.met(nearer) !== !met) return far
    const middle = onGrid((near + nearer) / 2)
    if (middle === near || middle === nearer || trial.met(middle) === !met)
      far = middle === near ? nearer : middle
    else near = middle
  }
  return far
}

const decimals = 6

/** Turning points that are computed may have any number of places: those with more than so many do not say how fine. */
const plain = 3

/** The finest decimal place of what was read, and of plain numbers at which something turns. */
function stepOf(read: number, points: readonly number[]): number {
  const turning = points.map(placesOf).filter((places) => places <= plain)
  return 10 ** -Math.max(placesOf(read), ...turning)
}

function placesOf(number: number): number {
  return (Number(number.toFixed(decimals)).toString().split('.')[1] ?? '').length
}
