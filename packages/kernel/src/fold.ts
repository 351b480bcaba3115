import type { Effect } from './effect.ts'
import type { TraceClass } from './explain/traces.ts'
import type { LogRecord, ObservationRecord } from './log.ts'

/** The rules of one partition (a community) as a pure fold over its log. No I/O, no clock, no randomness. */
export interface Fold {
  /** Folds records in journal order; returns what they and the timers due before them ask for. */
  step(records: readonly LogRecord[]): Effect[]
  /** "Time has passed": fires what is due before `now`. Never changes a verdict, only its delay. */
  tick(now: number): Effect[]
  /** The whole state as text; `createFold(save())` goes on where this fold stands. */
  save(): string
  /** As `save`, without what is held back: small, as the log holds that already. After `createFold` comes `recall`. */
  outline(): string
  /** How many of the log's latest observations `recall` is waiting for; 0: none. */
  readonly wanted: number
  /**
   * Puts back what an outline left out, from at least `wanted` of the last observations folded before it, in order;
   * refuses with `kernel.bad-checkpoint` where they are others. What it takes from them is said no second time.
   */
  recall(observations: readonly ObservationRecord[]): void
  /** What a rule of an installation came to since this fold was created, by outcome. No part of the state. */
  traces(installation: string, rule: string): TraceClass[]
  /** Sizes, for budgets and metrics. Measures the checkpoint: not for every step. */
  size(): FoldSize
}

/** How large a fold is. */
export interface FoldSize {
  /** Episodes and latches: one for each rule and key that is not at its beginning. */
  readonly keys: number
  readonly timers: number
  /** Observations that wait for the watermark. */
  readonly held: number
  /** Observations that came later than their source's lateness: no rule saw them. */
  readonly late: number
  /** Length of the outline. */
  readonly bytes: number
}
