import type { ObservationRecord } from '../log.ts'
import type { Closure, Frame } from '../logic/closure.ts'
import { truthy } from '../logic/coercion.ts'
import type { Memory } from './episode.ts'
import type { Facts } from './facts.ts'

const noFacts: Facts['latest'] = []

/** Points a frame at what a rule may read: facts, windows, the moment, and the event that is looked at, if there is one. */
export function aim(
  frame: Frame,
  facts: Facts | null,
  now: number,
  observation: ObservationRecord | null,
  memory: Memory | undefined,
): void {
  frame.latest = facts === null ? noFacts : facts.latest
  frame.windows = memory === undefined ? null : memory.windows
  frame.now = now
  frame.event = undefined
  frame.form = undefined
  if (observation === null || observation.kind !== 'event') return
  if (observation.model.includes('/form:')) frame.form = observation.value
  else frame.event = observation.value
}

/** Whether a condition holds; undefined where that is unknown, or where it cannot be computed within its budget. */
export function holds(test: Closure, frame: Frame): boolean | undefined {
  try {
    const value = test(frame)
    return value === undefined ? undefined : value === true || truthy(value)
  } catch {
    return undefined
  }
}
