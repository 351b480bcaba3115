import type { Slots } from '../fold/slots.ts'
import type { Program } from '../log.ts'
import type { Closure } from '../logic/closure.ts'
import { compileTree } from '../logic/compile.ts'
import { parseLogic } from '../logic/tree.ts'
import type { Json, Rule, Trigger } from '../rule.ts'
import { compileAction, type Filler } from './action.ts'
import { namesFilled, namesRead } from './names.ts'
import { type Reference, resolveReference, stepTriggers, triggerModel, triggerModels } from './reference.ts'
import { signaturesOf } from './signature.ts'
import { compileTimeForms, type TimeForms } from './time-forms.ts'
import { type Circle, ruleVariables } from './variables.ts'

/**
 * `level`: an episode lasts while the condition holds. `moment`: occurs at an event. `absence`: occurs when nothing
 * was accepted for a while.
 */
export type RuleKind = 'level' | 'moment' | 'absence'

/** Whose facts a rule looks at. A rule keyed by a field looks at the device that speaks. */
export type CircleKind = 'device' | 'place' | 'community'

/** A rule of a release, ready to be folded. */
export interface CompiledRule extends TimeForms {
  readonly id: string
  /** Its place among the rules of the program. */
  readonly index: number
  /** Where a key's seat holds its episode. Keys that are fields' values have a seat for each rule. */
  readonly column: number
  readonly rule: Rule
  readonly installation: string
  readonly release: number
  readonly kind: RuleKind
  readonly circle: CircleKind
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
  /** As `signature`, of its windows. */
  readonly windowsText: string
  /** One a model where the circle is a device; else one, under the name `sharedView`. */
  readonly views: ReadonlyMap<string, View>
}

/** A rule's conditions and actions, compiled for the facts of one circle. */
export interface View {
  readonly rule: CompiledRule
  readonly test: Closure
  /** What clears it, where that is a condition of its own. */
  readonly clears: Closure | null
  /** What has to follow, or must not follow. */
  readonly follows: Closure | null
  /** What different occurrences are told apart by. */
  readonly distinct: Closure | null
  readonly actions: readonly Filler[]
  /** Slots of the properties that the condition reads. */
  readonly reads: readonly number[]
  /** Slots of all properties that anything about it reads. */
  readonly uses: readonly number[]
  /** Slots of what triggers the rule, and of what follows. */
  readonly triggers: readonly number[]
  readonly steps: readonly number[]
  /** The slot that feeds each window, -1 where none does. */
  readonly samples: readonly number[]
  /** Slots whose values go out of date, and after how long. */
  readonly fresh: readonly { readonly slot: number; readonly freshFor: number }[]
  /** Whether its condition may change although nothing is said. */
  readonly looks: boolean
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
  const forms = compileTimeForms(rule, program)
  const field = typeof rule.key === 'object' ? rule.key.field.split('.').slice(1) : null
  if (forms === null || (kind !== 'level' && forms.hold > 0) || (kind === 'level' && field)) return null
  const finalOnArrival =
    kind === 'moment' && !rule.count && !rule.sequence && readsOnlyTheEvent(rule, program)
  const views = new Map<string, View>()
  const compiled: CompiledRule = {
    ...forms,
    ...signaturesOf(rule, program, forms, finalOnArrival),
    id: rule.id,
    index,
    column: field === null ? index : 0,
    rule,
    installation,
    release: program.release,
    kind,
    circle: rule.key === 'place' || rule.key === 'community' ? rule.key : 'device',
    early: rule.early === true && field === null && !finalOnArrival,
    finalOnArrival,
    field,
    views,
  }
  for (const [name, circle] of circlesOf(rule, program)) {
    views.set(name, buildView(compiled, circle, program, slots))
  }
  return compiled
}

