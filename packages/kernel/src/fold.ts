import type { Effect } from './effect.ts'
import type { LogRecord } from './log.ts'

/** The rules of one partition (a community) as a pure fold over its log. No I/O, no clock, no randomness. */
export interface Fold {
  /** Folds records in journal order; returns what they and the timers due before them ask for. */
  step(records: readonly LogRecord[]): Effect[]
  /** "Time has passed": fires what is due before `now`. Never changes a verdict, only its delay. */
  tick(now: number): Effect[]
  /** The whole state as text; `createFold(save())` goes on where this fold stands. */
  save(): string
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
  /** Length of the checkpoint. */
  readonly bytes: number
}
