import { describeError, errors, RuntimeError } from '../errors.ts'
import { createKnocks, type Knocks } from './knocks.ts'
import type { SourceStatus } from './source.ts'

/** The running counters behind a source's status; changed in place by the source that owns it. */
export interface Tally {
  state: SourceStatus['state']
  accepted: number
  refused: number
  lastError: SourceStatus['lastError']
  readonly knocks: Knocks
}

/** Counters of a source that has not started yet. */
export function createTally(): Tally {
  return { state: 'starting', accepted: 0, refused: 0, lastError: null, knocks: createKnocks() }
}

/** Keeps the last error with its time; errors without a code of ours are shown under `source.failed`. */
export function note(tally: Tally, error: unknown): void {
  tally.lastError = { ...shown(error), at: Date.now() }
}

/** Counts a message that was not taken; it is kept elsewhere, or its sender has it still. */
export function countRefusal(tally: Tally, error: unknown): void {
  tally.refused++
  note(tally, error)
}

/** Counts what was turned away at the door, and remembers who it was. */
export function turnAway(tally: Tally, address: string, error: RuntimeError): void {
  countRefusal(tally, error)
  tally.knocks.note(address, error, Date.now())
}

/** How a source stands: its own counters first, then those of the doors it shares with others of its kind. */
export function statusOf(own: Tally, ...shared: readonly Tally[]): SourceStatus {
  const all = [own, ...shared]
  const errors = all.flatMap(({ lastError }) => lastError ?? [])
  return {
    state: own.state,
    accepted: own.accepted,
    refused: all.reduce((sum, { refused }) => sum + refused, 0),
    lastError: errors.toSorted((a, b) => b.at - a.at)[0] ?? null,
    knocks: all.flatMap(({ knocks }) => knocks.list()).toSorted((a, b) => b.last - a.last),
  }
}

function shown(error: unknown): Pick<NonNullable<SourceStatus['lastError']>, 'code' | 'message'> {
  if (error instanceof RuntimeError) return { code: error.code, message: error.text }
  const { code, message = String(error) } = error as { readonly code?: unknown; readonly message?: string }
  // A coded error that lost its class on the way from another thread.
  if (typeof code === 'string' && Object.hasOwn(errors, code))
    return { code, message: { zh: message, en: message } }
  return { code: 'source.failed', message: describeError('source.failed', { reason: message }) }
}
