import { compilePattern } from '../logic/operators/pattern.ts'
import { lengthOf } from '../logic/operators/time.ts'
import type { Logic } from '../logic/tree.ts'
import type { Findings } from './finding.ts'

interface Place {
  readonly findings: Findings
  /** The condition is a state that lasts, not a moment. */
  readonly lasts: boolean
}

/** Finds patterns and lengths of time that cannot be read, and clocks in conditions that no clock moves. */
export function checkOperands(
  { operator, args }: Extract<Logic, { kind: 'call' }>,
  at: string,
  { findings, lasts }: Place,
): void {
  if (operator === 'matches') checkPattern(args[1], `${at}[1]`, findings)
  const [first] = args
  if (operator === 'duration' && first?.kind === 'literal')
    if (typeof first.value !== 'string' || lengthOf(first.value) === undefined)
      findings.add('kernel.bad-duration', at, { found: JSON.stringify(first.value) })
  if (lasts && (operator === 'now' || (operator === 'time_of_day' && args.length === 0)))
    findings.add('kernel.clock-in-level', at, {})
}

function checkPattern(pattern: Logic | undefined, at: string, findings: Findings): void {
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return
  const test = compilePattern(pattern.value)
  if (typeof test === 'object')
    findings.add('kernel.bad-pattern', at, { pattern: pattern.value, reason: test.reason })
}
