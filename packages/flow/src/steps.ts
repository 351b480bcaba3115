import type { Text } from '@linli/kernel'
import { type ActionName, actions } from './actions.ts'
import type { Actor, Case } from './case.ts'
import { type Field, fieldsOf, isAllowed, possibleActions } from './legal.ts'

/** A legal next action for somebody, with the fields it takes. */
export interface NextAction {
  readonly action: ActionName
  readonly title: Text
  /** The one that moves the case on; at most one of a list is primary. */
  readonly primary: boolean
  readonly fields: readonly Field[]
}

/** What `actor` may do now: exactly what `advance` will accept from them. The primary action comes first. */
export function steps(state: Case, actor: Actor): readonly NextAction[] {
  const allowed = possibleActions(state).filter((action) => isAllowed(state, actor, action))
  const offered = allowed.map((action) => ({
    action,
    title: actions[action].title,
    primary: state.step !== null && actions[action].completes === state.step,
    fields: fieldsOf(state, action),
  }))
  return offered.sort((a, b) => Number(b.primary) - Number(a.primary))
}
