import type { SourceStatus } from './source.ts'

/** The running counters behind a source's status; changed in place by the source that owns it. */
export interface Tally {
  state: SourceStatus['state']
  accepted: number
  refused: number
  lastError: SourceStatus['lastError']
}

/** Counters of a source that has not started yet. */
export function createTally(): Tally {
  return { state: 'starting', accepted: 0, refused: 0, lastError: null }
}

/** Keeps the last error with its time; errors without a code of ours are shown under `source.failed`. */
export function note(tally: Tally, error: unknown): void {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  tally.lastError = {
    code: typeof code === 'string' ? code : 'source.failed',
    message: typeof message === 'string' ? message : String(error),
    at: Date.now(),
  }
}

/** Counts a message that was not taken. */
export function countRefusal(tally: Tally, error: unknown): void {
  tally.refused++
  note(tally, error)
}

/** A copy for readers. */
export function statusOf(tally: Tally): SourceStatus {
  return { ...tally }
}
