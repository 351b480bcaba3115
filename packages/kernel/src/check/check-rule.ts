import type { Program } from '../log.ts'
import type { Rule } from '../rule.ts'
import { checkActions } from './check-actions.ts'
import { checkConditions } from './check-condition.ts'
import type { Reading } from './check-names.ts'
import { checkTables } from './check-program.ts'
import { checkSchedule } from './check-schedule.ts'
import { checkTime } from './check-time.ts'
import { checkTriggers } from './check-triggers.ts'
import { checkWindows } from './check-windows.ts'
import { createFindings, type Finding } from './finding.ts'
import { ruleForm } from './rule-form.ts'

/** Everything wrong with a rule of a program; empty where it can be published. Takes any JSON for a rule. */
export function checkRule(rule: Rule, program: Program): Finding[] {
  const findings = createFindings(nameOf(rule))
  ruleForm(rule, '', findings)
  if (findings.list.length > 0) return [...findings.list]
  const reading: Reading = { rule, program, findings, triggers: rule.on }
  checkTriggers(rule, program, findings)
  checkConditions(reading)
  checkTime(rule, program, findings)
  checkSchedule(rule, program, findings)
  checkWindows(reading)
  checkActions(reading)
  return [...findings.list]
}

/** Everything wrong with the form of a rule alone, whatever it may name. Takes any JSON. */
export function checkRuleForm(rule: unknown): Finding[] {
  const findings = createFindings(nameOf(rule))
  ruleForm(rule, '', findings)
  return [...findings.list]
}

/** Everything wrong with a program: its zones and calendars, its rules, and two rules of one id. */
export function checkProgram(program: Program): Finding[] {
  const seen = new Set<string>()
  const found = program.rules.flatMap((rule) => {
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
  return [...checkTables(program), ...found]
}

function nameOf(rule: unknown): string {
  const id = (rule as { readonly id?: unknown } | null)?.id
  return typeof id === 'string' ? id : '?'
}
