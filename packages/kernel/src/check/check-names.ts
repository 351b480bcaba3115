import type { Program } from '../log.ts'
import { resolveReference, triggerModels } from '../program/reference.ts'
import type { Rule } from '../rule.ts'
import { eventFields } from './check-triggers.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Finds out whether a name that a condition or an action reads at `at` stands for something. */
export function checkName(name: string, at: string, rule: Rule, program: Program, findings: Findings): void {
  const reference = resolveReference(name, rule, program)
  const { kind } = reference
  if (kind === 'event' || kind === 'form') {
    checkField(name, kind, reference.steps, at, rule, program, findings)
  } else if (kind === 'setting' && reference.value === undefined) {
    const hint = didYouMean(reference.name, Object.keys(program.settings))
    findings.add('kernel.unknown-setting', at, { setting: reference.name }, hint)
  } else if (kind === 'ambiguous') {
    findings.add('kernel.ambiguous-property', at, { property: name, models: reference.models.join(', ') })
  } else if (kind === 'unknown') {
    const hint = didYouMean(name, readable(rule, program))
    findings.add('kernel.unknown-property', at, { property: name }, hint)
  } else if (kind === 'property' && !isInReach(reference.model, rule)) {
    findings.add('kernel.other-device', at, { model: reference.model })
  }
}

/** A rule per device sees the devices of its triggers only; one per place sees them all. */
function isInReach(model: string, rule: Rule): boolean {
  return rule.key === 'place' || rule.key === 'community' || triggerModels(rule).includes(model)
}

function checkField(
  name: string,
  kind: 'event' | 'form',
  [field = '']: readonly string[],
  at: string,
  rule: Rule,
  program: Program,
  findings: Findings,
): void {
  const triggers = rule.on.filter((trigger) => (kind === 'form' ? 'form' in trigger : 'event' in trigger))
  if (triggers.length === 0) {
    findings.add('kernel.event-in-level', at, { name })
    return
  }
  const known = triggers.flatMap((trigger) => Object.keys(eventFields(trigger, program) ?? {}))
  if (!known.includes(field))
    findings.add('kernel.unknown-field', at, { field: name }, didYouMean(field, new Set(known)))
}

function readable(rule: Rule, { models }: Program): string[] {
  const own = triggerModels(rule).flatMap((model) => Object.keys(models[model]?.properties ?? {}))
  return [...new Set(own), 'settings', 'event', 'form']
}
