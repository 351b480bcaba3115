import type { Grade } from '@linli/kernel'
import type { ActionName } from './actions.ts'
import type { Step, Tier } from './definition.ts'
import type { Plan } from './plan.ts'

/** Who answers for a case now: a role, or one person in it. */
export interface Owner {
  readonly role: string
  readonly person: string | null
}

/** How a case ended: 结案, 误报, 自动撤销. */
export type Outcome = 'resolved' | 'false-alarm' | 'withdrawn'

/** 工单: what one person, or anyone of a role, has to do by when. A case has exactly one while it is open. */
export interface Task {
  /** `<case>/<n>`, n from 1. */
  readonly id: string
  readonly step: Step
  readonly owner: Owner
  readonly opened: number
  readonly deadline: number
}

/** One handling, from the alert or report to its end. Plain data: store it as it is. Times are ms since 1970. */
export interface Case {
  readonly id: string
  readonly plan: Plan
  readonly grade: Grade
  /** The step that is waiting; null once the case has ended. */
  readonly step: Step | null
  /** 立案: somebody, or the flow itself, took it for real. */
  readonly verified: boolean
  /** Somebody has acted on it: a withdrawn alert then stays open. */
  readonly touched: boolean
  readonly owner: Owner
  readonly tier: Tier
  /** Who was dispatched, or signed for it; signs and handles. */
  readonly assignee: Owner | null
  /** By when the waiting step has to be done; stays in the past when nobody is left to raise to. Null once ended. */
  readonly deadline: number | null
  /** When a `due` input next changes something; null when nothing is left to raise. */
  readonly due: number | null
  /** The tiers it was raised to, in order, each once. */
  readonly raised: readonly Tier[]
  /** The deadline of the highest tier has passed. */
  readonly overdue: boolean
  readonly task: Task | null
  /** Tasks opened so far. */
  readonly tasks: number
  readonly outcome: Outcome | null
  readonly opened: number
  /** Time of the last input that changed it. */
  readonly updated: number
  readonly ended: number | null
  /** Grows by one with every input that changed it. */
  readonly version: number
}

/** Somebody who acts: the roles are those held at the case's place. */
export interface Actor {
  readonly id: string
  readonly roles: readonly string[]
}

/** What somebody hands in with an action. */
export interface Given {
  readonly note?: string
  readonly assignee?: Owner
  readonly grade?: Grade
  /** Content hashes of photos. */
  readonly photos?: readonly string[]
  /** Names of the forms that were answered with it. */
  readonly forms?: readonly string[]
}

/** Everything that can happen to a case. `at` is the only clock there is. */
export type Input =
  | ({ readonly type: 'act'; readonly at: number; readonly by: Actor; readonly action: ActionName } & Given)
  | { readonly type: 'due'; readonly at: number }
  | { readonly type: 'withdrawn'; readonly at: number; readonly reason: string }
  | { readonly type: 'amended'; readonly at: number; readonly grade: Grade }
  | { readonly type: 'replaced'; readonly at: number; readonly reason: string }

/** One line of the timeline. `by` is null where the platform acted. */
export interface CaseEvent {
  readonly at: number
  readonly type:
    | 'opened'
    | 'accepted'
    | 'false-alarm'
    | 'dispatched'
    | 'signed'
    | 'returned'
    | 'reassigned'
    | 'handled'
    | 'passed'
    | 'reworked'
    | 'closed'
    | 'noted'
    | 'raised'
    | 'overdue'
    | 'withdrawn'
    | 'amended'
    | 'replaced'
  readonly by: string | null
  /** The step that was waiting. */
  readonly step: Step | null
  readonly note: string | null
  readonly photos: readonly string[]
  readonly forms: readonly string[]
  /** Who answers for it from here on. */
  readonly owner: Owner
  readonly tier: Tier
  readonly grade: Grade
}

/** What became of a task. */
export type TaskChange =
  | { readonly op: 'open'; readonly task: Task }
  | { readonly op: 'update'; readonly task: Task }
  | {
      readonly op: 'close'
      readonly id: string
      readonly at: number
      readonly by: string | null
      readonly outcome: 'done' | 'returned' | 'reassigned' | 'raised' | 'dropped'
    }
