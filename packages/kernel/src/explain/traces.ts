import type { Effect } from '../effect.ts'
import { aim, holds } from '../fold/aim.ts'
import { circleAround, circleKinds } from '../fold/circle.ts'
import type { Episode, Firing } from '../fold/episode.ts'
import type { FactStore, Facts } from '../fold/facts.ts'
import { keyOf } from '../fold/key.ts'
import type { Settled } from '../fold/settled.ts'
import type { Slots } from '../fold/slots.ts'
import type { ObservationRecord, Program } from '../log.ts'
import { type Closure, emptyFrame } from '../logic/closure.ts'
import { compileTree } from '../logic/compile.ts'
import { type Logic, parseLogic } from '../logic/tree.ts'
import { type CompiledProgram, slotIndex } from '../program/compiled-program.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import { namesRead } from '../program/names.ts'
import { ruleVariables } from '../program/variables.ts'
import type { Json } from '../rule.ts'
import { classify } from './classify.ts'
import type { Outcome } from './explanation.ts'

/** One look at a rule. */
export interface Trace {
  /** Event time. */
  readonly at: number
  readonly key: string
  readonly observation: string | null
  readonly device: string | null
  readonly value: Json
}

/** Looks that came to the same; of them the first few and the last few are kept. */
export interface TraceClass {
  readonly outcome: Outcome
  /** Of an unmet condition the part that was false (`when.and.0`), of an unknown one the name without a value. */
  readonly because: string | null
  /** How many there were: of firings all, of all else those that were sampled. */
  readonly count: number
  readonly first: readonly Trace[]
  readonly last: readonly Trace[]
}

/** What rules lately came to, kept apart by outcome: dull looks never push out interesting ones. No part of the state. */
export interface Traces {
  /** A rule fired. */
  fired(view: View, key: string, firing: Firing): void
  /** Rules fired on arrival. */
  arrived(observation: ObservationRecord, effects: readonly Effect[]): void
  /** An instant was folded; one in so many is looked at, one rule each time. */
  folded(observations: readonly ObservationRecord[], settled: Settled): void
  of(rule: string): TraceClass[]
}

/** Of so many instants one is looked at: often at the beginning, then so seldom that it costs next to nothing. */
const shares = { beginning: 64, later: 1024 }
const beginning = 8192
/** How many classes a rule has at most; what is beyond loses its reason. */
const mostClasses = 24
const keptFirst = 3
const keptLast = 5

interface OpenClass {
  readonly outcome: Outcome
  readonly because: string | null
  count: number
  readonly first: Trace[]
  readonly last: Trace[]
}

/** Nothing was looked at yet. */
export function createTraces(slots: Slots): Traces {
  const rules = new Map<string, Map<string, OpenClass>>()
  const eyes = createEyes(slots)
  let instants = 0
  let next = shares.beginning
  let turn = 0

  const add = (rule: string, outcome: Outcome, because: string | null, trace: Trace) => {
    const classes = rules.get(rule) ?? new Map<string, OpenClass>()
    rules.set(rule, classes)
    const reason = classes.size < mostClasses || classes.has(`${outcome} ${because}`) ? because : null
    const known = classes.get(`${outcome} ${reason}`)
    const one = known ?? { outcome, because: reason, count: 0, first: [], last: [] }
    if (!known) classes.set(`${outcome} ${reason}`, one)
    one.count += 1
    if (one.first.length < keptFirst) one.first.push(trace)
    else if (one.last.push(trace) > keptLast) one.last.shift()
  }

  return {
    fired({ rule }, key, { at, cause }) {
      add(rule.id, rule.rule.muted ? 'muted' : 'fired', null, traceOf(at, key, cause))
    },
    arrived(observation, effects) {
      for (const { rule, key, at, id } of effects)
        if (id.endsWith('|0')) add(rule, 'fired', null, traceOf(at, key, observation))
    },
    folded(observations, { program, facts }) {
      instants += 1
      if (instants < next || program === null) return
      next = instants + (instants < beginning ? shares.beginning : shares.later)
      const said = observations[observations.length - 1] as ObservationRecord
      const watching = watchers(program, facts, said)
      const sight = watching[turn++ % Math.max(1, watching.length)]
      const found = sight && eyes(sight, said, program.program)
      if (found) add(sight.view.rule.id, found.outcome, found.because, traceOf(said.time, found.key, said))
    },
    of: (rule) =>
      [...(rules.get(rule)?.values() ?? [])].map((one) => ({
        ...one,
        first: [...one.first],
        last: [...one.last],
      })),
  }
}

