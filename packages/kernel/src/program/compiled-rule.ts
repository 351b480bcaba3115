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
import { resolveReference, triggerModels } from './reference.ts'
import { type Circle, ruleVariables } from './variables.ts'

/**
 * `level`: an episode lasts while the condition holds. `moment`: fires at an event. `absence`: fires when nothing
 * was accepted for a while.
 */
export type RuleKind = 'level' | 'moment' | 'absence'

/** A rule of a release, ready to be folded. */
export interface CompiledRule {
  readonly rule: Rule
  readonly installation: string
  readonly release: number
  readonly kind: RuleKind
  /** `for`, `absent` and `cooldown` in ms; 0 where the rule has none. */
  readonly hold: number
  readonly silence: number
  readonly cooldown: number
  /** True where nothing that arrives later can change the verdict: it falls on arrival. */
  readonly finalOnArrival: boolean
  /** The path of an event field that is the key, if it is one. */
  readonly field: readonly string[] | null
  /** Equal texts mean equal verdicts: rule, durations, and the settings that it reads. */
  readonly signature: string
  /** As `signature`, of what says when the condition holds. */
  readonly condition: string
  /** How it looks at the devices of a model; at `shared` facts by the name ''. */
  readonly views: ReadonlyMap<string, View>
}

/** A rule's condition and actions, compiled for the facts of one circle. */
export interface View {
  readonly rule: CompiledRule
  readonly test: Closure
  readonly actions: readonly Filler[]
}

/** The name under which `views` holds the view on places and on the community. */
export const sharedView = ''

/** Compiles a rule, or gives null where it cannot be: `checkRule` says why. */
export function compileRule(
  rule: Rule,
  program: Program,
  installation: string,
  slots: Slots,
): CompiledRule | null {
  try {
    return build(rule, program, installation, slots)
  } catch {
    return null
  }
}

function build(rule: Rule, program: Program, installation: string, slots: Slots): CompiledRule | null {
  const kind = kindOf(rule)
  const [hold, silence, cooldown] = [rule.for, rule.absent, rule.cooldown].map((one) => length(one, program))
  if (hold === undefined || silence === undefined || cooldown === undefined) return null
  if (hold === null || silence === null || cooldown === null) return null
  if (kind === 'moment' && hold > 0) return null
  const tree = parseLogic(rule.when ?? true)
  const condition = conditionText(rule, tree, program)
  const views = new Map<string, View>()
  const compiled: CompiledRule = {
    rule,
    installation,
    release: program.release,
    kind,
    hold,
    silence,
    cooldown,
    finalOnArrival: kind === 'moment' && readsOnlyTheEvent(rule, tree, program),
    field: typeof rule.key === 'object' ? rule.key.field.split('.').slice(1) : null,
    condition,
    signature: canonical([condition, hold, silence, cooldown]),
    views,
  }
  for (const [name, circle] of circlesOf(rule, program)) {
    const variables = ruleVariables(rule, program, circle, slots)
    const test = compileTree(tree, { mode: 'three-valued', variables })
    views.set(name, {
      rule: compiled,
      test,
      actions: rule.do.map((action) => compileAction(action, variables)),
    })
  }
  return compiled
}

function kindOf(rule: Rule): RuleKind {
  if (rule.absent !== undefined) return 'absence'
  return rule.on.every((trigger) => 'property' in trigger) ? 'level' : 'moment'
}

function length(duration: Duration | undefined, { settings }: Program): number | null {
  return duration === undefined ? 0 : readDuration(duration, settings)
}

function circlesOf(rule: Rule, { plugin }: Program): [string, Circle][] {
  if (rule.key === 'place' || rule.key === 'community') return [[sharedView, 'shared']]
  return triggerModels(rule).map((model) => [`${plugin}/${model}`, { model: `${plugin}/${model}` }])
}

function readsOnlyTheEvent(rule: Rule, tree: Logic, program: Program): boolean {
  if (rule.on.some((trigger) => 'property' in trigger)) return false
  const names = [...namesRead(tree), ...rule.do.flatMap((action) => namesFilled(action as unknown as Json))]
  return names.every((name) => resolveReference(name, rule, program).kind !== 'property')
}

function conditionText(rule: Rule, tree: Logic, program: Program): string {
  const references = namesRead(tree).map((name) => resolveReference(name, rule, program))
  const read = references.map((one) => {
    if (one.kind === 'setting') return one.value ?? null
    return one.kind === 'property' ? [one.model, one.property, one.shape.freshFor ?? null] : one.kind
  })
  return canonical([rule.on, rule.key, rule.when ?? true, read] as unknown as Json)
}
