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
  /** Sizes, for budgets and metrics. */
  size(): { readonly keys: number; readonly timers: number; readonly bytes: number }
}
