import { canonical } from '../logic/canonical.ts'
import type { View } from '../program/compiled-rule.ts'
import { type Counted, isCooling, type Memory, type Occurrence } from './episode.ts'
import type { Stage } from './stage.ts'

/** What became of an occurrence: the memory after it, and the revision under which the rule fired (0: it did not). */
export interface Outcome {
  readonly memory: Memory
  readonly revision: number
}

/** The condition of a rule was met: where it is the first half of a sequence, the wait begins; else it counts. */
export function occur(stage: Stage, view: View, key: string, memory: Memory, one: Occurrence): Outcome {
  const { sequence } = view.rule
  if (sequence === null) return count(stage, view, key, memory, one)
  if (sequence.kind === 'notFollowedBy' && memory.awaited !== null) return { memory, revision: 0 }
  const { at, cause } = one
  const due =
    sequence.kind === 'notFollowedBy' && cause
      ? stage.elapsed(cause.source, at, sequence.within)
      : at + sequence.within
  // What must follow may still come at the very end; only then the wait is over.
  const awaited = { ...one, due: sequence.kind === 'followedBy' ? due + 1 : due }
  return { memory: { ...memory, awaited }, revision: 0 }
}

/** Counts an occurrence, and fires where it is the one that makes the rule fire. */
export function count(stage: Stage, view: View, key: string, memory: Memory, one: Occurrence): Outcome {
  const { rule } = view
  let counted: readonly Counted[] = memory.counted
  if (rule.count) {
    const { atLeast, within } = rule.count
    const value = view.distinct ? canonical(view.distinct(stage.frame) ?? null) : ''
    const recent = counted.filter(
      (other) => one.at - other.at <= within && (view.distinct === null || other.value !== value),
    )
    counted = [...recent, { at: one.at, value }].slice(-atLeast)
    if (counted.length < atLeast) return { memory: { ...memory, counted }, revision: 0 }
  }
  if (isCooling(rule, memory, one.at))
    return { memory: counted === memory.counted ? memory : { ...memory, counted }, revision: 0 }
  const revision = stage.fire(view, key, one)
  if (rule.cooldown === 0 && memory.counted.length === 0) return { memory, revision }
  return { memory: { ...memory, cooled: rule.cooldown > 0 ? one.at : -Infinity, counted: [] }, revision }
}
