import type { Program, ValueShape } from '../log.ts'
import type { Json, Rule, Trigger } from '../rule.ts'

/** What a name in a condition, a key or an action stands for. */
export type Reference =
  | {
      readonly kind: 'setting'
      readonly value: Json | undefined
      readonly name: string
      readonly steps: readonly string[]
    }
  | { readonly kind: 'event'; readonly steps: readonly string[] }
  | { readonly kind: 'form'; readonly steps: readonly string[] }
  | {
      readonly kind: 'property'
      readonly model: string
      readonly property: string
      readonly shape: ValueShape
      readonly steps: readonly string[]
    }
  /** An aggregate of the rule, or its change: by its place among the rule's windows. */
  | { readonly kind: 'window'; readonly name: string }
  /** A bare name that several of the rule's models have. */
  | { readonly kind: 'ambiguous'; readonly models: readonly string[] }
  | { readonly kind: 'unknown' }

/** The model a trigger names, as the program's `models` names it. */
export function triggerModel(trigger: Trigger): string {
  if ('device' in trigger) return trigger.device
  return 'record' in trigger ? `record:${trigger.record}` : `form:${trigger.form}`
}

/** The models of a rule's triggers and of what follows them, each once. */
export function triggerModels(rule: Rule): string[] {
  return [...new Set([...rule.on, ...stepTriggers(rule)].map(triggerModel))]
}

/** The triggers of what has to follow, or must not follow. */
export function stepTriggers({ sequence }: Rule): readonly Trigger[] {
  return (sequence?.followedBy ?? sequence?.notFollowedBy)?.on ?? []
}

/** Finds what `path` stands for in this rule of this program. */
export function resolveReference(path: string, rule: Rule, program: Program): Reference {
  const [head = '', ...rest] = path.split('.')
  if (head === 'settings') return setting(rest, program)
  if (head === 'event' || head === 'form') return { kind: head, steps: rest }
  if (isWindow(head, rest, rule)) return { kind: 'window', name: path }
  return qualified(head, rest, program) ?? bare(head, rest, rule, program)
}

function isWindow(head: string, rest: readonly string[], rule: Rule): boolean {
  if (head === 'change' && rest.length === 0) return rule.change !== undefined
  const [name = ''] = rest
  return head === 'aggregate' && rest.length === 1 && Object.hasOwn(rule.aggregate ?? {}, name)
}

function setting([name = '', ...steps]: readonly string[], { settings }: Program): Reference {
  return { kind: 'setting', name, steps, value: Object.hasOwn(settings, name) ? settings[name] : undefined }
}

function qualified(
  head: string,
  [property, ...steps]: readonly string[],
  program: Program,
): Reference | null {
  if (property === undefined) return null
  for (const model of [head, `record:${head}`]) {
    const shape = propertyShape(model, property, program)
    if (shape) return { kind: 'property', model, property, shape, steps }
  }
  return null
}

function bare(property: string, steps: readonly string[], rule: Rule, program: Program): Reference {
  const models = triggerModels(rule).filter((model) => propertyShape(model, property, program))
  const [model] = models
  if (model === undefined) return { kind: 'unknown' }
  if (models.length > 1) return { kind: 'ambiguous', models }
  const shape = propertyShape(model, property, program) as ValueShape
  return { kind: 'property', model, property, shape, steps }
}

function propertyShape(model: string, property: string, { models }: Program): ValueShape | undefined {
  const shape = Object.hasOwn(models, model) ? models[model] : undefined
  return shape && Object.hasOwn(shape.properties, property) ? shape.properties[property] : undefined
}
