import { readDuration } from '../duration.ts'
import type { Slots } from '../fold/slots.ts'
import type { Program } from '../log.ts'
import { canonical } from '../logic/canonical.ts'
import type { Closure } from '../logic/closure.ts'
import { compileTree } from '../logic/compile.ts'
import { type Logic, parseLogic } from '../logic/tree.ts'
import type { Duration, Json, Rule } from '../rule.ts'
import { compileAction, type Filler } from './action.ts'
import { namesFilled, namesRead } from './names.ts'
import { type Reference, resolveReference, triggerModel, triggerModels } from './reference.ts'
import { type Circle, ruleVariables } from './variables.ts'

/**
 * `level`: an episode lasts while the condition holds. `moment`: fires at an event. `absence`: fires when nothing
 * was accepted for a while.
 */
export type RuleKind = 'level' | 'moment' | 'absence'

/** Whose facts a rule looks at. A rule keyed by a field looks at the device that speaks. */
export type CircleKind = 'device' | 'place' | 'community'

/** A rule of a release, ready to be folded. */
export interface CompiledRule {
  readonly id: string
  /** Its place among the rules of the program. */
  readonly index: number
  readonly rule: Rule
  readonly installation: string
  readonly release: number
  readonly kind: RuleKind
  readonly circle: CircleKind
  /** `for`, `absent` and `cooldown` in ms; 0 where the rule has none. */
  readonly hold: number
  readonly silence: number
  readonly cooldown: number
  /** Decided at once and corrected later. */
  readonly early: boolean
  /** True where nothing that arrives later can change the verdict: it falls on arrival. */
  readonly finalOnArrival: boolean
  /** The path of the event's field that is the key, if it is one. */
  readonly field: readonly string[] | null
  /** Equal texts mean equal verdicts: rule, durations, and the settings that it reads. */
  readonly signature: string
  /** As `signature`, of what says when the condition holds. */
  readonly condition: string
  /** One a model where the circle is a device; else one, under the name `sharedView`. */
  readonly views: ReadonlyMap<string, View>
}

/** A rule's condition and actions, compiled for the facts of one circle. */
export interface View {
  readonly rule: CompiledRule
  readonly test: Closure
  readonly actions: readonly Filler[]
  /** Slots of the properties that the condition reads. */
  readonly reads: readonly number[]
  /** Slots of the properties that its actions are filled from. */
  readonly fills: readonly number[]
  /** Slots of what triggers the rule. */
  readonly triggers: readonly number[]
  /** Slots whose values go out of date, and after how long. */
  readonly fresh: readonly { readonly slot: number; readonly freshFor: number }[]
}

/** The name under which `views` holds the view on places and on the community. */
export const sharedView = ''

/** Compiles a rule, or gives null where it cannot be: `checkRule` says why. */
export function compileRule(
  rule: Rule,
  program: Program,
  installation: string,
  slots: Slots,
  index: number,
): CompiledRule | null {
  try {
    return build(rule, program, installation, slots, index)
  } catch {
    return null
  }
}

function build(
  rule: Rule,
  program: Program,
  installation: string,
  slots: Slots,
  index: number,
): CompiledRule | null {
  const kind = kindOf(rule)
  const durations = durationsOf(rule, program)
  const field = typeof rule.key === 'object' ? rule.key.field.split('.').slice(1) : null
  if (durations === null || (kind !== 'level' && durations.hold > 0) || (kind === 'level' && field))
    return null
  const tree = parseLogic(rule.when ?? true)
  const condition = conditionText(rule, tree, program)
  const finalOnArrival = kind === 'moment' && readsOnlyTheEvent(rule, tree, program)
  const views = new Map<string, View>()
  const { hold, silence, cooldown } = durations
  const compiled: CompiledRule = {
    id: rule.id,
    index,
    rule,
    installation,
    release: program.release,
    kind,
    circle: rule.key === 'place' || rule.key === 'community' ? rule.key : 'device',
    hold,
    silence,
    cooldown,
    early: rule.early === true && field === null && !finalOnArrival,
    finalOnArrival,
    field,
    condition,
    signature: canonical([condition, hold, silence, cooldown, finalOnArrival]),
    views,
  }
  for (const [name, circle] of circlesOf(rule, program)) {
    views.set(name, buildView(compiled, tree, circle, program, slots))
  }
  return compiled
}

