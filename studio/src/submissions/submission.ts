import type { Schemas } from '../api/client.ts'

/** What somebody filled in. */
export type SubmissionRow = Schemas['Submission']

/** The answers of a submission by field. */
export function answersOf(submission: SubmissionRow): Readonly<Record<string, unknown>> {
  return (submission.values ?? {}) as Readonly<Record<string, unknown>>
}
