import { type Grade, type Json, readDuration } from '@linli/kernel'
import type { FlowDefinition, Step, Tier } from './definition.ts'

/** The steps in their order. */
export const stepOrder: readonly Step[] = ['verify', 'dispatch', 'sign', 'handle', 'check', 'close']

/** The grades, least to most pressing. */
export const gradeOrder: readonly Grade[] = ['normal', 'major', 'urgent']

/** What proves a step. */
export type Evidence = 'note' | 'photo' | { readonly form: string }

/** One step of a plan: times are ms. */
export interface PlannedStep {
  readonly role: string
  readonly within: Readonly<Record<Grade, number>>
  readonly evidence: readonly Evidence[]
}

/**
 * A flow with its durations worked out. A case keeps the plan it was opened with, so a later release
 * changes new cases only.
 */
export interface Plan {
  readonly steps: { readonly [S in Step]?: PlannedStep }
  readonly dispatchFirst: readonly Grade[]
  readonly raise: readonly Tier[]
}

/** What a step may take where the flow says nothing usable: no step is ever without a deadline. */
const fallback: Readonly<Record<Grade, number>> = { normal: 86_400_000, major: 14_400_000, urgent: 1_800_000 }

/** Works out a flow for one installation's settings. Never fails: a time that cannot be read is a fixed one of its grade. */
export function planOf(definition: FlowDefinition, settings: Readonly<Record<string, Json>> = {}): Plan {
  const steps: { [S in Step]?: PlannedStep } = {}
  for (const step of stepOrder) {
    const declared = definition.steps[step]
    if (!declared) continue
    const ms = (grade: Grade) => {
      const duration = declared.within[grade]
      return (duration === undefined ? null : readDuration(duration, settings)) ?? fallback[grade]
    }
    steps[step] = {
      role: declared.role,
      within: { normal: ms('normal'), major: ms('major'), urgent: ms('urgent') },
      evidence: [...(declared.evidence ?? [])],
    }
  }
  return { steps, dispatchFirst: [...(definition.dispatchFirst ?? [])], raise: [...definition.raise] }
}

/** The first step of the plan after `step`, or the first of all; null when nothing is left. */
export function stepAfter(plan: Plan, step: Step | null): Step | null {
  const from = step === null ? 0 : stepOrder.indexOf(step) + 1
  return stepOrder.slice(from).find((candidate) => plan.steps[candidate]) ?? null
}
