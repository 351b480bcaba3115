import { type Grade, type Json, readDuration } from '@linli/kernel'
import type { FlowDefinition, Step, Tier } from './definition.ts'
import { type Refusal, refusal } from './errors.ts'
import { gradeOrder, stepOrder } from './plan.ts'
import { handlingRoles, rankOfRole, tiers } from './roles.ts'
import { roleName } from './texts.ts'

/** What a flow may refer to. Left out, references are not checked. */
export interface FlowContext {
  readonly forms?: readonly string[]
  /** Settings with their defaults. */
  readonly settings?: Readonly<Record<string, Json>>
}

/** Everything wrong with a flow; none means that every reachable state has an owner, a deadline, a raise and a way out. */
export function checkFlow(name: string, flow: FlowDefinition, context: FlowContext = {}): readonly Refusal[] {
  const declared = Object.keys(flow.steps)
  if (declared.length === 0) return [refusal('flow.empty', { flow: name })]
  return [
    ...declared.flatMap((step) => checkName(name, step)),
    ...(flow.steps.handle ? [] : [refusal('flow.no-handling', { flow: name })]),
    ...checkRaise(name, flow.raise),
    ...checkDispatchFirst(name, flow),
    ...stepOrder.flatMap((step) => checkStep(name, flow, step, context)),
  ]
}

function checkName(flow: string, step: string): readonly Refusal[] {
  return (stepOrder as readonly string[]).includes(step) ? [] : [refusal('flow.unknown-step', { flow, step })]
}

function checkRaise(flow: string, raise: readonly Tier[]): readonly Refusal[] {
  const ranks = raise.map((tier) => tiers.indexOf(tier))
  const climbs = ranks.every((rank, index) => rank > (ranks[index - 1] ?? -1))
  return climbs ? [] : [refusal('flow.raise-order', { flow, raise: raise.join(', ') })]
}

function checkDispatchFirst(flow: string, { steps, dispatchFirst = [] }: FlowDefinition): readonly Refusal[] {
  return dispatchFirst.flatMap((grade) => {
    if (!gradeOrder.includes(grade)) return [refusal('flow.unknown-grade', { flow, grade })]
    return steps.dispatch ? [] : [refusal('flow.dispatch-first', { flow, grade })]
  })
}

function checkStep(
  flow: string,
  definition: FlowDefinition,
  step: Step,
  context: FlowContext,
): readonly Refusal[] {
  const declared = definition.steps[step]
  if (!declared) return []
  const { role } = declared
  const unknownRole = !handlingRoles.includes(role)
  const climbs = definition.raise.some((tier) => tiers.indexOf(tier) > rankOfRole(role))
  return [
    ...(unknownRole ? [refusal('flow.unknown-role', { flow, step, role, known: known() })] : []),
    ...(climbs || unknownRole ? [] : [refusal('flow.no-raise', { flow, step, role: roleName(role) })]),
    ...gradeOrder.flatMap((grade) => checkDeadline(flow, definition, step, grade, context)),
    ...checkForms(flow, step, declared.evidence ?? [], context),
  ]
}

function checkDeadline(
  flow: string,
  definition: FlowDefinition,
  step: Step,
  grade: Grade,
  { settings }: FlowContext,
): readonly Refusal[] {
  const within = definition.steps[step]?.within[grade]
  if (within === undefined) return [refusal('flow.no-deadline', { flow, step, grade })]
  const unresolved = typeof within === 'object' && settings === undefined
  if (unresolved || readDuration(within, settings ?? {}) !== null) return []
  const shown = typeof within === 'string' ? within : `${within.setting} (${within.unit})`
  return [refusal('flow.bad-deadline', { flow, step, grade, within: shown })]
}

function checkForms(
  flow: string,
  step: Step,
  evidence: readonly unknown[],
  { forms }: FlowContext,
): readonly Refusal[] {
  if (!forms) return []
  return evidence.flatMap((item) => {
    const form = typeof item === 'object' && item !== null && 'form' in item ? String(item.form) : null
    return form === null || forms.includes(form) ? [] : [refusal('flow.unknown-form', { flow, step, form })]
  })
}

function known() {
  return handlingRoles.join(', ')
}
