import type { Program } from '../log.ts'
import { type Reference, resolveReference, triggerModels } from '../program/reference.ts'
import type { Rule, Trigger } from '../rule.ts'
import { eventFields } from './check-triggers.ts'
import { didYouMean, type Findings } from './finding.ts'

/** From where a name is read. */
export interface Reading {
  readonly rule: Rule
  readonly program: Program
  readonly findings: Findings
  /** What `event` and `form` are read from. */
  readonly triggers: readonly Trigger[]
}

/** Finds out whether a name that a condition or an action reads at `at` stands for something. */
export function checkName(name: string, at: string, reading: Reading): void {
  const { rule, program, findings } = reading
  const reference = resolveReference(name, rule, program)
  const { kind } = reference
  if (kind === 'event' || kind === 'form') {
    checkField(name, kind, reference.steps, at, reading)
  } else if (kind === 'setting' && (reference.value === undefined || isInsideScalar(reference))) {
    const hint = didYouMean(reference.name, Object.keys(program.settings))
    const setting = [reference.name, ...reference.steps].join('.')
    findings.add('kernel.unknown-setting', at, { setting }, hint)
  } else if (kind === 'ambiguous') {
    findings.add('kernel.ambiguous-property', at, { property: name, models: reference.models.join(', ') })
  } else if (kind === 'unknown' || isInsideScalar(reference)) {
    const hint = didYouMean(name, readable(rule, program))
    findings.add('kernel.unknown-property', at, { property: name }, hint)
  } else if (kind === 'property' && !isInReach(reference.model, rule)) {
    findings.add('kernel.other-device', at, { model: reference.model })
  }
}

const scalar: ReadonlySet<string> = new Set(['boolean', 'number', 'string'])

/** A path that goes on below a value that has no parts. */
function isInsideScalar(reference: Reference): boolean {
  if (reference.kind === 'property') return reference.steps.length > 0 && scalar.has(reference.shape.type)
  if (reference.kind !== 'setting' || reference.steps.length === 0) return false
  return reference.value !== undefined && scalar.has(typeof reference.value)
}

/** A rule per device sees the devices of its triggers only; one per place sees them all. */
function isInReach(model: string, rule: Rule): boolean {
  return rule.key === 'place' || rule.key === 'community' || triggerModels(rule).includes(model)
}

function checkField(
  name: string,
  kind: 'event' | 'form',
  [field = '', ...steps]: readonly string[],
  at: string,
  { triggers, program, findings }: Reading,
): void {
  const those = triggers.filter((trigger) => (kind === 'form' ? 'form' in trigger : 'event' in trigger))
  if (those.length === 0) {
    findings.add('kernel.event-in-level', at, { name })
    return
  }
  const all = those.map((trigger) => eventFields(trigger, program) ?? {})
  const isThere = all.some((shapes) => {
    const shape = Object.hasOwn(shapes, field) ? shapes[field] : undefined
    return shape !== undefined && (steps.length === 0 || !scalar.has(shape.type))
  })
  if (isThere) return
  const known = new Set(all.flatMap((shapes) => Object.keys(shapes)))
  findings.add('kernel.unknown-field', at, { field: name }, didYouMean(field, known))
}

/** Names that may stand in a condition of the rule. */
function readable(rule: Rule, { models }: Program): string[] {
  const own = triggerModels(rule).flatMap((model) => Object.keys(models[model]?.properties ?? {}))
  const windows = Object.keys(rule.aggregate ?? {}).map((name) => `aggregate.${name}`)
  return [...new Set(own), ...windows, ...(rule.change ? ['change'] : []), 'settings', 'event', 'form']
}
