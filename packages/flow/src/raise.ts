import type { Case } from './case.ts'
import type { Tier } from './definition.ts'
import { handOver, type Move, record, within } from './move.ts'
import { rankOfRole, roleOfTier, tiers } from './roles.ts'

/**
 * Runs every raise (提级) that fell due by `at`. Each new deadline counts from the one that was missed, so an
 * outage only delays what happens: the case ends up where it would have been.
 */
export function climb(move: Move, at: number, inclusive: boolean): Move {
  let current = move
  for (
    let due = current.state.due;
    due !== null && (due < at || (inclusive && due === at));
    due = current.state.due
  )
    current = climbOnce(current, due, at)
  return current
}

function climbOnce(move: Move, due: number, at: number): Move {
  const { state } = move
  if (state.step === null) return move
  const tier = nextTier(state)
  if (!tier)
    return record({ ...move, state: { ...state, overdue: true, due: null } }, 'overdue', at, null, state.step)
  const raised: Move = { ...move, state: { ...state, raised: [...state.raised, tier] } }
  const owner = { role: roleOfTier[tier], person: null }
  return record(
    handOver(raised, owner, at, null, due + within(state, state.step), 'raised'),
    'raised',
    at,
    null,
    state.step,
  )
}

/** The next tier of the plan above where the case stands; each tier is reached by a raise at most once. */
function nextTier(state: Case): Tier | undefined {
  const reached = state.raised.at(-1)
  const rank = Math.max(rankOfRole(state.owner.role), reached ? tiers.indexOf(reached) : 0)
  return state.plan.raise.find((tier) => tiers.indexOf(tier) > rank)
}
