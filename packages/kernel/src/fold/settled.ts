import type { ObservationRecord } from '../log.ts'
import { emptyFrame } from '../logic/closure.ts'
import type { CompiledProgram } from '../program/compiled-program.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import { carryOver } from './carry.ts'
import { seatOf, sightOf } from './circle.ts'
import type { Episode, Firing, Seat } from './episode.ts'
import { createEpisodes, type EpisodeStore, type Timer } from './episodes.ts'
import { createFactStore, type FactStore } from './facts.ts'
import { lookAtLevel, lookAtTimer, lookAtWait } from './guard.ts'
import { foldInstant } from './instant.ts'
import type { Slots } from './slots.ts'
import type { Sources } from './sources.ts'
import type { Stage } from './stage.ts'
import { createSuspensions, reasonOf, type Suspension, type Suspensions } from './suspension.ts'

/** The verdicts of one installation over instants that come in order: nothing here is ever corrected. */
export interface Settled {
  /** The program in force; set only when a checkpoint is put back. */
  program: CompiledProgram | null
  readonly facts: FactStore
  readonly episodes: EpisodeStore
  /** Rules that failed: until the next release nobody looks at them. */
  readonly suspended: Suspensions
  /** Where a rule stands for a key; undefined where nothing is known of it. */
  seat(rule: CompiledRule, key: string): Seat | undefined
  /** Looks no more at a rule, and forgets where it stood. */
  suspend(rule: CompiledRule, one: Suspension): void
  /** Fires every timer due at `episodes.next()`. */
  fireNext(): void
  /** From `at` on the installation runs this program. */
  release(program: CompiledProgram | null, at: number): void
  /** All observations of one event time, in order. */
  instant(observations: readonly ObservationRecord[]): void
  /** A source is back: waits that stood still go on. */
  resume(source: string): void
}

/** What becomes of the verdicts. */
export interface Outcome {
  /** A rule fires, finally; gives the revision under which that was said, 0 where it was not. */
  fired(view: View, key: string, firing: Firing, stage: Stage): number
  /** What a rule said is taken back: it was cleared, or a release denies it. */
  takenBack(view: View, key: string, episode: Episode, reason: string, stage: Stage): void
  /** A rule failed and is suspended. */
  suspended(rule: CompiledRule, one: Suspension): void
  /** A timer was set. */
  expects(timer: Timer): void
}

/** The verdicts of an installation without any state yet. */
export function createSettled(slots: Slots, sources: Sources, outcome: Outcome): Settled {
  const facts = createFactStore(slots)
  const episodes = createEpisodes(facts.circles, outcome.expects)
  const suspended = createSuspensions()
  const stage: Stage = {
    suspended,
    fail: ({ rule }, at, error) => settled.suspend(rule, { at, reason: reasonOf(error) }),
    frame: emptyFrame(),
    put: ({ rule }, seat, before, after) => episodes.put(rule, seat, before, after),
    fire: (view, key, firing) => outcome.fired(view, key, firing, stage),
    takeBack: (view, key, episode, reason) => outcome.takenBack(view, key, episode, reason, stage),
    elapsed: sources.elapsed,
  }
  const settled: Settled = {
    program: null,
    facts,
    episodes,
    suspended,
    suspend(rule, one) {
      if (!suspended.add(rule, one)) return
      episodes.clear(rule)
      outcome.suspended(rule, one)
    },
    seat: (rule, key) => (rule.field === null ? seatOf(rule.circle, key, facts) : episodes.seat(rule, key)),
    fireNext() {
      const due = episodes.next()
      while (episodes.next() === due) {
        const timer = episodes.pop()
        if (timer && !suspended.has(timer.rule)) fireTimer(stage, episodes, facts, timer)
      }
    },
    release(next, at) {
      const old = settled.program
      settled.program = next
      if (next === null) facts.clear()
      const renewed = new Set([...(old?.rules.values() ?? [])].filter(suspended.has))
      suspended.clear()
      carryOver(stage, episodes, facts, old, renewed, next, at)
    },
    instant(observations) {
      if (settled.program) foldInstant(stage, settled.program, facts, episodes, observations)
    },
    resume: (source) => resume(source, episodes, sources),
  }
  return settled
}

function fireTimer(stage: Stage, episodes: EpisodeStore, facts: FactStore, { due, rule, seat }: Timer): void {
  const episode = seat.episodes[rule.column]
  const sight = episode && sightOf(rule, seat.key, episode.cause, facts)
  if (sight) {
    if (episode.look === due && rule.kind === 'level') lookAtLevel(stage, sight.view, sight.facts, due, null)
    lookAtTimer(stage, sight.view, sight.facts, seat, due)
  }
  const awaited = seat.episodes[rule.column]?.memory.awaited
  const other = awaited?.due === due ? sightOf(rule, seat.key, awaited.cause, facts) : null
  if (other) lookAtWait(stage, other.view, other.facts, seat, due)
  episodes.arm(rule, seat)
}

function resume(source: string, episodes: EpisodeStore, sources: Sources): void {
  for (const [rule, seat, episode] of episodes.all()) {
    if (rule.kind !== 'absence' && rule.sequence?.kind !== 'notFollowedBy') continue
    const later = putOff(rule, episode, source, sources)
    if (later !== episode) episodes.put(rule, seat, episode, later)
  }
}

/** The episode with the waits that stood still while the source was away. */
function putOff(rule: CompiledRule, episode: Episode, source: string, sources: Sources): Episode {
  let { due, memory } = episode
  if (rule.kind === 'absence' && episode.since !== null && !episode.fired && episode.cause?.source === source)
    due = Math.max(due === Infinity ? -Infinity : due, sources.elapsed(source, episode.since, rule.silence))
  const { awaited } = memory
  if (awaited !== null && rule.sequence?.kind === 'notFollowedBy' && awaited.cause?.source === source) {
    const wait = sources.elapsed(source, awaited.at, rule.sequence.within)
    if (wait !== awaited.due) memory = { ...memory, awaited: { ...awaited, due: wait } }
  }
  return due === episode.due && memory === episode.memory ? episode : { ...episode, due, memory }
}
