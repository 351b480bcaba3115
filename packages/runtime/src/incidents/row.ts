import type { Case } from '@linli/flow'
import type { Selectable } from 'kysely'
import type { Incidents } from '../store/tables/handling.ts'

/** An incident as it stands in the store. */
export type IncidentRow = Selectable<Incidents>

/** The flow's state of an incident. */
export function caseOf(row: Pick<IncidentRow, 'caseState'>): Case {
  return row.caseState as Case
}

/** The columns that mirror a case, so that lists can filter and sort by them. */
export function columnsOf(state: Case) {
  const { owner, tier, grade, deadline, version, ended, outcome } = state
  return {
    state: state.step ?? 'closed',
    owner: owner.person,
    ownerRole: owner.role,
    tier,
    grade,
    deadline,
    version,
    closedAt: ended,
    outcome,
  }
}
