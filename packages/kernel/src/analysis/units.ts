import { durationsOf } from '../check/check-time.ts'
import type { Findings } from '../check/finding.ts'
import { literalPath } from '../logic/operators/data.ts'
import type { Logic } from '../logic/tree.ts'
import { type Scope, shapeOf } from './scope.ts'
import { member } from './surroundings.ts'

/** Operators whose operands must be of one unit; those of arithmetic also give it. */
const alike: ReadonlySet<string> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  '+',
  '-',
  'min',
  'max',
])
const keeping: ReadonlySet<string> = new Set(['+', '-', 'min', 'max', 'abs', 'round', 'floor', 'ceil'])

/** Finds comparisons, sums and differences of what is measured in different units. */
export function checkUnits(logic: Logic, at: string, scope: Scope, findings: Findings): void {
  if (logic.kind !== 'call') return
  const { operator, args, bare } = logic
  const place = `${at}.${operator}`
  if (alike.has(operator)) {
    const units = args.flatMap((arg) => unitOf(arg, scope) ?? [])
    const [left] = units
    const right = units.find((unit) => unit !== left)
    if (left !== undefined && right !== undefined)
      findings.add('kernel.unit-mismatch', place, { left, right })
  }
  for (const [index, arg] of args.entries())
    checkUnits(arg, bare ? place : `${place}[${index}]`, scope, findings)
}

function unitOf(logic: Logic, scope: Scope): string | null {
  if (logic.kind !== 'call') return null
  if (logic.operator === 'var') {
    const path = literalPath(logic.args[0])
    return (path === undefined ? undefined : shapeOf(path, scope)?.unit) ?? null
  }
  if (!keeping.has(logic.operator)) return null
  const [unit] = logic.args.flatMap((arg) => unitOf(arg, scope) ?? [])
  return unit ?? null
}

const lengths: Readonly<Record<string, 's' | 'm' | 'h' | 'd'>> = {
  s: 's',
  sec: 's',
  second: 's',
  seconds: 's',
  秒: 's',
  m: 'm',
  min: 'm',
  minute: 'm',
  minutes: 'm',
  分钟: 'm',
  分: 'm',
  h: 'h',
  hour: 'h',
  hours: 'h',
  小时: 'h',
  d: 'd',
  day: 'd',
  days: 'd',
  天: 'd',
}

/** Finds settings that are read in another unit of time than they are declared in. */
export function checkDurationUnits({ rule, surroundings }: Scope, findings: Findings): void {
  for (const { at, duration } of durationsOf(rule)) {
    if (typeof duration === 'string' || duration === null) continue
    const declared = member(surroundings.settings, duration.setting)?.unit
    if (declared === undefined || member(lengths, declared) === duration.unit) continue
    findings.add('kernel.unit-mismatch', at, { left: declared, right: duration.unit })
  }
}
