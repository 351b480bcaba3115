import type { Slot, Slots } from '../fold/slots.ts'
import type { ObservationRecord, Program } from '../log.ts'
import { parseLogic } from '../logic/tree.ts'
import type { Trigger } from '../rule.ts'
import {
  type CircleKind,
  type CompiledRule,
  compileRule,
  sharedView,
  triggerName,
  type View,
} from './compiled-rule.ts'
import { namesRead } from './names.ts'
import { resolveReference, triggerModel } from './reference.ts'

/** Which rules of one circle look at something a device says. */
export interface Watchers {
  /** Rules for which it is a moment. */
  readonly moments: View[]
  /** Rules whose condition reads it, or that name it. */
  readonly levels: View[]
}

/** Which rules look at one property or event of a model. */
export interface SlotIndex extends Readonly<Record<CircleKind, Watchers>> {
  readonly slot: Slot
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
  return { program, rules, models, early: earlyViews(rules.values()) }
}

/** The name under which `early` holds the views of a circle. */
export function earlyName(kind: CircleKind, model: string): string {
  return kind === 'device' ? model : kind
}

function earlyViews(rules: Iterable<CompiledRule>): ReadonlyMap<string, EarlyIndex> {
  const early = new Map<string, { readonly views: View[]; readonly slots: Set<number> }>()
  for (const rule of rules)
    for (const [model, view] of rule.early ? rule.views : []) {
      const name = earlyName(rule.circle, model)
      const known = early.get(name) ?? { views: [], slots: new Set() }
      early.set(name, known)
      known.views.push(view)
      for (const slot of [...view.reads, ...view.triggers, ...view.fills]) known.slots.add(slot)
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

function watch(slot: Slot): SlotIndex {
  const watchers = (): Watchers => ({ moments: [], levels: [] })
  return { slot, device: watchers(), place: watchers(), community: watchers() }
}

function index(compiled: CompiledRule, program: Program, models: OpenModels): void {
  const { rule, kind } = compiled
  for (const trigger of rule.on) {
    if (kind === 'level') indexLevel(compiled, triggerModel(trigger), triggerName(trigger), program, models)
    else indexMoment(compiled, trigger, program, models)
  }
  if (kind !== 'level') return
  for (const name of namesRead(parseLogic(rule.when ?? true))) {
    const found = resolveReference(name, rule, program)
    if (found.kind === 'property') indexLevel(compiled, found.model, found.property, program, models)
  }
}

function indexLevel(
  compiled: CompiledRule,
  model: string,
  property: string,
  { plugin }: Program,
  models: OpenModels,
): void {
  const full = `${plugin}/${model}`
  const view = viewOn(compiled, full)
  const levels = models.get(full)?.properties.get(property)?.[compiled.circle].levels
  if (view && levels && !levels.includes(view)) levels.push(view)
}

function indexMoment(
  compiled: CompiledRule,
  trigger: Trigger,
  { plugin }: Program,
  models: OpenModels,
): void {
  const full = `${plugin}/${triggerModel(trigger)}`
  const view = viewOn(compiled, full)
  const found = models.get(full)
  if (!view || !found) return
  const name = triggerName(trigger)
  if (compiled.finalOnArrival) {
    const views = found.arrivals.get(name) ?? []
    if (!views.includes(view)) found.arrivals.set(name, [...views, view])
    return
  }
  const slot = 'property' in trigger ? found.properties.get(name) : found.events.get(name)
  const moments = slot?.[compiled.circle].moments
  if (moments && !moments.includes(view)) moments.push(view)
}

/** How a rule looks at the devices of a model, if it does. */
export function viewOn(rule: CompiledRule, model: string): View | undefined {
  return rule.views.get(rule.circle === 'device' ? model : sharedView)
}
