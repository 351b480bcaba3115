import type { ObservationRecord } from '../log.ts'
import { emptyFrame, type Frame } from '../logic/closure.ts'
import {
  type CompiledProgram,
  circleName,
  slotIndex,
  takesPart,
  viewOn,
  type Watchers,
} from '../program/compiled-program.ts'
import type { CircleKind, View } from '../program/compiled-rule.ts'
import { effectsOf } from './effects.ts'
import { type Episode, nextOf } from './episode.ts'
import { type Facts, put } from './facts.ts'
import {
  lookAtChange,
  lookAtLevel,
  lookAtMoment,
  lookAtSample,
  lookAtStep,
  lookAtTimer,
  lookAtWait,
} from './guard.ts'
import { type Forecast, firingName } from './ledger.ts'
import type { Sources } from './sources.ts'
import type { Stage } from './stage.ts'

/** A release and its number: they come into force in this order. */
export interface Release {
  readonly at: number
  readonly number: number
  readonly compiled: CompiledProgram | null
}

/** What one key's early rules would say if nothing more came: a copy of what is settled, folded further. */
export interface Outlook {
  readonly kind: CircleKind
  readonly facts: Facts
  /** The device's model; empty for wider circles. */
  readonly model: string
  /** False while nothing was ever said to the key. */
  exists: boolean
  program: CompiledProgram | null
  /** Number of the last release in force. */
  release: number
  /** Releases that may come into force, those before it included. */
  readonly releases: readonly Release[]
}

/** A copy that can be folded without changing the original. */
export function copyOutlook(from: Outlook, model: string = from.model): Outlook {
  const { kind, facts, exists, program, release, releases } = from
  return {
    kind,
    facts: { kind, key: facts.key, latest: facts.latest.slice(), episodes: facts.episodes.slice() },
    model,
    exists,
    program,
    release,
    releases,
  }
}

/** The rules an outlook folds: those that are decided early, now or in a release to come. */
export function foldedViews(
  program: CompiledProgram | null,
  kind: CircleKind,
  model: string,
  releases: readonly Release[],
): readonly View[] {
  const name = circleName(kind, model)
  if (program === null) return none
  if (releases.length === 0) return program.early.get(name)?.views ?? none
  const ids = new Set<string>()
  for (const one of [program, ...releases.map(({ compiled }) => compiled)])
    for (const { rule } of one?.early.get(name)?.views ?? none) ids.add(rule.id)
  return [...program.rules.values()].flatMap((rule) => {
    const view = ids.has(rule.id) && rule.circle === kind ? viewOn(rule, model) : undefined
    return view && !rule.finalOnArrival && rule.field === null ? [view] : []
  })
}

const none: readonly View[] = []

/** Folds an outlook further and collects what fires. */
export interface Forecaster {
  /** Releases up to `until`, and timers due before it. */
  advance(outlook: Outlook, until: number): Forecast[]
  /** Everything said to this key at one event time, in order. */
  instant(outlook: Outlook, observations: readonly ObservationRecord[]): Forecast[]
  /** When the next timer is due, or the next release comes into force. */
  next(outlook: Outlook): number
}

function viewsOf({ program, kind, model, releases }: Outlook): readonly View[] {
  return foldedViews(program, kind, model, releases)
}

/** What an outlook has to ask about the devices of its key. */
export interface Surroundings {
  /** Whether devices of its place may come or go: only then is it asked where they were. */
  roams(device: string): boolean
  /** Whether a device is known, and neither comes nor goes nor is left out: no need to ask where it was. */
  isAtHome(device: string): boolean
  /** Where a device was before it said something; undefined where it was not known. */
  placeBefore(outlook: Outlook, observation: ObservationRecord): string | null | undefined
  /** The latest that the devices of the key said before `at`, or at it. */
  recollect(outlook: Outlook, at: number, inclusive: boolean): Facts['latest']
}

