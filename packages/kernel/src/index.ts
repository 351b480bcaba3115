export { analyseProgram } from './analysis/analyse-program.ts'
export type { CommandShape, Surroundings } from './analysis/surroundings.ts'
export { checkProgram, checkRule, checkRuleForm } from './check/check-rule.ts'
export type { Finding, Severity } from './check/finding.ts'
export { parseDuration, readDuration } from './duration.ts'
export type { Effect } from './effect.ts'
export {
  type Fault,
  KernelError,
  type KernelErrorCode,
  type KernelErrorParams,
  kernelErrors,
} from './errors.ts'
export { explain } from './explain/explain.ts'
export type {
  Clause,
  ExplainedFiring,
  Explanation,
  NearestValue,
  Outcome,
  Question,
  Reading,
  RunningTimer,
  Said,
  WindowContents,
} from './explain/explanation.ts'
export { sentences, type Wording } from './explain/sentences.ts'
export type { Trace, TraceClass } from './explain/traces.ts'
export { createFold } from './fold/create-fold.ts'
export { suspensionOf } from './fold/effects.ts'
export type { Fold, FoldSize } from './fold.ts'
export type {
  LogRecord,
  ModelShape,
  ObservationRecord,
  Program,
  ReleaseRecord,
  SourceRecord,
  SuspensionRecord,
  ValueShape,
} from './log.ts'
export { canonical } from './logic/canonical.ts'
export { type Closure, emptyFrame, type Frame, type Value, type Variables } from './logic/closure.ts'
export { type CompileOptions, compileLogic, type Mode } from './logic/compile.ts'
export { type Evaluated, evaluate } from './logic/evaluate.ts'
export { type Logic, logicBounds, parseLogic, printLogic } from './logic/tree.ts'
export type { Label, Labels, Language } from './readback/labels.ts'
export { readback } from './readback/readback.ts'
export type {
  Action,
  Aggregate,
  Duration,
  Filled,
  Grade,
  Json,
  Key,
  Rule,
  Schedule,
  Text,
  Trigger,
} from './rule.ts'
