import type { Program } from '../log.ts'
import type { Rule } from '../rule.ts'
import { checkActions } from './check-actions.ts'
import { checkCondition } from './check-condition.ts'
import { isShapedRule } from './check-shape.ts'
import { checkTime } from './check-time.ts'
import { checkTriggers } from './check-triggers.ts'
import { createFindings, type Finding } from './finding.ts'

/** Everything wrong with a rule of a program; empty where it can be published. Takes any JSON for a rule. */
export function checkRule(rule: Rule, program: Program): Finding[] {
  const findings = createFindings(nameOf(rule))
  if (isShapedRule(rule, findings)) {
    checkTriggers(rule, program, findings)
    checkCondition(rule, program, findings)
    checkTime(rule, program, findings)
    checkActions(rule, program, findings)
  }
  return [...findings.list]
}

/** Everything wrong with the rules of a program, two rules of one id included. */
export function checkProgram(program: Program): Finding[] {
  const seen = new Set<string>()
  return program.rules.flatMap((rule) => {
    const found = checkRule(rule, program)
    const name = nameOf(rule)
    if (seen.has(name)) {
      const again = createFindings(name)
      again.add('kernel.duplicate-rule', 'id', {})
      found.push(...again.list)
    }
    seen.add(name)
    return found
  })
}

function nameOf(rule: unknown): string {
  const id = (rule as { readonly id?: unknown } | null)?.id
  return typeof id === 'string' ? id : '?'
}
