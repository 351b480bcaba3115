export {
  type Bench,
  type BenchDevice,
  type BenchGiven,
  type BenchOptions,
  createBench,
  type ReportOf,
} from './bench.ts'
export type { BenchMessage } from './decode.ts'
export type { Moment } from './moment.ts'
export type { BenchAlert, BenchCommand, BenchTask } from './world.ts'
