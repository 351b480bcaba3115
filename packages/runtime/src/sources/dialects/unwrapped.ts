import type { CodecMessage } from '@linli/sdk'
import type { Arrival } from '../../journal/journal.ts'
import type { Refusal } from './refusal.ts'

/** One device message out of an envelope. `identity` and `deviceTime` (ms) are null where the protocol has none. */
export interface Unwrapped {
  readonly address: string
  readonly identity: string | null
  readonly deviceTime: number | null
  readonly message: CodecMessage
}

/** What the journal holds of a message. */
export type StampedArrival = Arrival & { readonly stamp: number }

/** An empty list: understood, and nothing in it is for a device (a gateway's own log, the echo of a command). */
export type Unwrapping = readonly Unwrapped[] | Refusal

/** An ISO 8601 text with a date as ms since 1970; null for anything else. */
export function isoTime(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}
