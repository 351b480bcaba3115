import { type ActionName, actionNames, actions } from './actions.ts'
import type { Actor, Case, Given } from './case.ts'
import type { Step } from './definition.ts'
import { type Refusal, refusal } from './errors.ts'
import type { Evidence } from './plan.ts'
import { coversRole, handlingRoles, rankOfRole, roleOfTier } from './roles.ts'
import { actionName, fieldNames, ownerName, roleName, stepName } from './texts.ts'

/** A field an action takes. */
export type Field =
  | { readonly field: 'note' | 'photo'; readonly required: boolean }
  | { readonly field: 'grade'; readonly required: false }
  /** `role`: who is meant to get it; others that handle incidents may be chosen too. */
  | { readonly field: 'assignee'; readonly required: true; readonly role: string }
  | { readonly field: 'form'; readonly required: true; readonly form: string }

/** The actions the state allows, whoever asks. */
export function possibleActions(state: Case): readonly ActionName[] {
  const { step } = state
  return step === null
    ? []
    : actionNames.filter((name) => actions[name].at.includes(step) && fits(state, step, name))
}

function fits(state: Case, step: Step, action: ActionName): boolean {
  switch (action) {
    case 'accept':
    case 'false-alarm':
      return !state.verified
    case 'return':
      return state.plan.steps.dispatch !== undefined
    case 'rework':
      return state.plan.steps.handle !== undefined
    default:
      return actions[action].at.includes(step)
  }
}

/** What `action` takes in this state, required fields first. */
export function fieldsOf(state: Case, action: ActionName): readonly Field[] {
  const spec = actions[action]
  const evidence = spec.completes ? (state.plan.steps[spec.completes]?.evidence ?? []) : []
  const wantsNote = spec.needs.includes('note') || evidence.includes('note')
  return [
    ...(spec.needs.includes('assignee') ? [assigneeField(state)] : []),
    ...evidence.filter((item) => item !== 'note').map(evidenceField),
    { field: 'note', required: wantsNote },
    ...(action === 'accept' ? [{ field: 'grade', required: false } as const] : []),
    ...(action === 'handle' && !evidence.includes('photo')
      ? [{ field: 'photo', required: false } as const]
      : []),
  ]
}

function assigneeField(state: Case): Field {
  const { sign, handle, dispatch } = state.plan.steps
  const role = (sign ?? handle ?? dispatch)?.role ?? state.owner.role
  return { field: 'assignee', required: true, role }
}

function evidenceField(item: Exclude<Evidence, 'note'>): Field {
  return item === 'photo'
    ? { field: 'photo', required: true }
    : { field: 'form', required: true, form: item.form }
}

/** Whether `actor` may do `action` here, by role, by being the assignee, or by standing higher. */
export function isAllowed(state: Case, actor: Actor, action: ActionName): boolean {
  const { plan, owner } = state
  switch (actions[action].whose) {
    case 'anybody':
      return actor.roles.some((role) => role === 'admin' || handlingRoles.includes(role))
    case 'verifier':
      return coversRole(actor.roles, plan.steps.verify?.role ?? owner.role)
    case 'dispatcher':
      return coversRole(actor.roles, plan.steps.dispatch?.role ?? roleOfTier['grid-leader'])
    case 'step':
      return maySettle(state, actor)
  }
}

function maySettle(state: Case, actor: Actor): boolean {
  const { step, owner, assignee } = state
  if (step === null) return false
  const planned = state.plan.steps[step]?.role ?? owner.role
  if (!assignee || (step !== 'sign' && step !== 'handle'))
    return coversRole(actor.roles, planned) || coversRole(actor.roles, owner.role)
  if (assignee.person === null) return coversRole(actor.roles, assignee.role)
  return assignee.person === actor.id || outranks(actor.roles, assignee.role)
}

function outranks(held: readonly string[], role: string): boolean {
  return held.some((candidate) => candidate === 'admin' || rankOfRole(candidate) > rankOfRole(role))
}

/** Why `actor` cannot do `action` now with what is given, or null. */
export function whyNot(state: Case, actor: Actor, action: ActionName, given: Given): Refusal | null {
  const named = { case: state.id, action: actionName(action) }
  const possible = possibleActions(state)
  if (state.step === null) return refusal('flow.ended', named)
  if (!possible.includes(action))
    return refusal('flow.not-now', {
      ...named,
      step: stepName(state.step),
      possible: joined(possible.map(actionName)),
    })
  if (!isAllowed(state, actor, action))
    return refusal('flow.not-yours', { ...named, owner: ownerName(state.owner) })
  const missing = fieldsOf(state, action).filter((field) => field.required && !isGiven(field, given))
  if (missing.length > 0) return refusal('flow.needs', { ...named, fields: joined(missing.map(fieldName)) })
  return given.assignee && !handlingRoles.includes(given.assignee.role)
    ? refusal('flow.assignee-role', {
        case: state.id,
        role: roleName(given.assignee.role),
        known: joined(handlingRoles.map(roleName)),
      })
    : null
}

function isGiven(field: Field, given: Given): boolean {
  switch (field.field) {
    case 'note':
      return (given.note ?? '').trim() !== ''
    case 'photo':
      return (given.photos ?? []).length > 0
    case 'grade':
      return given.grade !== undefined
    case 'assignee':
      return given.assignee !== undefined
    case 'form':
      return (given.forms ?? []).includes(field.form)
  }
}

function fieldName(field: Field) {
  const { zh, en } = fieldNames[field.field]
  return field.field === 'form'
    ? { id: `form:${field.form}`, zh: `${zh}“${field.form}”`, en: `${en} "${field.form}"` }
    : { id: field.field, zh, en }
}

function joined(names: readonly { readonly id: string; readonly zh: string; readonly en: string }[]) {
  return {
    id: names.map((name) => name.id).join(','),
    zh: names.map((name) => name.zh).join('、'),
    en: names.map((name) => name.en).join(', '),
  }
}
