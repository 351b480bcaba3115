import type { Arrival, Receipt } from '../journal/journal.ts'
import type { Knock } from './knocks.ts'

/** What a source is given. `accept` resolves once the message is on disk: acknowledge the device after it, never before. */
export interface Ingest {
  accept(arrival: Arrival): Promise<Receipt>
  /** Resolves when the pipeline has committed everything up to `position` (its effects are stored), or when `signal` aborts. */
  settled(position: number, signal: AbortSignal): Promise<boolean>
  /** The source lost or regained its connection: journalled, since it decides what counts as late. */
  connected(community: string, source: string, up: boolean): Promise<void>
}

/** A command on its way out. `sent` is already recorded when a source gets it. */
export interface OutgoingCommand {
  readonly id: string
  readonly device: string
  /** The device's address in its protocol. */
  readonly address: string
  readonly source: string
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  /** ms since 1970; after it the command must not leave. */
  readonly notAfter: number
}

/** `sent`: it left, and the protocol does not say whether it arrived; a confirming property has to. */
export type CommandAnswer =
  | { readonly state: 'sent' }
  | { readonly state: 'received' | 'confirmed' }
  | { readonly state: 'rejected' | 'unknown'; readonly reason: string }

/** How a source stands. */
export interface SourceStatus {
  readonly state: 'starting' | 'up' | 'down'
  /** Messages acknowledged. */
  readonly accepted: number
  /** What was refused since the start, at the door or afterwards as dead letters: the same for every kind of source. */
  readonly refused: number
  readonly lastError: {
    readonly code: string
    readonly message: { readonly zh: string; readonly en: string }
    readonly at: number
  } | null
  /** Who was turned away at the door, the latest first; nothing else of it is kept. */
  readonly knocks: readonly Knock[]
}
