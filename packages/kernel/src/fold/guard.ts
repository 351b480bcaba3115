import type { ObservationRecord } from '../log.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import type { Episode, Seat } from './episode.ts'
import type { Facts } from './facts.ts'
import { judgeLevel, judgeMoment, judgeSample, judgeStep, judgeTimer, judgeWait } from './judge.ts'
import { rebuild } from './rebuild.ts'
import type { Stage } from './stage.ts'

// Rules are looked at one by one. One that fails is suspended where it failed, and the others go on: whatever it was.

/** See `judgeLevel`. */
export function lookAtLevel(
  stage: Stage,
  view: View,
  facts: Facts,
  at: number,
  cause: ObservationRecord | null,
): void {
  if (stage.suspended.size > 0 && stage.suspended.has(view.rule)) return
  try {
    judgeLevel(stage, view, facts, at, cause)
  } catch (error) {
    stage.fail(view, at, error)
  }
}

/** See `judgeSample`. */
export function lookAtSample(
  stage: Stage,
  view: View,
  seat: Seat,
  observation: ObservationRecord,
  slot: number,
): void {
  guarded(stage, view, observation.time, () => judgeSample(stage, view, seat, observation, slot))
}

/** See `judgeMoment`. */
export function lookAtMoment(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  observation: ObservationRecord,
  slot: number,
): void {
  const shown = facts.latest[slot]
  guarded(stage, view, observation.time, () => judgeMoment(stage, view, facts, seat, observation, slot))
  facts.latest[slot] = shown
}

/** See `judgeStep`. */
export function lookAtStep(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  observation: ObservationRecord,
  slot: number,
): void {
  const shown = facts.latest[slot]
  guarded(stage, view, observation.time, () => judgeStep(stage, view, facts, seat, observation, slot))
  facts.latest[slot] = shown
}

/** See `judgeTimer`. */
export function lookAtTimer(stage: Stage, view: View, facts: Facts, seat: Seat, at: number): void {
  guarded(stage, view, at, () => judgeTimer(stage, view, facts, seat, at))
}

/** See `judgeWait`. */
export function lookAtWait(stage: Stage, view: View, facts: Facts, seat: Seat, at: number): void {
  guarded(stage, view, at, () => judgeWait(stage, view, facts, seat, at))
}

/** See `rebuild`. */
export function lookAtChange(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  old: CompiledRule | undefined,
  before: Episode | undefined,
  at: number,
): void {
  guarded(stage, view, at, () => rebuild(stage, view, facts, seat, old, before, at))
}

function guarded(stage: Stage, view: View, at: number, look: () => void): void {
  if (stage.suspended.has(view.rule)) return
  try {
    look()
  } catch (error) {
    stage.fail(view, at, error)
  }
}
