import type { ModelShape, Program } from '../log.ts'
import { triggerModel } from '../program/reference.ts'
import type { Rule, Trigger } from '../rule.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Finds triggers and keys that name what the program's models do not have. */
export function checkTriggers(rule: Rule, program: Program, findings: Findings): void {
  for (const [index, trigger] of rule.on.entries()) checkTrigger(trigger, `on[${index}]`, program, findings)
  for (const kind of ['followedBy', 'notFollowedBy'] as const)
    for (const [index, trigger] of rule.sequence?.[kind]?.on.entries() ?? [])
      checkTrigger(trigger, `sequence.${kind}.on[${index}]`, program, findings)
  if (typeof rule.key === 'object') checkField(rule.key.field, rule, program, findings)
}

function checkTrigger(trigger: Trigger, at: string, program: Program, findings: Findings): void {
  const model = triggerModel(trigger)
  const shape = shapeOf(model, program)
  if (shape === undefined) {
    const [kind = '', ...rest] = model.split(':').reverse()
    const prefix = rest[0] === undefined ? '' : `${rest[0]}:`
    const names = Object.keys(program.models)
      .filter((name) => (prefix === '' ? !name.includes(':') : name.startsWith(prefix)))
      .map((name) => name.slice(prefix.length))
    findings.add('kernel.unknown-model', at, { model: kind }, didYouMean(kind, names))
    return
  }
  if ('property' in trigger && !Object.hasOwn(shape.properties, trigger.property)) {
    const hint = didYouMean(trigger.property, Object.keys(shape.properties))
    findings.add('kernel.unknown-property', `${at}.property`, { property: trigger.property }, hint)
  }
  if ('event' in trigger && !Object.hasOwn(shape.events, trigger.event)) {
    const hint = didYouMean(trigger.event, Object.keys(shape.events))
    findings.add('kernel.unknown-event', `${at}.event`, { model, event: trigger.event }, hint)
  }
}

function checkField(field: string, rule: Rule, program: Program, findings: Findings): void {
  const [, name = ''] = field.split('.')
  const fields = rule.on.map((trigger) => eventFields(trigger, program))
  const everywhere = fields.every(
    (one) => one !== null && Object.hasOwn(one, name) && one[name]?.type !== 'object',
  )
  if (everywhere) return
  const known = fields.flatMap((one) => Object.keys(one ?? {}))
  findings.add('kernel.key-field', 'key', { field }, didYouMean(name, new Set(known)))
}

/** The fields of the event or form that a trigger names; null for properties and unknown names. */
export function eventFields(trigger: Trigger, program: Program): ModelShape['events'][string] | null {
  if ('property' in trigger) return null
  const events = shapeOf(triggerModel(trigger), program)?.events ?? {}
  const name = 'event' in trigger ? trigger.event : 'submitted'
  return Object.hasOwn(events, name) ? (events[name] ?? null) : null
}

function shapeOf(model: string, { models }: Program): ModelShape | undefined {
  return Object.hasOwn(models, model) ? models[model] : undefined
}
