import type { ObservationRecord } from '../log.ts'
import { emptyFrame, type Frame } from '../logic/closure.ts'
import { type CompiledProgram, earlyName, slotIndex, takesPart } from '../program/compiled-program.ts'
import type { CircleKind, View } from '../program/compiled-rule.ts'
import { effectsOf } from './effects.ts'
import type { Episode } from './episode.ts'
import type { Facts } from './facts.ts'
import { judgeLevel, judgeMoment, judgeTimer } from './judge.ts'
import type { Forecast } from './ledger.ts'
import { rebuild } from './rebuild.ts'
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
  program: CompiledProgram | null
  /** Number of the last release in force. */
  release: number
  /** By rule id: each has at most this one key. */
  readonly episodes: Map<string, Episode>
}

/** A copy that can be folded without changing the original. */
export function copyOutlook(from: Outlook): Outlook {
  return {
    ...from,
    facts: { key: from.facts.key, latest: [...from.facts.latest] },
    episodes: new Map(from.episodes),
  }
}

/** The rules of an outlook: those that are decided early. */
export function earlyViews(
  program: CompiledProgram | null,
  kind: CircleKind,
  model: string,
): readonly View[] {
  return program?.early.get(earlyName(kind, model)) ?? none
}

const none: readonly View[] = []

/** Folds an outlook further and collects what fires. */
export interface Forecaster {
  /** Releases up to `until`, and timers due before it. */
  advance(outlook: Outlook, until: number, releases: readonly Release[]): Forecast[]
  /** Everything said to this key at one event time, in order. */
  instant(outlook: Outlook, observations: readonly ObservationRecord[]): Forecast[]
  /** When the next timer is due. */
  next(outlook: Outlook): number
}

/** A forecaster; it keeps nothing between calls. */
export function createForecaster(sources: Sources): Forecaster {
  const frame: Frame = emptyFrame()
  let out: Forecast[] = []
  const stageOn = (outlook: Outlook): Stage => ({
    frame,
    get: ({ rule }, _key) => outlook.episodes.get(rule.id),
    put(view, _key, _before, after) {
      if (after === undefined) outlook.episodes.delete(view.rule.id)
      else outlook.episodes.set(view.rule.id, after)
    },
    fire(view, key, firing) {
      const effects = effectsOf(view, key, firing, frame)
      const name = `${view.rule.id}|${firing.onset}|${firing.mark}`
      if (effects.length > 0) out.push({ name, rule: view.rule.id, at: firing.at, effects })
      return effects.length > 0 ? 1 : 0
    },
    deny: () => undefined,
    elapsed: sources.elapsed,
  })
  const collect = (fold: () => void): Forecast[] => {
    out = []
    fold()
    return out
  }
  const next = (outlook: Outlook): number => {
    let least = Infinity
    for (const view of earlyViews(outlook.program, outlook.kind, outlook.model)) {
      const episode = outlook.episodes.get(view.rule.id)
      if (episode) least = Math.min(least, dueOf(view, episode, sources), episode.look)
    }
    return least
  }

  return {
    next,
    advance: (outlook, until, releases) =>
      collect(() => {
        const stage = stageOn(outlook)
        for (;;) {
          const release = releases.find(({ number }) => number > outlook.release)
          const due = next(outlook)
          if (release && release.at <= until && release.at <= due) enforce(stage, outlook, release)
          else if (due < until) fireTimers(stage, outlook, due, sources)
          else return
        }
      }),
    instant: (outlook, observations) =>
      collect(() => {
        if (outlook.program) foldCell(stageOn(outlook), outlook, outlook.program, observations)
      }),
  }
}

/** A wait that stood still while its source was away has no fixed end: it is asked for anew. */
function dueOf({ rule }: View, episode: Episode, sources: Sources): number {
  if (rule.kind !== 'absence' || episode.since === null || episode.fired || !episode.cause) return episode.due
  return Math.max(
    episode.due === Infinity ? -Infinity : episode.due,
    sources.elapsed(episode.cause.source, episode.since, rule.silence),
  )
}

function fireTimers(stage: Stage, outlook: Outlook, due: number, sources: Sources): void {
  const { key } = outlook.facts
  for (const view of earlyViews(outlook.program, outlook.kind, outlook.model)) {
    const episode = outlook.episodes.get(view.rule.id)
    if (episode === undefined) continue
    if (episode.look === due) judgeLevel(stage, view, outlook.facts, key, due, null)
    const now = outlook.episodes.get(view.rule.id)
    if (now === undefined || dueOf(view, now, sources) !== due) continue
    if (now.due !== due) outlook.episodes.set(view.rule.id, { ...now, due })
    judgeTimer(stage, view, outlook.facts, key, due)
  }
}

function enforce(stage: Stage, outlook: Outlook, release: Release): void {
  const { key } = outlook.facts
  const old = outlook.program
  const before = new Map(outlook.episodes)
  outlook.program = release.compiled
  outlook.release = release.number
  outlook.episodes.clear()
  for (const view of earlyViews(release.compiled, outlook.kind, outlook.model)) {
    const previous = old?.rules.get(view.rule.id)
    const episode = before.get(view.rule.id)
    if (previous?.signature !== view.rule.signature)
      rebuild(stage, view, outlook.facts, key, previous, episode, release.at)
    else if (episode) outlook.episodes.set(view.rule.id, episode)
  }
}

function foldCell(
  stage: Stage,
  { facts, kind }: Outlook,
  program: CompiledProgram,
  observations: readonly ObservationRecord[],
): void {
  const heard = observations.flatMap((observation) => {
    const index = takesPart(program, observation) ? slotIndex(program, observation) : undefined
    return index
      ? [{ observation, watchers: index[kind], slot: kind === 'device' ? index.slot.own : index.slot.shared }]
      : []
  })
  for (const { observation, slot } of heard) {
    while (facts.latest.length < slot) facts.latest.push(undefined)
    facts.latest[slot] = observation
  }
  for (const { observation, watchers, slot } of heard)
    for (const view of watchers.moments)
      if (view.rule.early) judgeMoment(stage, view, facts, facts.key, observation, slot)
  for (const { observation, watchers } of heard)
    for (const view of watchers.levels)
      if (view.rule.early) judgeLevel(stage, view, facts, facts.key, observation.time, observation)
}
