import type { ObservationRecord } from '../log.ts'
import type { Frame } from '../logic/closure.ts'
import { truthy } from '../logic/coercion.ts'
import type { View } from '../program/compiled-rule.ts'
import type { Facts } from './facts.ts'

const noFacts: Facts['latest'] = []

/** Points a frame at what a rule may read: facts, the moment, and the event that is looked at, if there is one. */
export function aim(
  frame: Frame,
  facts: Facts | null,
  now: number,
  observation: ObservationRecord | null,
): void {
  frame.latest = facts === null ? noFacts : facts.latest
  frame.now = now
  frame.event = undefined
  frame.form = undefined
  if (observation === null || observation.kind !== 'event') return
  if (observation.model.includes('/form:')) frame.form = observation.value
  else frame.event = observation.value
}

/** Whether the condition holds; undefined where that is unknown, or where it cannot be computed within its budget. */
export function holds(view: View, frame: Frame): boolean | undefined {
  try {
    const value = view.test(frame)
    return value === undefined ? undefined : value === true || truthy(value)
  } catch {
    return undefined
  }
}
