import type { ObservationRecord, Program } from '../log.ts'

/** A stretch in which a source is away. */
export interface Outage {
  readonly source: string
  readonly from: number
  readonly to: number
}

/** What a source promises. */
export interface SourceSpec {
  readonly name: string
  readonly lateness: number
}

/** What is said, before it is known when it arrives. */
export type Said = Omit<ObservationRecord, 'stamp' | 'type'> & { readonly tooLate: boolean }

/** Everything that happens, in event time: what the oracle judges and what journals are made of. */
export interface Scene {
  readonly sources: readonly SourceSpec[]
  readonly outages: readonly Outage[]
  readonly said: readonly Said[]
  readonly releases: readonly { readonly at: number; readonly program: Program | null }[]
  /** Verdicts before this are compared. */
  readonly end: number
}