function buildView(rule: CompiledRule, tree: Logic, circle: Circle, program: Program, slots: Slots): View {
  const variables = ruleVariables(rule.rule, program, circle, slots)
  const slotOf = (model: string, kind: 'property' | 'event', name: string): number[] => {
    const full = `${program.plugin}/${model}`
    if (circle !== 'shared' && circle.model !== full) return []
    const slot = slots.find(full, kind, name)
    return slot ? [circle === 'shared' ? slot.shared : slot.own] : []
  }
  const properties = referencesOf(rule.rule, tree, program).filter((one) => one.kind === 'property')
  return {
    rule,
    test: compileTree(tree, { mode: 'three-valued', variables }),
    actions: rule.rule.do.map((action) => compileAction(action, variables)),
    reads: unique(properties.flatMap(({ model, property }) => slotOf(model, 'property', property))),
    fills: unique(
      rule.rule.do
        .flatMap((action) => namesFilled(action as unknown as Json))
        .map((name) => resolveReference(name, rule.rule, program))
        .flatMap((one) => (one.kind === 'property' ? slotOf(one.model, 'property', one.property) : [])),
    ),
    triggers: unique(
      rule.rule.on.flatMap((trigger) => {
        const kind = 'property' in trigger ? 'property' : 'event'
        return slotOf(triggerModel(trigger), kind, triggerName(trigger))
      }),
    ),
    fresh: properties.flatMap(({ model, property, shape: { freshFor } }) =>
      freshFor === undefined ? [] : slotOf(model, 'property', property).map((slot) => ({ slot, freshFor })),
    ),
  }
}

/** The name of a submission's event. */
const submitted = 'submitted'

/** The property or event a trigger names. */
export function triggerName(trigger: Rule['on'][number]): string {
  if ('property' in trigger) return trigger.property
  return 'event' in trigger ? trigger.event : submitted
}

function kindOf(rule: Rule): RuleKind {
  if (rule.absent !== undefined) return 'absence'
  return rule.on.every((trigger) => 'property' in trigger) ? 'level' : 'moment'
}

function durationsOf(
  rule: Rule,
  program: Program,
): { readonly hold: number; readonly silence: number; readonly cooldown: number } | null {
  const [hold, silence, cooldown] = [rule.for, rule.absent, rule.cooldown].map((one) => length(one, program))
  return hold == null || silence == null || cooldown == null ? null : { hold, silence, cooldown }
}

function length(duration: Duration | undefined, { settings }: Program): number | null {
  return duration === undefined ? 0 : readDuration(duration, settings)
}

function circlesOf(rule: Rule, { plugin }: Program): [string, Circle][] {
  if (rule.key === 'place' || rule.key === 'community') return [[sharedView, 'shared']]
  return triggerModels(rule).map((model) => [`${plugin}/${model}`, { model: `${plugin}/${model}` }])
}

function referencesOf(rule: Rule, tree: Logic, program: Program): Reference[] {
  return namesRead(tree).map((name) => resolveReference(name, rule, program))
}

function readsOnlyTheEvent(rule: Rule, tree: Logic, program: Program): boolean {
  if (rule.on.some((trigger) => 'property' in trigger)) return false
  const names = [...namesRead(tree), ...rule.do.flatMap((action) => namesFilled(action as unknown as Json))]
  return names.every((name) => resolveReference(name, rule, program).kind !== 'property')
}

function conditionText(rule: Rule, tree: Logic, program: Program): string {
  const read = referencesOf(rule, tree, program).map((one) => {
    if (one.kind === 'setting') return one.value ?? null
    return one.kind === 'property' ? [one.model, one.property, one.shape.freshFor ?? null] : one.kind
  })
  return canonical([rule.on, rule.key, rule.when ?? true, read] as unknown as Json)
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)]
}
