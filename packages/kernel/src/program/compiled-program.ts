import type { Slots } from '../fold/slots.ts'
import type { ObservationRecord, Program } from '../log.ts'
import { parseLogic } from '../logic/tree.ts'
import type { Trigger } from '../rule.ts'
import { type CompiledRule, compileRule, sharedView, type View } from './compiled-rule.ts'
import { namesRead } from './names.ts'
import { resolveReference, triggerModel } from './reference.ts'

/** Which rules look at a report of one property. */
export interface PropertyIndex {
  readonly slot: number
  readonly shared: number
  /** Rules whose condition reads it, or that name it. */
  readonly levels: View[]
  /** Rules for which the report is a moment. */
  readonly moments: View[]
}

/** What the rules of a program want from one model. */
export interface ModelIndex {
  readonly properties: ReadonlyMap<string, PropertyIndex>
  readonly events: ReadonlyMap<string, readonly View[]>
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
}

interface OpenIndex {
  readonly properties: Map<string, PropertyIndex>
  readonly events: Map<string, View[]>
  readonly arrivals: Map<string, View[]>
  readonly devices: ReadonlySet<string> | null
}

/** The name of a submission's event. */
const submitted = 'submitted'

/** Compiles all rules of a program that can be compiled, and indexes them. */
export function compileProgram(program: Program, installation: string, slots: Slots): CompiledProgram {
  slots.learn(program)
  const models = new Map<string, OpenIndex>()
  for (const name of Object.keys(program.models))
    models.set(`${program.plugin}/${name}`, openIndex(name, program, slots))
  const rules = new Map<string, CompiledRule>()
  for (const rule of program.rules) {
    const compiled = compileRule(rule, program, installation, slots)
    if (compiled === null) continue
    rules.set(rule.id, compiled)
    if (compiled.kind === 'level') indexLevel(compiled, program, models)
    else for (const trigger of rule.on) indexMoment(compiled, trigger, program, models)
  }
  return { program, rules, models }
}

function openIndex(name: string, program: Program, slots: Slots): OpenIndex {
  const model = `${program.plugin}/${name}`
  const bound = program.bindings && Object.hasOwn(program.bindings, name) ? program.bindings[name] : undefined
  const properties = new Map<string, PropertyIndex>()
  slots.list(model).forEach(({ property, shared }, slot) => {
    properties.set(property, { slot, shared, levels: [], moments: [] })
  })
  return { properties, events: new Map(), arrivals: new Map(), devices: bound ? new Set(bound) : null }
}

function indexLevel(compiled: CompiledRule, program: Program, models: ReadonlyMap<string, OpenIndex>): void {
  const { rule } = compiled
  const looked = new Set<string>()
  const look = (model: string, property: string) => {
    const full = `${program.plugin}/${model}`
    const view = compiled.views.get(full) ?? compiled.views.get(sharedView)
    const index = models.get(full)?.properties.get(property)
    if (!view || !index || looked.has(`${model}.${property}`)) return
    looked.add(`${model}.${property}`)
    index.levels.push(view)
  }
  for (const name of namesRead(parseLogic(rule.when ?? true))) {
    const reference = resolveReference(name, rule, program)
    if (reference.kind === 'property') look(reference.model, reference.property)
  }
  for (const trigger of rule.on) if ('property' in trigger) look(triggerModel(trigger), trigger.property)
}

function indexMoment(
  compiled: CompiledRule,
  trigger: Trigger,
  { plugin }: Program,
  models: ReadonlyMap<string, OpenIndex>,
): void {
  const full = `${plugin}/${triggerModel(trigger)}`
  const view = compiled.views.get(full) ?? compiled.views.get(sharedView)
  const index = models.get(full)
  if (!view || !index) return
  if ('property' in trigger) {
    const moments = index.properties.get(trigger.property)?.moments
    if (moments && !moments.includes(view)) moments.push(view)
    return
  }
  const events = compiled.finalOnArrival ? index.arrivals : index.events
  const name = 'event' in trigger ? trigger.event : submitted
  const views = events.get(name) ?? []
  if (!views.includes(view)) events.set(name, [...views, view])
}

/** Whether an observation's device takes part in the program. */
export function takesPart(program: CompiledProgram | null, { model, device }: ObservationRecord): boolean {
  const index = program?.models.get(model)
  return index !== undefined && (index.devices === null || index.devices.has(device))
}