function buildView(compiled: CompiledRule, circle: Circle, program: Program, slots: Slots): View {
  const { rule, windows } = compiled
  const variables = ruleVariables(rule, program, circle, slots, windows)
  const compile = (logic: Json) => compileTree(parseLogic(logic), { mode: 'three-valued', variables })
  const slotOf = (model: string, kind: 'property' | 'event', name: string): number[] => {
    const full = `${program.plugin}/${model}`
    if (circle !== 'shared' && circle.model !== full) return []
    const slot = slots.find(full, kind, name)
    return slot ? [circle === 'shared' ? slot.shared : slot.own] : []
  }
  const properties = (names: readonly string[]) =>
    names.map((name) => resolveReference(name, rule, program)).filter((one) => one.kind === 'property')
  const slotsOf = (names: readonly string[]) =>
    unique(properties(names).flatMap(({ model, property }) => slotOf(model, 'property', property)))
  const slotsOfTriggers = (triggers: readonly Trigger[]) =>
    unique(triggers.flatMap((one) => slotOf(triggerModel(one), triggerKind(one), triggerName(one))))
  const step = rule.sequence?.followedBy ?? rule.sequence?.notFollowedBy
  const levels = [...conditionNames(rule), ...namesRead(parseLogic(rule.clear?.when ?? null))]
  const fresh = properties(levels).flatMap(({ model, property, shape: { freshFor } }) =>
    freshFor === undefined ? [] : slotOf(model, 'property', property).map((slot) => ({ slot, freshFor })),
  )
  return {
    rule: compiled,
    test: compile(rule.when ?? true),
    clears: rule.clear?.when === undefined ? null : compile(rule.clear.when),
    follows: step ? compile(step.when ?? true) : null,
    distinct: compiled.count?.distinct == null ? null : variables.read(compiled.count.distinct),
    actions: rule.do.map((action) => compileAction(action, variables)),
    reads: slotsOf(conditionNames(rule)),
    uses: slotsOf(namesUsed(rule)),
    triggers: slotsOfTriggers(rule.on),
    steps: slotsOfTriggers(stepTriggers(rule)),
    samples: windows.map(({ of }) => slotsOf([of])[0] ?? -1),
    fresh,
    looks: fresh.length > 0 || windows.length > 0 || compiled.schedule !== null,
  }
}

/** The name of a submission's event. */
const submitted = 'submitted'

/** The property or event a trigger names. */
export function triggerName(trigger: Trigger): string {
  if ('property' in trigger) return trigger.property
  return 'event' in trigger ? trigger.event : submitted
}

function triggerKind(trigger: Trigger): 'property' | 'event' {
  return 'property' in trigger ? 'property' : 'event'
}

function kindOf(rule: Rule): RuleKind {
  if (rule.absent !== undefined) return 'absence'
  return rule.on.every((trigger) => 'property' in trigger) ? 'level' : 'moment'
}

function circlesOf(rule: Rule, { plugin }: Program): [string, Circle][] {
  if (rule.key === 'place' || rule.key === 'community') return [[sharedView, 'shared']]
  return triggerModels(rule).map((model) => [`${plugin}/${model}`, { model: `${plugin}/${model}` }])
}

/** Names that the condition reads. */
export function conditionNames(rule: Rule): string[] {
  return namesRead(parseLogic(rule.when ?? true))
}

/** Names that anything about a rule reads: conditions, windows, what it counts and what its actions are filled from. */
export function namesUsed(rule: Rule): string[] {
  const { clear, sequence, count, change, aggregate = {} } = rule
  const logic = [rule.when, clear?.when, sequence?.followedBy?.when, sequence?.notFollowedBy?.when]
  return [
    ...logic.flatMap((one) => namesRead(parseLogic(one ?? null))),
    ...rule.do.flatMap((action) => namesFilled(action as unknown as Json)),
    ...(count?.distinct === undefined ? [] : [count.distinct]),
    ...(change ? [change.of] : []),
    ...Object.values(aggregate).map(({ of }) => of),
  ]
}

function readsOnlyTheEvent(rule: Rule, program: Program): boolean {
  if (rule.on.some((trigger) => 'property' in trigger)) return false
  return namesUsed(rule).every((name) => {
    const { kind }: Reference = resolveReference(name, rule, program)
    return kind !== 'property' && kind !== 'window'
  })
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)]
}
