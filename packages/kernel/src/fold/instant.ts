import type { ObservationRecord } from '../log.ts'
import { type CompiledProgram, circleName, type SlotIndex, slotIndex } from '../program/compiled-program.ts'
import type { View } from '../program/compiled-rule.ts'
import { circleAround } from './circle.ts'
import type { Seat } from './episode.ts'
import type { EpisodeStore } from './episodes.ts'
import { type DeviceFacts, type FactStore, type Facts, unchanged } from './facts.ts'
import { lookAtLevel, lookAtMoment, lookAtSample, lookAtStep } from './guard.ts'
import { keyOf } from './key.ts'
import type { Stage } from './stage.ts'

const none: readonly View[] = []

type Seats = Pick<EpisodeStore, 'seat'>

interface Heard {
  readonly observation: ObservationRecord
  readonly speaker: DeviceFacts
  readonly index: SlotIndex
  /** Circles that changed because the device is new, or moved. */
  readonly changed: readonly Facts[]
}

/**
 * Folds everything said at one event time, in order: first all of it is noted, then each moment is looked at (what
 * follows before what begins), then each level once everything is known.
 */
export function foldInstant(
  stage: Stage,
  program: CompiledProgram,
  store: FactStore,
  seats: Seats,
  observations: readonly ObservationRecord[],
): void {
  const [only] = observations
  if (observations.length === 1 && only) {
    const one = hear(only, program, store)
    if (one === null) return
    sample(stage, store, one)
    lookAtMoments(stage, store, seats, one)
    lookAtLevels(stage, store, one)
    if (one.changed !== unchanged) lookAtCircles(stage, program, one)
    return
  }
  const heard: Heard[] = []
  for (const observation of observations) {
    const one = hear(observation, program, store)
    if (one !== null) heard.push(one)
  }
  for (const one of heard) sample(stage, store, one)
  for (const one of heard) lookAtMoments(stage, store, seats, one)
  for (const one of heard) lookAtLevels(stage, store, one)
  for (const one of heard) lookAtCircles(stage, program, one)
}

function hear(observation: ObservationRecord, program: CompiledProgram, store: FactStore): Heard | null {
  const index = slotIndex(program, observation)
  if (index === undefined) return null
  const speaker = store.speaker(observation)
  store.note(observation, speaker, index.slot)
  return { observation, speaker, index, changed: store.takeChanged() }
}

/** Adds a report to the windows that are on it. */
function sample(stage: Stage, store: FactStore, { observation, speaker, index }: Heard): void {
  for (const { kind, slot, samples } of index.watched) {
    const circle = samples.length === 0 ? null : circleAround(kind, speaker, store)
    if (circle === null) continue
    for (const view of samples) lookAtSample(stage, view, circle, observation, slot)
  }
}

function lookAtMoments(stage: Stage, store: FactStore, seats: Seats, heard: Heard): void {
  const { observation, speaker, index } = heard
  for (const { kind, slot, moments, steps } of index.watched) {
    const circle = moments.length + steps.length === 0 ? null : circleAround(kind, speaker, store)
    if (circle === null) continue
    for (const view of steps) {
      const seat = seatFor(view, circle, observation, seats)
      if (seat !== null) lookAtStep(stage, view, circle, seat, observation, slot)
    }
    for (const view of moments) {
      const seat = seatFor(view, circle, observation, seats)
      if (seat !== null) lookAtMoment(stage, view, circle, seat, observation, slot)
    }
  }
}

function seatFor(view: View, circle: Facts, observation: ObservationRecord, seats: Seats): Seat | null {
  if (view.rule.field === null) return circle
  const key = keyOf(view.rule, observation)
  return key === null ? null : seats.seat(view.rule, key)
}

function lookAtLevels(stage: Stage, store: FactStore, { observation, speaker, index }: Heard): void {
  for (const { kind, levels } of index.watched) {
    const circle = levels.length === 0 ? null : circleAround(kind, speaker, store)
    if (circle === null) continue
    for (const view of levels) lookAtLevel(stage, view, circle, observation.time, observation)
  }
}

/** A device that is new, or moved, may change every level of a circle. */
function lookAtCircles(stage: Stage, program: CompiledProgram, { changed, observation }: Heard): void {
  for (const circle of changed) {
    const model = circle.kind === 'device' ? (circle as DeviceFacts).model : ''
    for (const view of program.levels.get(circleName(circle.kind, model)) ?? none)
      lookAtLevel(stage, view, circle, observation.time, observation)
  }
}
