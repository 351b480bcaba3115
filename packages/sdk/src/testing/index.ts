export {
  type Bench,
  type BenchDevice,
  type BenchGiven,
  type BenchOptions,
  createBench,
  type ReportOf,
} from './bench.ts'
export { checkReducer, type ReducerCase, type ReducerTrial } from './check-reducer.ts'
export type { BenchMessage } from './decode.ts'
export {
  type Golden,
  type GoldenDifference,
  type GoldenExpectation,
  type GoldenStep,
  runGolden,
} from './golden.ts'
export { goldenTests, readGolden } from './golden-file.ts'
export type { Moment } from './moment.ts'
export type { BenchAlert, BenchCommand, BenchTask } from './world.ts'
