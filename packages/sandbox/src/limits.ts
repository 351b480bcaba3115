/** Every bound of the sandbox in one place; durations in milliseconds, sizes as named. */
export interface Limits {
  /** Heap of one plugin's isolate, MB. */
  readonly memoryMb: number
  /** Most items handed to a worker at once. */
  readonly batchItems: number
  /** Most characters of input handed to a worker at once; a single item may not be longer. */
  readonly batchCharacters: number
  /** Most characters one item's outcome may have. */
  readonly outcomeCharacters: number
  /** Deepest nesting of an outcome. */
  readonly outcomeDepth: number
  /** Time inside the isolate: for a batch, and more for each item, up to the ceiling. */
  readonly insideBase: number
  readonly insidePerItem: number
  readonly insideCeiling: number
  /** How much longer than the time inside the watchdog waits before it kills the process. */
  readonly watchdogMargin: number
  /** Time for a bundle's top level. */
  readonly load: number
  /** Strikes within the window that suspend a plugin, and for how long. */
  readonly strikes: number
  readonly strikeWindow: number
  readonly suspension: number
  /** Share of one processor a plugin may use over time (1: all of it); beyond it waits, and longer than this (ms) is refused. */
  readonly processorShare: number
  /** Items a second a plugin may be given over time; beyond it waits as above. */
  readonly itemsPerSecond: number
  readonly longestWait: number
  /** Batches under way per worker, and of one plugin; more wait in the core, each plugin in turn. */
  readonly window: number
  readonly windowPerPlugin: number
  /** Batches of one plugin that may wait in the core; more are refused as overload. */
  readonly waiting: number
}

/** The limits unless told otherwise. */
export const defaultLimits: Limits = {
  memoryMb: 32,
  batchItems: 256,
  batchCharacters: 1024 * 1024,
  outcomeCharacters: 256 * 1024,
  outcomeDepth: 32,
  insideBase: 150,
  insidePerItem: 0.5,
  insideCeiling: 220,
  watchdogMargin: 100,
  load: 1000,
  strikes: 3,
  strikeWindow: 10 * 60_000,
  suspension: 10 * 60_000,
  processorShare: 1,
  itemsPerSecond: 1_000_000,
  longestWait: 30_000,
  window: 16,
  windowPerPlugin: 6,
  waiting: 1000,
}

/** Milliseconds a batch may take inside the isolate. */
export function timeInside(limits: Limits, items: number): number {
  return Math.round(Math.min(limits.insideBase + limits.insidePerItem * items, limits.insideCeiling))
}
