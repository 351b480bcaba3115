import type { Effect } from '../effect.ts'
import type { ObservationRecord } from '../log.ts'
import { emptyFrame, type Frame } from '../logic/closure.ts'
import { type CompiledProgram, compileProgram, takesPart } from '../program/compiled-program.ts'
import { type CompiledRule, sharedView, type View } from '../program/compiled-rule.ts'
import { aim, holds } from './aim.ts'
import {
  loadEpisode,
  loadObservation,
  type SavedSettled,
  saveEpisode,
  saveObservation,
} from './checkpoint.ts'
import { effectsOf } from './effects.ts'
import { accept, type Episode, type Fire, fireMoment, lookAtLevel, timerDue } from './episode.ts'
import { createFactStore, type FactStore, type Facts } from './facts.ts'
import { createHeap } from './heap.ts'
import { keyOf } from './key.ts'
import { createSlots, type Slots } from './slots.ts'
import type { Sources } from './sources.ts'

/** The verdicts of one installation over instants that come in order: nothing here is ever corrected. */
export interface Settled {
  readonly program: CompiledProgram | null
  readonly facts: FactStore
  readonly slots: Slots
  /** Due time of the next timer, Infinity where there is none. */
  next(): number
  /** Fires every timer due at `next()`. */
  fireNext(): void
  /** From `at` on the installation runs this program. */
  release(program: CompiledProgram | null, at: number): void
  /** All observations of one event time, in order. */
  instant(observations: readonly ObservationRecord[]): void
  /** A source is back: waits that stood still go on. */
  resume(source: string): void
  /** What was asked for since the last call. */
  take(): Effect[]
  save(): SavedSettled
  size(): { readonly keys: number; readonly timers: number }
}

interface Timer {
  readonly due: number
  readonly rule: CompiledRule
  readonly key: string
}

