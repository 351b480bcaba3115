import type { Json } from '@linli/kernel'

/** What somebody filled in. */
export interface SubmissionRow {
  readonly id: string
  readonly installation: string
  readonly form: string
  readonly values: Readonly<Record<string, Json>>
  readonly by: string
  readonly byName?: string | null
  readonly at: string
  readonly incident: string | null
}
