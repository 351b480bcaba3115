import type { Slot, Slots } from '../fold/slots.ts'
import type { ObservationRecord, Program } from '../log.ts'
import { parseLogic } from '../logic/tree.ts'
import type { Rule, Trigger } from '../rule.ts'
import {
  type CircleKind,
  type CompiledRule,
  compileRule,
  conditionNames,
  sharedView,
  triggerName,
  type View,
} from './compiled-rule.ts'
import { namesRead } from './names.ts'
import { resolveReference, stepTriggers, triggerModel } from './reference.ts'

/** Which rules of one circle look at something a device says. */
export interface Watchers {
  /** Rules for which it is a moment. */
  readonly moments: View[]
  /** Rules for which it is what has to follow, or must not follow. */
  readonly steps: View[]
  /** Rules that have a window on it. */
  readonly samples: View[]
  /** Rules whose condition reads it, or that name it. */
  readonly levels: View[]
}

/** The watchers of one circle, and where the slot stands in its facts. */
export interface Watched extends Watchers {
  readonly kind: CircleKind
  readonly slot: number
}

/** Which rules look at one property or event of a model. */
export interface SlotIndex extends Readonly<Record<CircleKind, Watchers>> {
  readonly slot: Slot
  /** The circles in which any rule does. */
  readonly watched: readonly Watched[]
}

/** What the rules of a program want from one model. */
export interface ModelIndex {
  readonly properties: ReadonlyMap<string, SlotIndex>
  readonly events: ReadonlyMap<string, SlotIndex>
  /** Rules whose verdict falls on arrival; they take no part in what is held back. */
  readonly arrivals: ReadonlyMap<string, readonly View[]>
  /** The devices that take part; null: all. */
  readonly devices: ReadonlySet<string> | null
}

/** A release, ready to be folded: its rules indexed by what they read. */
export interface CompiledProgram {
  readonly program: Program
  readonly rules: ReadonlyMap<string, CompiledRule>
  /** By full model name (`plugin/model`). */
  readonly models: ReadonlyMap<string, ModelIndex>
  /** Rules on levels, as they look at a device of a model (by the model's name) or at a wider circle. */
  readonly levels: ReadonlyMap<string, readonly View[]>
  /** Rules that are decided early, as they look at a device of a model (by the model's name) or at a wider circle. */
  readonly early: ReadonlyMap<string, EarlyIndex>
}

/** Rules of one circle that are decided early. */
export interface EarlyIndex {
  readonly views: readonly View[]
  /** What they read, are triggered by or are filled from. */
  readonly slots: ReadonlySet<number>
}

interface OpenIndex extends ModelIndex {
  readonly arrivals: Map<string, View[]>
  readonly properties: ReadonlyMap<string, OpenSlot>
  readonly events: ReadonlyMap<string, OpenSlot>
}

interface OpenSlot extends SlotIndex {
  readonly watched: Watched[]
}

type OpenModels = ReadonlyMap<string, OpenIndex>

/** Compiles all rules of a program that can be compiled, and indexes them. */
export function compileProgram(program: Program, installation: string, slots: Slots): CompiledProgram {
  slots.learn(program)
  const models: OpenModels = new Map(
    Object.keys(program.models).map((name) => [`${program.plugin}/${name}`, openIndex(name, program, slots)]),
  )
  const rules = new Map<string, CompiledRule>()
  for (const rule of program.rules) {
    const compiled = compileRule(rule, program, installation, slots, rules.size)
    if (compiled === null || rules.has(rule.id)) continue
    rules.set(rule.id, compiled)
    index(compiled, program, models)
  }
  for (const { properties, events } of models.values())
    for (const one of [...properties.values(), ...events.values()]) one.watched.push(...watchedCircles(one))
  return { program, rules, models, levels: levelViews(rules.values()), early: earlyViews(rules.values()) }
}

/** The name under which `levels` and `early` hold the views of a circle. */
export function circleName(kind: CircleKind, model: string): string {
  return kind === 'device' ? model : kind
}

function levelViews(rules: Iterable<CompiledRule>): ReadonlyMap<string, readonly View[]> {
  const levels = new Map<string, View[]>()
  for (const rule of rules)
    for (const [model, view] of rule.kind === 'level' ? rule.views : []) {
      const name = circleName(rule.circle, model)
      const known = levels.get(name)
      if (known) known.push(view)
      else levels.set(name, [view])
    }
  return levels
}

function earlyViews(rules: Iterable<CompiledRule>): ReadonlyMap<string, EarlyIndex> {
  const early = new Map<string, { readonly views: View[]; readonly slots: Set<number> }>()
  for (const rule of rules)
    for (const [model, view] of rule.early ? rule.views : []) {
      const name = circleName(rule.circle, model)
      const known = early.get(name) ?? { views: [], slots: new Set() }
      early.set(name, known)
      known.views.push(view)
      for (const slot of [...view.uses, ...view.triggers, ...view.steps]) known.slots.add(slot)
    }
  return early
}

