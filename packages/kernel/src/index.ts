export type { Effect } from './effect.ts'
export type { Fold } from './fold.ts'
export type { LogRecord, ModelShape, ObservationRecord, Program, ReleaseRecord, SourceRecord, ValueShape } from './log.ts'
export type { Action, Duration, Filled, Grade, Json, Key, Rule, Text, Trigger } from './rule.ts'
