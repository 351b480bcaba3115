import type { Effect, LogRecord } from '@linli/kernel'
import type { Limits } from './limits.ts'

/** A plugin's bundle as the sandbox needs it. Knows no scenarios: only code, names and limits. */
export interface Bundle {
  readonly plugin: string
  readonly version: string
  /** Trust domain: bundles of one domain share a process, never an isolate. */
  readonly domain: string
  /** A script that leaves its functions in `globalThis.linli = { codecs, functions, reducers }`. */
  readonly script: string
  /** The script's source map as JSON; errors then name the author's own file and line. */
  readonly sourceMap?: string
  /** What the operator allows this plugin differently from the host's limits. */
  readonly limits?: Partial<Limits>
}

/** One line for a plugin's vendor: what it wrote with `console`, or how a call of it failed. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly text: string
  /** The function that was running. */
  readonly path: string
  /** Where it was written, in the author's own source where a source map is there: `src/codec.ts:3:7`. */
  readonly place?: string
  /** The error's code, where a call failed. */
  readonly code?: string
}

/** One item's result. A failed item never takes its neighbours with it. */
export type Outcome<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: OutcomeError }

/** Why an item failed: names plugin, function and limit; `text` says it in both languages. */
export interface OutcomeError {
  readonly code: string
  readonly message: string
  readonly fault: 'caller' | 'plugin' | 'device' | 'platform'
  readonly params: Readonly<Record<string, string>>
  readonly text: { readonly zh: string; readonly en: string }
}

/** Foreign, stateless functions: codecs, functions, reducers. */
export interface VendorHost extends AsyncDisposable {
  load(bundle: Bundle): Promise<void>
  /**
   * Calls `path` (`codecs.bay`, `functions.classify`, `reducers.session`) once per item, in order, in one batch.
   * `now` fixes the guest's clock, for all items or for each, so that every call replays. Never rejects for what a guest did.
   */
  call(
    plugin: string,
    path: string,
    items: readonly unknown[],
    now: number | readonly number[],
  ): Promise<Outcome[]>
  /** Which of these paths are no functions of the loaded bundle: contract and bundle must agree. */
  missing(plugin: string, paths: readonly string[]): Promise<string[]>
  /** Takes a plugin out; its isolate's memory is given back. */
  unload(plugin: string): Promise<void>
  /** Ends a plugin's suspension at once. */
  resume(plugin: string): void
  health(): SandboxHealth
}

/** Our kernel and rules, with the fold's state, in processes of their own. No foreign code. */
export interface KernelHost extends AsyncDisposable {
  /** Starts or restores the fold of one partition; gives how many of the log's latest observations it wants recalled. */
  open(partition: string, checkpoint: string | null): Promise<number>
  /** Puts back what an outline left out: the last observations before it, in order. */
  recall(partition: string, observations: readonly LogRecord[]): Promise<void>
  /** Steps the records, then ticks to `now` where given. After a crash rejects with `kernel.lost`; the caller opens again and refolds. */
  step(partition: string, records: readonly LogRecord[], now: number | null): Promise<Effect[]>
  /** The whole state of a fold. */
  save(partition: string): Promise<string>
  /** Its state without what the log holds already: `open` of it wants a recall. */
  outline(partition: string): Promise<string>
  close(partition: string): Promise<void>
  health(): SandboxHealth
}

export interface SandboxHealth {
  /** bwrap (strongest), unshare, plain (weakest). */
  readonly tier: 'bwrap' | 'unshare' | 'plain'
  /** Whether the workers' system calls are filtered beside. */
  readonly seccomp: boolean
  readonly workers: readonly WorkerHealth[]
  readonly selfTest: Readonly<
    Record<
      'connect' | 'open' | 'write' | 'spawn' | 'kill' | 'environment',
      'refused' | 'allowed' | 'untested'
    >
  >
}

/** One worker process. */
export interface WorkerHealth {
  readonly domain: string
  readonly pid: number | null
  readonly restarts: number
  readonly state: 'ready' | 'starting' | 'suspended'
  /** Resident memory, bytes; null where the system does not tell. */
  readonly memory?: number | null
  /** Heap of the folds, bytes; kernel workers only. */
  readonly heap?: { readonly used: number; readonly limit: number }
  /** What runs in it; vendor workers only. */
  readonly plugins?: readonly PluginHealth[]
}

/** One plugin in the sandbox, with what it has used since it was loaded. */
export interface PluginHealth {
  readonly plugin: string
  readonly version: string
  readonly state: 'ready' | 'suspended'
  /** Until when it is suspended, ms. */
  readonly until: number | null
  readonly calls: number
  readonly items: number
  readonly failed: number
  /** Processor time inside the isolate, ms. */
  readonly processorTime: number
  /** What it may use. */
  readonly budget: Pick<Limits, 'memoryMb' | 'processorShare' | 'itemsPerSecond' | 'outcomeCharacters'>
}