/** A forecaster; it keeps nothing between calls. */
export function createForecaster(
  sources: Sources,
  suspended: Stage['suspended'],
  surroundings: Surroundings,
): Forecaster {
  const frame: Frame = emptyFrame()
  let out: Forecast[] = []
  let timed = false
  const stage: Stage = {
    frame,
    put({ rule }, seat, _before, after) {
      seat.episodes[rule.column] = after
    },
    fire(view, key, firing) {
      const effects = effectsOf(view, key, firing, frame)
      const name = firingName(view.rule.id, firing)
      if (effects.length > 0 && view.rule.early)
        out.push({ name, rule: view.rule.id, at: firing.at, timed, effects })
      return effects.length > 0 ? 1 : 0
    },
    takeBack: () => undefined,
    elapsed: sources.elapsed,
    suspended,
    // What fails is not forecast; whether the rule is suspended is decided where it settles.
    fail: () => undefined,
  }
  const collect = (byTimers: boolean, fold: () => void): Forecast[] => {
    out = []
    timed = byTimers
    fold()
    return out
  }
  const next = (outlook: Outlook): number => {
    let least = Infinity
    for (const view of viewsOf(outlook)) {
      const episode = outlook.facts.episodes[view.rule.column]
      if (episode) least = Math.min(least, nextOf(current(view, episode, sources)))
    }
    return least
  }
  const pending = ({ releases, release }: Outlook) => releases.find(({ number }) => number > release)

  return {
    next: (outlook) => Math.min(next(outlook), pending(outlook)?.at ?? Infinity),
    advance: (outlook, until) =>
      collect(true, () => {
        for (;;) {
          const release = pending(outlook)
          const due = next(outlook)
          if (release && release.at <= until && release.at <= due)
            enforce(stage, outlook, release, surroundings)
          else if (due < until) fireTimers(stage, outlook, due, sources)
          else return
        }
      }),
    instant: (outlook, observations) =>
      collect(false, () => {
        if (outlook.program) foldCell(stage, outlook, outlook.program, observations, surroundings)
      }),
  }
}

/** The episode with waits asked for anew: one that stood still while its source was away had no fixed end. */
function current({ rule }: View, episode: Episode, sources: Sources): Episode {
  let { due, memory } = episode
  if (rule.kind === 'absence' && episode.since !== null && !episode.fired && episode.cause) {
    const wait = sources.elapsed(episode.cause.source, episode.since, rule.silence)
    due = due === Infinity ? wait : Math.max(due, wait)
  }
  const { awaited } = memory
  if (rule.sequence?.kind === 'notFollowedBy' && awaited?.cause) {
    const wait = sources.elapsed(awaited.cause.source, awaited.at, rule.sequence.within)
    if (wait !== awaited.due) memory = { ...memory, awaited: { ...awaited, due: wait } }
  }
  return due === episode.due && memory === episode.memory ? episode : { ...episode, due, memory }
}

function fireTimers(stage: Stage, outlook: Outlook, due: number, sources: Sources): void {
  const { facts } = outlook
  for (const view of viewsOf(outlook)) {
    const { column, kind } = view.rule
    const episode = facts.episodes[column]
    if (episode === undefined) continue
    const now = current(view, episode, sources)
    if (nextOf(now) !== due) continue
    facts.episodes[column] = now
    if (now.look === due && kind === 'level') lookAtLevel(stage, view, facts, due, null)
    lookAtTimer(stage, view, facts, facts, due)
    lookAtWait(stage, view, facts, facts, due)
    // Still due: the rule failed, or is suspended.
    const after = facts.episodes[column]
    if (after && nextOf(after) <= due) facts.episodes[column] = undefined
  }
}

function enforce(stage: Stage, outlook: Outlook, release: Release, surroundings: Surroundings): void {
  const { kind, facts } = outlook
  const old = outlook.program
  const before = facts.episodes.splice(0)
  outlook.program = release.compiled
  outlook.release = release.number
  const changed = unbind(outlook, release, surroundings)
  for (const view of viewsOf(outlook)) {
    const previous = old?.rules.get(view.rule.id)
    const episode = previous && before[previous.column]
    const same = previous?.signature === view.rule.signature
    if (same && episode && (kind === 'device' ? outlook.exists : !changed))
      facts.episodes[view.rule.column] = episode
    else if ((!same || changed) && (outlook.exists || kind === 'community'))
      lookAtChange(stage, view, facts, facts, previous, episode, release.at)
  }
}

