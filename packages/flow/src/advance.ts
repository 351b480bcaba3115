import type { Grade } from '@linli/kernel'
import type { Case, CaseEvent, Given, Input, Owner, TaskChange } from './case.ts'
import type { Refusal } from './errors.ts'
import { whyNot } from './legal.ts'
import { end, enter, handOver, type Move, moveDeadline, record, within } from './move.ts'
import { type Plan, stepAfter } from './plan.ts'
import { climb } from './raise.ts'

/** What an input led to: the new state with the lines and task changes to store, or why it is refused. */
export type Result =
  | {
      readonly ok: true
      readonly case: Case
      readonly events: readonly CaseEvent[]
      readonly tasks: readonly TaskChange[]
    }
  | { readonly ok: false; readonly refusal: Refusal }

/** What a case is opened with. `verified`: it was reported by somebody entitled to verify, so that step is done. */
export interface Opening {
  readonly id: string
  readonly at: number
  readonly plan: Plan
  readonly grade: Grade
  readonly by?: string
  readonly verified?: boolean
  /** What the reporter said and showed. */
  readonly given?: Given
  /** The ended case of the same id that this one takes up again: its tasks and versions count on. */
  readonly after?: Case
}

/** Opens a case at its first step, which has an owner and a deadline at once. */
export function openCase(opening: Opening): Extract<Result, { ok: true }> {
  const { id, at, plan, grade, after } = opening
  const skipsVerify = opening.verified || (plan.dispatchFirst.includes(grade) && plan.steps.dispatch)
  const first = stepAfter(plan, skipsVerify ? 'verify' : null)
  const blank: Case = {
    id,
    plan,
    grade,
    step: first,
    owner: { role: 'community-worker', person: null },
    tier: 'grid-worker',
    verified: opening.verified === true || !plan.steps.verify,
    touched: false,
    assignee: null,
    deadline: null,
    due: null,
    raised: [],
    overdue: false,
    task: null,
    tasks: after?.tasks ?? 0,
    outcome: null,
    opened: at,
    updated: at,
    ended: null,
    version: after?.version ?? 0,
  }
  const start: Move = { state: blank, events: [], tasks: [] }
  const opened = first ? enter(start, first, at, null, 'done') : end(start, 'resolved', at, null)
  return done(blank, record(opened, 'opened', at, opening.by ?? null, null, opening.given), at)
}

/**
 * The handling of a case as a pure function. Raises that fell due before the input run first, so a verdict never
 * depends on when the clock was looked at. An input that changes nothing returns the same case and no events.
 */
export function advance(state: Case, input: Input): Result {
  const at = Math.max(input.at, state.updated)
  const start: Move = { state, events: [], tasks: [] }
  if (input.type === 'act') return act(start, input, at)
  const raised = climb(start, at, input.type === 'due')
  return done(state, input.type === 'due' ? raised : correct(raised, input, at), at)
}

type Act = Extract<Input, { type: 'act' }>
type Correction = Exclude<Input, { type: 'act' | 'due' }>

function act(start: Move, input: Act, at: number): Result {
  const before = climb(start, at, false)
  const refused = whyNot(before.state, input.by, input.action, input)
  if (refused) return { ok: false, refusal: refused }
  const touched: Move = { ...before, state: { ...before.state, touched: true } }
  return done(start.state, perform(touched, input, at), at)
}

/** What the rule that raised the alert says later. */
function correct(move: Move, input: Correction, at: number): Move {
  const { state } = move
  if (state.step === null) return move
  switch (input.type) {
    case 'withdrawn':
      return record(
        state.touched ? move : end(move, 'withdrawn', at, null),
        'withdrawn',
        at,
        null,
        state.step,
        { note: input.reason },
      )
    case 'replaced':
      return record(move, 'replaced', at, null, state.step, { note: input.reason })
    case 'amended':
      if (state.grade === input.grade) return move
      return record(state.touched ? move : regrade(move, input.grade), 'amended', at, null, state.step)
  }
}

function perform(move: Move, input: Act, at: number): Move {
  const { state } = move
  const { step } = state
  const by = input.by.id
  if (step === null) return move
  const note = (next: Move, type: CaseEvent['type']) => record(next, type, at, by, step, input)
  const forward = (next: Move) => onward(next, at, by)
  switch (input.action) {
    case 'accept':
      return note(accept(move, input.grade, at, by), 'accepted')
    case 'false-alarm':
      return note(end(move, 'false-alarm', at, by), 'false-alarm')
    case 'dispatch':
      return note(forward(assign(move, input.assignee)), 'dispatched')
    case 'sign':
      return note(forward(assign(move, signer(state, by))), 'signed')
    case 'handle':
      return note(forward(move), 'handled')
    case 'pass':
      return note(forward(move), 'passed')
    case 'close':
      return note(forward(move), 'closed')
    case 'return':
      return note(enter(assign(move, null), 'dispatch', at, by, 'returned'), 'returned')
    case 'rework':
      return note(enter(move, 'handle', at, by, 'returned'), 'reworked')
    case 'reassign':
      return note(reassign(move, input.assignee ?? state.owner, at, by), 'reassigned')
    case 'note':
      return note(move, 'noted')
  }
}

/** The next step of the plan, or the end. Whatever was dispatched unverified is proven by being done. */
function onward(move: Move, at: number, by: string): Move {
  const next = stepAfter(move.state.plan, move.state.step)
  if (next) return enter(move, next, at, by, 'done')
  return end({ ...move, state: { ...move.state, verified: true } }, 'resolved', at, by)
}

function accept(move: Move, grade: Grade | undefined, at: number, by: string): Move {
  const waiting = move.state.step
  const accepted = { ...move, state: { ...move.state, verified: true } }
  if (waiting !== 'verify') return grade ? regrade(accepted, grade) : accepted
  return onward({ ...accepted, state: { ...accepted.state, grade: grade ?? accepted.state.grade } }, at, by)
}

/** A new grade counts from when the waiting task was opened. */
function regrade(move: Move, grade: Grade): Move {
  const state = { ...move.state, grade }
  const { task, step } = state
  return task && step
    ? moveDeadline({ ...move, state }, task.opened + within(state, step))
    : { ...move, state }
}

function assign(move: Move, assignee: Owner | null | undefined): Move {
  return { ...move, state: { ...move.state, assignee: assignee ?? null } }
}

function reassign(move: Move, owner: Owner, at: number, by: string): Move {
  const { state } = assign(move, owner)
  const time = state.step ? within(state, state.step) : 0
  return handOver({ ...move, state: { ...state, overdue: false } }, owner, at, by, at + time, 'reassigned')
}

/** Who signs is who handles it: the dispatched person, one of the dispatched role, or whoever steps in. */
function signer(state: Case, by: string): Owner {
  return { role: state.assignee?.role ?? state.plan.steps.sign?.role ?? state.owner.role, person: by }
}

function done(before: Case, move: Move, at: number): Extract<Result, { ok: true }> {
  const changed = move.events.length > 0 || move.tasks.length > 0
  const state = changed ? { ...move.state, updated: at, version: before.version + 1 } : before
  return { ok: true, case: state, events: move.events, tasks: move.tasks }
}
