import { checkRule } from '../check/check-rule.ts'
import { createFindings, type Finding, type Findings } from '../check/finding.ts'
import type { Program } from '../log.ts'
import type { Rule } from '../rule.ts'
import { checkClauses } from './clauses.ts'
import { checkLoops } from './loops.ts'
import { checkContradictions, checkShadowed } from './pairs.ts'
import type { Scope } from './scope.ts'
import type { Surroundings } from './surroundings.ts'
import { checkCommands, checkEarly, checkRetention } from './timing.ts'
import { checkDurationUnits } from './units.ts'

/**
 * What the rules of a program would hardly be meant to do: conditions that are never or always true, comparisons of what
 * cannot be compared, rules that get in each other's way. Only what is certain is told. Rules in which `checkRule`
 * finds errors are left to it.
 */
export function analyseProgram(program: Program, surroundings: Surroundings = {}): Finding[] {
  const sound = program.rules.filter((rule) => checkRule(rule, program).length === 0)
  const scopes = sound.map((rule): Scope => ({ rule, program, surroundings, triggers: rule.on }))
  const all = new Map(scopes.map((scope) => [scope, createFindings(scope.rule.id)] as const))
  const findingsOf = (scope: Scope) => all.get(scope) ?? createFindings(scope.rule.id)
  for (const scope of scopes) {
    const others = scopes.filter((other) => other !== scope)
    checkAlone(scope, findingsOf(scope))
    checkShadowed(scope, others, findingsOf(scope))
    checkContradictions(scope, others, findingsOf(scope))
  }
  checkLoops(scopes, findingsOf)
  return [...all.values()].flatMap(({ list }) => list)
}

function checkAlone(scope: Scope, findings: Findings): void {
  const { rule } = scope
  const { when, clear, sequence } = rule
  if (when !== undefined) checkClauses({ logic: when, at: 'when', scope, lasts: isLevel(rule) }, findings)
  if (clear?.when !== undefined)
    checkClauses({ logic: clear.when, at: 'clear.when', scope, lasts: false }, findings)
  for (const kind of ['followedBy', 'notFollowedBy'] as const) {
    const step = sequence?.[kind]
    if (step?.when === undefined) continue
    const own = { ...scope, triggers: step.on }
    checkClauses({ logic: step.when, at: `sequence.${kind}.when`, scope: own, lasts: false }, findings)
  }
  checkDurationUnits(scope, findings)
  checkRetention(scope, findings)
  checkEarly(scope, findings)
  checkCommands(scope, findings)
}

function isLevel({ on, absent }: Rule): boolean {
  return absent === undefined && on.every((trigger) => 'property' in trigger)
}