/** The verdicts of an installation as a checkpoint left them, or without any state yet. */
export function createSettled(installation: string, sources: Sources, saved: SavedSettled | null): Settled {
  const slots = createSlots(saved?.slots)
  const facts = createFactStore(slots)
  const timers = createHeap<Timer>()
  const episodes = new Map<CompiledRule, Map<string, Episode>>()
  const frame: Frame = emptyFrame()
  let program: CompiledProgram | null = null
  let out: Effect[] = []

  const episodesOf = (rule: CompiledRule): Map<string, Episode> => {
    const known = episodes.get(rule) ?? new Map<string, Episode>()
    if (known.size === 0) episodes.set(rule, known)
    return known
  }

  const put = (rule: CompiledRule, key: string, before: Episode | undefined, after: Episode | undefined) => {
    if (before === after) return
    if (after === undefined) episodesOf(rule).delete(key)
    else {
      episodesOf(rule).set(key, after)
      if (after.due !== Infinity) timers.push({ due: after.due, rule, key })
    }
  }

  const fireInto =
    (view: View, key: string): Fire =>
    (firing) => {
      frame.now = firing.at
      if (view.rule.rule.muted) return
      for (const effect of effectsOf(view, key, firing, frame, { revision: 1, final: true })) out.push(effect)
    }

  const level = (view: View, circle: Facts, key: string, at: number, cause: ObservationRecord | null) => {
    aim(frame, circle, at, null)
    const held = holds(view, frame)
    const known = episodes.get(view.rule)?.get(key)
    if (known === undefined && held !== true) return
    put(view.rule, key, known, lookAtLevel(view.rule, known, held, at, cause, fireInto(view, key)))
  }

  const moment = (view: View, circle: Facts, key: string, observation: ObservationRecord, slot: number) => {
    aim(frame, circle, observation.time, observation)
    const shown = circle.latest[slot]
    if (slot >= 0) circle.latest[slot] = observation
    if (holds(view, frame) === true) happened(view, key, observation)
    if (slot >= 0) circle.latest[slot] = shown
  }

  const happened = (view: View, key: string, observation: ObservationRecord) => {
    const { rule } = view
    const known = episodes.get(rule)?.get(key)
    if (rule.kind === 'moment') {
      put(rule, key, known, fireMoment(rule, known, observation, fireInto(view, key)))
      return
    }
    const due = sources.elapsed(observation.source, observation.time, rule.silence)
    put(rule, key, known, accept(known, observation, due))
  }

  /** The facts and key that a view on this observation has, or null where the rule has no key for it. */
  const standing = (view: View, observation: ObservationRecord): { circle: Facts; key: string } | null => {
    const { rule } = view
    const own = facts.device(observation.device)
    if (own === undefined) return null
    const key = keyOf(rule, observation)
    if (key === null) return null
    if (rule.rule.key === 'community') return { circle: facts.community, key }
    const circle = rule.rule.key === 'place' ? facts.place(key) : own
    return circle ? { circle, key } : null
  }

  const report = (observation: ObservationRecord): readonly Facts[] => {
    const { facts: own, moved } = facts.seen(observation)
    if (observation.kind === 'event') return moved
    const slot = slots.ofDevice(observation.model, observation.name)
    const shared = slots.ofPlace(observation.model, observation.name)
    if (slot !== undefined && shared !== undefined) facts.report(observation, own, slot, shared)
    return moved
  }

  const lookAfter = (observation: ObservationRecord) => {
    const index = program?.models.get(observation.model)
    if (index === undefined) return
    if (observation.kind === 'event') {
      for (const view of index.events.get(observation.name) ?? []) {
        const at = standing(view, observation)
        if (at) moment(view, at.circle, at.key, observation, -1)
      }
      return
    }
    const property = index.properties.get(observation.name)
    for (const view of property?.moments ?? []) {
      const at = standing(view, observation)
      const slot = view.rule.views.has(sharedView) ? property?.shared : property?.slot
      if (at) moment(view, at.circle, at.key, observation, slot ?? -1)
    }
  }

  const lookAtLevels = (observation: ObservationRecord) => {
    if (observation.kind === 'event') return
    const property = program?.models.get(observation.model)?.properties.get(observation.name)
    if (property === undefined) return
    for (const view of property.levels) {
      const at = standing(view, observation)
      if (at) level(view, at.circle, at.key, observation.time, observation)
    }
  }

  const fireTimer = ({ due, rule, key }: Timer) => {
    const episode = episodes.get(rule)?.get(key)
    if (episode === undefined || episode.due !== due) return
    if (rule.kind === 'absence' && episode.since !== null && episode.cause) {
      const wait = sources.elapsed(episode.cause.source, episode.since, rule.silence)
      if (wait > due) return put(rule, key, episode, { ...episode, due: wait })
    }
    const view = viewFor(rule, key, episode)
    if (view === null) return
    aim(frame, view.circle, due, episode.cause)
    put(rule, key, episode, timerDue(rule, episode, due, fireInto(view.view, key)))
  }

  const viewFor = (
    rule: CompiledRule,
    key: string,
    { cause }: Episode,
  ): { view: View; circle: Facts } | null => {
    const shared = rule.views.get(sharedView)
    if (shared) {
      const circle = rule.rule.key === 'community' ? facts.community : facts.place(key)
      return circle ? { view: shared, circle } : null
    }
    const circle = facts.device(rule.field === null ? key : (cause?.device ?? ''))
    const view = circle && rule.views.get(circle.model)
    return view ? { view, circle } : null
  }

  const restore = (from: SavedSettled) => {
    program = from.program && compileProgram(from.program, installation, slots)
    for (const [device, model, place, latest] of from.devices)
      facts.restore(
        model,
        device,
        place,
        latest.map((one) => (one ? loadObservation(one) : undefined)),
      )
    for (const [id, keys] of from.episodes) {
      const rule = program?.rules.get(id)
      if (rule) for (const one of keys) put(rule, one[0], undefined, loadEpisode(one))
    }
  }
  if (saved) restore(saved)

  return {
    get program() {
      return program
    },
    facts,
    slots,
    next: () => timers.peek()?.due ?? Infinity,
    fireNext() {
      const due = timers.peek()?.due
      for (let timer = timers.peek(); timer && timer.due === due; timer = timers.peek()) {
        timers.pop()
        fireTimer(timer)
      }
    },
    release(next) {
      const old = program
      program = next
      for (const [rule, keys] of [...episodes]) {
        episodes.delete(rule)
        const same = next?.rules.get(rule.rule.id)
        if (old === null || same?.signature !== rule.signature) continue
        for (const [key, episode] of keys) put(same, key, undefined, episode)
      }
    },
    instant(observations) {
      const bound = observations.filter((one) => takesPart(program, one))
      const moved = new Set(bound.flatMap(report))
      for (const observation of bound) lookAfter(observation)
      for (const observation of bound) lookAtLevels(observation)
      void moved
    },
    resume(source) {
      for (const [rule, keys] of episodes) {
        if (rule.kind !== 'absence') continue
        for (const [key, episode] of keys) {
          if (episode.since === null || episode.fired || episode.cause?.source !== source) continue
          const due = sources.elapsed(source, episode.since, rule.silence)
          if (due !== episode.due) put(rule, key, episode, { ...episode, due })
        }
      }
    },
    take() {
      const taken = out
      out = []
      return taken
    },
    save: () => ({
      program: program?.program ?? null,
      slots: slots.save(),
      devices: [...facts.devices()].map(({ key, model, place, latest }) => [
        key,
        model,
        place,
        Array.from(latest, (one) => (one ? saveObservation(one) : null)),
      ]),
      episodes: [...episodes].map(([rule, keys]) => [
        rule.rule.id,
        [...keys].map(([key, episode]) => saveEpisode(key, episode)),
      ]),
    }),
    size: () => ({
      keys: [...episodes.values()].reduce((sum, keys) => sum + keys.size, 0),
      timers: timers.size,
    }),
  }
}