/** Forgets devices that a release leaves out; says whether that changes what the key's devices have said. */
function unbind(outlook: Outlook, { at, compiled }: Release, surroundings: Surroundings): boolean {
  const { kind, model, facts } = outlook
  if (kind === 'device') {
    if (compiled && takesPart(compiled, { model, device: facts.key })) return false
    outlook.exists = false
    facts.latest.length = 0
    return true
  }
  const latest = surroundings.recollect(outlook, at, false)
  const changed =
    latest.length !== facts.latest.length || latest.some((one, slot) => one !== facts.latest[slot])
  facts.latest.splice(0, facts.latest.length, ...latest)
  if (compiled === null) outlook.exists = false
  return changed
}

function foldCell(
  stage: Stage,
  outlook: Outlook,
  program: CompiledProgram,
  observations: readonly ObservationRecord[],
  surroundings: Surroundings,
): void {
  const { facts, kind } = outlook
  const folded = viewsOf(outlook)
  const heard: Heard[] = []
  for (const observation of observations) {
    const index = slotIndex(program, observation)
    if (index === undefined) continue
    const isHere = kind !== 'place' || observation.place === facts.key
    const isMove =
      kind === 'place' &&
      surroundings.roams(observation.device) &&
      isComingOrGoing(outlook, observation, surroundings)
    const slot = kind === 'device' ? index.slot.own : index.slot.shared
    if (isHere) put(facts.latest, slot, observation)
    if (isMove)
      facts.latest.splice(0, facts.latest.length, ...surroundings.recollect(outlook, observation.time, true))
    if (isHere || isMove) heard.push({ observation, isHere, watchers: index[kind], slot })
  }
  if (heard.length === 0) return
  outlook.exists = true
  for (const { observation, watchers, slot } of heard.filter(({ isHere }) => isHere))
    for (const view of watchers.samples)
      if (folded.includes(view)) lookAtSample(stage, view, facts, observation, slot)
  for (const { observation, watchers, slot } of heard.filter(({ isHere }) => isHere)) {
    for (const view of watchers.steps)
      if (folded.includes(view)) lookAtStep(stage, view, facts, facts, observation, slot)
    for (const view of watchers.moments)
      if (folded.includes(view)) lookAtMoment(stage, view, facts, facts, observation, slot)
  }
  const stranger = lazily(() => heard.find((one) => isStranger(outlook, one, surroundings)))
  for (const view of folded) {
    if (view.rule.kind !== 'level') continue
    const watched = heard.find(({ isHere, watchers }) => isHere && watchers.levels.includes(view))
    const cause = (watched ?? stranger())?.observation
    if (cause) lookAtLevel(stage, view, facts, cause.time, cause)
  }
}

/** Whether what was said made its device come to the outlook's place, or leave it. */
function isComingOrGoing(
  outlook: Outlook,
  observation: ObservationRecord,
  surroundings: Surroundings,
): boolean {
  const before = surroundings.placeBefore(outlook, observation)
  const { key } = outlook.facts
  return before !== undefined && (before === key) !== (observation.place === key)
}

/** Whether the device is new to the key, or leaves it. */
function isStranger(outlook: Outlook, { observation, isHere }: Heard, surroundings: Surroundings): boolean {
  if (!isHere) return true
  if (surroundings.isAtHome(observation.device)) return false
  const before = surroundings.placeBefore(outlook, observation)
  return before === undefined || (outlook.kind === 'place' && before !== outlook.facts.key)
}

function lazily<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | null = null
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

interface Heard {
  readonly observation: ObservationRecord
  /** False where the device only leaves the key. */
  readonly isHere: boolean
  readonly watchers: Watchers
  readonly slot: number
}
