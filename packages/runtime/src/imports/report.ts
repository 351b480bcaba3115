import type { Text } from '@linli/kernel'
import { describeError, type ErrorCode, type ErrorParams, runtimeError } from '../errors.ts'

/** Why one row of an import cannot be taken. */
export interface RowProblem {
  readonly row: number
  readonly column: string | null
  readonly code: ErrorCode
  readonly message: Text
}

/** What an import did, or would do. */
export interface ImportReport {
  readonly rows: number
  readonly created: number
  /** Rows that say what is there already. */
  readonly unchanged: number
  readonly problems: readonly RowProblem[]
}

/** A problem of a row, with the sentence of its code in both languages. */
export function rowProblem<Code extends ErrorCode>(
  row: number,
  column: string | null,
  code: Code,
  params: ErrorParams<Code>,
): RowProblem {
  return { row, column, code, message: describeError(code, params) }
}

/** Refuses the whole import where a row has a problem: nothing is done by halves. */
export function refuseProblems(problems: readonly RowProblem[]): void {
  const [first] = problems
  if (first === undefined) return
  throw runtimeError('import.refused', { count: problems.length, row: first.row, code: first.code })
}
