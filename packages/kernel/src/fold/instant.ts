import type { ObservationRecord } from '../log.ts'
import { type CompiledProgram, type SlotIndex, slotIndex, takesPart } from '../program/compiled-program.ts'
import { sharedView } from '../program/compiled-rule.ts'
import { circleAround, circleKinds } from './circle.ts'
import type { DeviceFacts, FactStore, Facts } from './facts.ts'
import { judgeLevel, judgeMoment } from './judge.ts'
import { keyOf } from './key.ts'
import type { Stage } from './stage.ts'

interface Heard {
  readonly observation: ObservationRecord
  readonly speaker: DeviceFacts
  readonly index: SlotIndex
}

/**
 * Folds everything said at one event time, in order: first all of it is noted, then each moment is looked at,
 * then each level once everything is known.
 */
export function foldInstant(
  stage: Stage,
  program: CompiledProgram,
  store: FactStore,
  observations: readonly ObservationRecord[],
): void {
  const heard: Heard[] = []
  let moved: Set<Facts> | null = null
  const hear = (place: Facts) => {
    moved = (moved ?? new Set()).add(place)
  }
  for (const observation of observations) {
    const index = takesPart(program, observation) ? slotIndex(program, observation) : undefined
    if (index === undefined) continue
    const speaker = store.speaker(observation, hear)
    store.note(observation, speaker, index.slot)
    heard.push({ observation, speaker, index })
  }
  for (const one of heard) lookAtMoments(stage, store, one)
  for (const one of heard) lookAtLevels(stage, store, one)
  const last = heard.at(-1)
  if (moved !== null && last) lookAtPlaces(stage, program, moved, last.observation)
}

function lookAtMoments(stage: Stage, store: FactStore, { observation, speaker, index }: Heard): void {
  for (const kind of circleKinds) {
    const { moments } = index[kind]
    const circle = moments.length === 0 ? null : circleAround(kind, speaker, store)
    if (circle === null) continue
    const slot = kind === 'device' ? index.slot.own : index.slot.shared
    for (const view of moments) {
      const key = keyOf(view.rule, observation)
      if (key !== null) judgeMoment(stage, view, circle, key, observation, slot)
    }
  }
}

function lookAtLevels(stage: Stage, store: FactStore, { observation, speaker, index }: Heard): void {
  for (const kind of circleKinds) {
    const { levels } = index[kind]
    const circle = levels.length === 0 ? null : circleAround(kind, speaker, store)
    if (circle === null) continue
    for (const view of levels) judgeLevel(stage, view, circle, circle.key, observation.time, observation)
  }
}

/** A device that moved changes what its old and its new place have to say. */
function lookAtPlaces(
  stage: Stage,
  program: CompiledProgram,
  places: Iterable<Facts>,
  cause: ObservationRecord,
): void {
  for (const place of places)
    for (const rule of program.rules.values()) {
      const view = rule.circle === 'place' && rule.kind === 'level' ? rule.views.get(sharedView) : undefined
      if (view) judgeLevel(stage, view, place, place.key, cause.time, cause)
    }
}