function traceOf(at: number, key: string, said: ObservationRecord | null): Trace {
  const { id = null, device = null, value = null } = said ?? {}
  return { at, key, observation: id, device, value }
}

interface Sight {
  readonly view: View
  readonly facts: Facts
}

/** The rules that looked at something said. */
function watchers(program: CompiledProgram, store: FactStore, said: ObservationRecord): Sight[] {
  const index = slotIndex(program, said)
  const speaker = store.device(said.device)
  if (index === undefined || speaker === undefined) return []
  const arrivals =
    said.kind === 'event' ? (program.models.get(said.model)?.arrivals.get(said.name) ?? []) : []
  const onArrival = arrivals.map((view) => ({ view, facts: speaker }))
  const folded = circleKinds.flatMap((kind) => {
    const facts = circleAround(kind, speaker, store)
    return facts === null
      ? []
      : [...index[kind].levels, ...index[kind].moments].map((view) => ({ view, facts }))
  })
  return [...folded, ...onArrival]
}

interface Eye {
  readonly parts: readonly { readonly place: string; readonly test: Closure }[]
  readonly names: readonly { readonly name: string; readonly read: Closure }[]
}

/** Says how a rule stands after an instant; compiles the parts of its condition once. */
function createEyes(slots: Slots) {
  const eyes = new WeakMap<View, Eye>()
  const frame = emptyFrame()
  const open = (view: View, model: string, program: Program): Eye => {
    const { rule, circle, windows } = view.rule
    const variables = ruleVariables(rule, program, circle === 'device' ? { model } : 'shared', slots, windows)
    const logic = parseLogic(rule.when ?? true)
    const compile = (part: Logic) => compileTree(part, { mode: 'three-valued', variables })
    return {
      parts: partsOf(logic).map(({ place, part }) => ({ place, test: compile(part) })),
      names: namesRead(logic).map((name) => ({ name, read: variables.read(name) })),
    }
  }
  return ({ view, facts }: Sight, said: ObservationRecord, program: Program) => {
    const { rule } = view
    const key = rule.field === null ? facts.key : keyOf(rule, said)
    if (key === null || rule.kind === 'absence') return null
    const eye = eyes.get(view) ?? open(view, said.model, program)
    eyes.set(view, eye)
    const episode: Episode | undefined = rule.field === null ? facts.episodes[rule.column] : undefined
    aim(frame, facts, said.time, rule.kind === 'moment' ? said : null, episode?.memory)
    const outcome = outcomeOf(view, episode, holds(view.test, frame), said.time)
    if (outcome === null) return null
    if (outcome === 'unmet')
      return {
        key,
        outcome,
        because: eye.parts.find(({ test }) => holds(test, frame) === false)?.place ?? null,
      }
    if (outcome === 'unknown')
      return { key, outcome, because: eye.names.find(({ read }) => read(frame) === undefined)?.name ?? null }
    return { key, outcome, because: null }
  }
}

/** Null: it fired just now, which is known already, or cannot be told apart from that. */
function outcomeOf(
  { rule }: View,
  episode: Episode | undefined,
  held: boolean | undefined,
  at: number,
): Outcome | null {
  if (rule.kind === 'moment' && held === true && hasJustFired(rule, episode, at)) return null
  if (rule.rule.muted && episode?.fired) return 'muted'
  const firings = episode?.fired && episode.revision > 0 ? [{ at: -Infinity, onset: episode.onset }] : []
  return classify({ rule, episode, holds: held, at, firings })
}

function hasJustFired(rule: CompiledRule, episode: Episode | undefined, at: number): boolean {
  if (episode === undefined) return rule.schedule === null || rule.schedule.inside(at)
  const { cooled, counted, awaited } = episode.memory
  return awaited === null && (cooled === at || (rule.count !== null && counted.length === 0))
}

/** The parts of a condition that have to hold together. */
function partsOf(logic: Logic): { readonly place: string; readonly part: Logic }[] {
  if (logic.kind !== 'call' || logic.operator !== 'and') return [{ place: 'when', part: logic }]
  return logic.args.map((part, index) => ({ place: `when.and.${index}`, part }))
}
