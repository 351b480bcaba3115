import type { Case, CaseEvent, Given, Outcome, Owner, Task, TaskChange } from './case.ts'
import type { Step, Tier } from './definition.ts'
import { coversRole, rankOfRole, roleOfTier, tiers } from './roles.ts'

/** A case on its way through one input: the state so far and what it led to. */
export interface Move {
  readonly state: Case
  readonly events: readonly CaseEvent[]
  readonly tasks: readonly TaskChange[]
}

type TaskOutcome = Extract<TaskChange, { op: 'close' }>['outcome']

/** Writes a line of the timeline with the owner as it now is. `step` is the step that was waiting. */
export function record(
  move: Move,
  type: CaseEvent['type'],
  at: number,
  by: string | null,
  step: Step | null,
  given: Given = {},
): Move {
  const { owner, tier, grade } = move.state
  const note = given.note?.trim() || null
  const event = {
    at,
    type,
    by,
    step,
    note,
    photos: given.photos ?? [],
    forms: given.forms ?? [],
    owner,
    tier,
    grade,
  }
  return { ...move, events: [...move.events, event] }
}

/** Moves on to `step`: the old task closes, a new one opens for its owner with a fresh deadline. */
export function enter(move: Move, step: Step, at: number, by: string | null, outcome: TaskOutcome): Move {
  const state: Case = { ...move.state, step, overdue: false }
  return openTask(
    closeTask({ ...move, state }, at, by, outcome),
    ownerFor(state, step),
    at,
    at + within(state, step),
  )
}

/** Ends the case: its task closes, nothing is due any more. */
export function end(move: Move, outcome: Outcome, at: number, by: string | null): Move {
  const closed = closeTask(move, at, by, outcome === 'resolved' ? 'done' : 'dropped')
  return {
    ...closed,
    state: { ...closed.state, step: null, outcome, deadline: null, due: null, ended: at, overdue: false },
  }
}

/** Hands the waiting step to another owner with a given deadline. */
export function handOver(
  move: Move,
  owner: Owner,
  at: number,
  by: string | null,
  deadline: number,
  outcome: TaskOutcome,
): Move {
  return openTask(closeTask(move, at, by, outcome), owner, at, deadline)
}

/** Sets the deadline of the waiting step and of its task. */
export function moveDeadline(move: Move, deadline: number): Move {
  const { task } = move.state
  if (!task) return move
  const moved: Task = { ...task, deadline }
  const state: Case = { ...move.state, task: moved, deadline, due: move.state.overdue ? null : deadline }
  return { ...move, state, tasks: [...move.tasks, { op: 'update', task: moved }] }
}

/** How long `step` may take at the case's grade, ms. */
export function within(state: Case, step: Step): number {
  return state.plan.steps[step]?.within[state.grade] ?? 0
}

/** Who owns `step`: the assignee what a person does, otherwise the planned role, or the tier the case was raised to if that is higher. */
function ownerFor(state: Case, step: Step): Owner {
  if (state.assignee && (step === 'sign' || step === 'handle')) return state.assignee
  const planned = state.plan.steps[step]?.role ?? state.owner.role
  const raised = state.raised.at(-1)
  const role = raised && !coversRole([planned], roleOfTier[raised]) ? roleOfTier[raised] : planned
  return { role, person: null }
}

/** The tier of an owner; never below the one the case already reached. */
function tierFor(state: Case, owner: Owner): Tier {
  const raised = state.raised.at(-1)
  const rank = Math.max(rankOfRole(owner.role), raised ? tiers.indexOf(raised) : 0)
  return tiers[rank] ?? 'grid-worker'
}

function openTask(move: Move, owner: Owner, at: number, deadline: number): Move {
  const { state } = move
  if (state.step === null) return move
  const task: Task = { id: `${state.id}/${state.tasks + 1}`, step: state.step, owner, opened: at, deadline }
  return {
    ...move,
    state: {
      ...state,
      owner,
      tier: tierFor(state, owner),
      task,
      tasks: state.tasks + 1,
      deadline,
      due: deadline,
    },
    tasks: [...move.tasks, { op: 'open', task }],
  }
}

function closeTask(move: Move, at: number, by: string | null, outcome: TaskOutcome): Move {
  const { task } = move.state
  if (!task) return move
  const closed: TaskChange = { op: 'close', id: task.id, at, by, outcome }
  return { ...move, state: { ...move.state, task: null }, tasks: [...move.tasks, closed] }
}