/** Whether a device takes part in the program. */
export function takesPart(
  program: CompiledProgram | null,
  { model, device }: Pick<ObservationRecord, 'model' | 'device'>,
): boolean {
  const found = program?.models.get(model)
  return found !== undefined && (found.devices === null || found.devices.has(device))
}

/** What the program's rules want from an observation; undefined where its device takes no part. */
export function slotIndex(
  program: CompiledProgram,
  { model, kind, name, device }: ObservationRecord,
): SlotIndex | undefined {
  const found = program.models.get(model)
  if (found === undefined || (found.devices !== null && !found.devices.has(device))) return undefined
  return kind === 'event' ? found.events.get(name) : found.properties.get(name)
}

function openIndex(name: string, program: Program, slots: Slots): OpenIndex {
  const bound = program.bindings && Object.hasOwn(program.bindings, name) ? program.bindings[name] : undefined
  const list = slots.list(`${program.plugin}/${name}`)
  const byName = (kind: Slot['kind']) =>
    new Map(list.filter((slot) => slot.kind === kind).map((slot) => [slot.name, watch(slot)]))
  return {
    properties: byName('property'),
    events: byName('event'),
    arrivals: new Map(),
    devices: bound ? new Set(bound) : null,
  }
}

function watch(slot: Slot): OpenSlot {
  const watchers = (): Watchers => ({ moments: [], steps: [], samples: [], levels: [] })
  return { slot, watched: [], device: watchers(), place: watchers(), community: watchers() }
}

function watchedCircles(index: SlotIndex): Watched[] {
  return (['device', 'place', 'community'] as const).flatMap((kind) => {
    const watchers = index[kind]
    const { own, shared } = index.slot
    const isWatched = Object.values(watchers).some((views: readonly View[]) => views.length > 0)
    return isWatched ? [{ kind, slot: kind === 'device' ? own : shared, ...watchers }] : []
  })
}

function index(compiled: CompiledRule, program: Program, models: OpenModels): void {
  const { rule, kind } = compiled
  for (const trigger of rule.on) {
    if (kind === 'level') put('levels', compiled, watched(trigger, program, models))
    else if (compiled.finalOnArrival) indexArrival(compiled, trigger, program, models)
    else put('moments', compiled, watched(trigger, program, models))
  }
  for (const trigger of stepTriggers(rule)) put('steps', compiled, watched(trigger, program, models))
  const windows = compiled.windows.map(({ of }) => of)
  for (const name of windows) put('samples', compiled, named(name, rule, program, models))
  if (kind !== 'level') return
  const clears = namesRead(parseLogic(rule.clear?.when ?? null))
  for (const name of [...conditionNames(rule), ...clears, ...windows])
    put('levels', compiled, named(name, rule, program, models))
}

interface Found {
  readonly model: string
  readonly slot: SlotIndex
}

function watched(trigger: Trigger, { plugin }: Program, models: OpenModels): Found | null {
  const model = `${plugin}/${triggerModel(trigger)}`
  const name = triggerName(trigger)
  const index = models.get(model)
  const slot = 'property' in trigger ? index?.properties.get(name) : index?.events.get(name)
  return slot ? { model, slot } : null
}

function named(name: string, rule: Rule, program: Program, models: OpenModels): Found | null {
  const reference = resolveReference(name, rule, program)
  if (reference.kind !== 'property') return null
  const model = `${program.plugin}/${reference.model}`
  const slot = models.get(model)?.properties.get(reference.property)
  return slot ? { model, slot } : null
}

function put(role: keyof Watchers, compiled: CompiledRule, found: Found | null): void {
  const view = found && viewOn(compiled, found.model)
  const views = found?.slot[compiled.circle][role]
  if (view && views && !views.includes(view)) views.push(view)
}

function indexArrival(
  compiled: CompiledRule,
  trigger: Trigger,
  { plugin }: Program,
  models: OpenModels,
): void {
  const model = `${plugin}/${triggerModel(trigger)}`
  const view = viewOn(compiled, model)
  const arrivals = models.get(model)?.arrivals
  if (!view || !arrivals) return
  const name = triggerName(trigger)
  const views = arrivals.get(name) ?? []
  if (!views.includes(view)) arrivals.set(name, [...views, view])
}

/** How a rule looks at the devices of a model, if it does. */
export function viewOn(rule: CompiledRule, model: string): View | undefined {
  return rule.views.get(rule.circle === 'device' ? model : sharedView)
}
