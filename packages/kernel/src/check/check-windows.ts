import type { Program } from '../log.ts'
import { resolveReference } from '../program/reference.ts'
import type { Rule } from '../rule.ts'
import { checkName, type Reading } from './check-names.ts'

/** Finds windows over what is no number of a device or a record, and what is counted by a name that stands for nothing. */
export function checkWindows(reading: Reading): void {
  const { rule } = reading
  const { change, aggregate = {}, count } = rule
  if (change) checkNumber(change.of, 'change.of', reading)
  for (const [name, { of }] of Object.entries(aggregate)) checkNumber(of, `aggregate.${name}.of`, reading)
  if (count?.distinct !== undefined) checkName(count.distinct, 'count.distinct', firing(reading))
}

function checkNumber(name: string, at: string, reading: Reading): void {
  const { rule, program, findings } = reading
  const before = findings.list.length
  checkName(name, at, reading)
  if (findings.list.length > before || isNumber(name, rule, program)) return
  findings.add('kernel.not-a-number', at, { property: name })
}

function isNumber(name: string, rule: Rule, program: Program): boolean {
  const reference = resolveReference(name, rule, program)
  return reference.kind === 'property' && reference.shape.type === 'number'
}

/** What is read when the rule fires: of a sequence, what followed is there to read. */
export function firing(reading: Reading): Reading {
  return { ...reading, triggers: reading.rule.sequence?.followedBy?.on ?? reading.rule.on }
}
