import { randomUUID } from 'node:crypto'
import type { KernelHost } from '@linli/sandbox'
import { runtimeError } from '../errors.ts'
import type { Change } from './change.ts'

/** How many replays are remembered, how many wait, how many changes of each are kept, and for how long (ms) when done. */
const most = { jobs: 50, waiting: 10, changes: 5000, age: 24 * 3600_000 } as const

/** What a replay comes to. */
export interface ReplaySummary {
  readonly records: number
  /** As it ran: whether exactly what ran live came out again; null for a file. */
  readonly exact: boolean | null
  /** Observations of a file that came later than their source may. */
  readonly late: number
  /** How far the clock went, ms; null where nothing was folded. */
  readonly clock: number | null
}

/** How far a replay is. */
export interface ReplayProgress {
  readonly records: number
  /** From 0 to 1. */
  readonly share: number
}

/** What a replay does once it is its turn. */
export interface ReplayWork {
  /** Folds that run at once. */
  readonly workers: 1 | 2
  run(
    kernel: KernelHost,
    progress: (done: ReplayProgress) => void,
  ): AsyncGenerator<Change, ReplaySummary, undefined>
  /** Called once whatever became of it. */
  cleanUp?(): Promise<void>
}

/** How a rule fares. */
export type Counts = Record<Change['change'], number>

/** A replay that was asked for. */
export interface ReplayJob<Order> {
  readonly id: string
  readonly order: Order
  readonly askedAt: number
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: ReplayProgress
  readonly counts: ReadonlyMap<string, Counts>
  /** The first of them: the counts say how many there are. */
  readonly changes: readonly Change[]
  readonly summary: ReplaySummary | null
  readonly error: {
    readonly code: string
    readonly text: { readonly zh: string; readonly en: string }
  } | null
  readonly endedAt: number | null
}

/** Replays beside the running server, one at a time, each in kernel workers of its own. They do not outlive the server. */
export interface ReplayJobs<Order> extends AsyncDisposable {
  /** Puts a replay in the line; refused with `replay.too-many` where it is long. */
  start(order: Order, work: ReplayWork): ReplayJob<Order>
  /** Newest first. */
  list(): readonly ReplayJob<Order>[]
  find(id: string): ReplayJob<Order> | undefined
  /** Ends it where it stands; what is done stays done. */
  cancel(id: string): void
}

export interface ReplayJobOptions {
  readonly clock: () => number
  readonly openKernel: (workers: number) => Promise<KernelHost>
  /** Told of failures that are nobody's but ours. */
  readonly onError: (error: unknown) => void
}

type Mutable<Shape> = { -readonly [Name in keyof Shape]: Shape[Name] }
type Running<Order> = Mutable<ReplayJob<Order>> & {
  readonly work: ReplayWork
  readonly counts: Map<string, Counts>
  readonly changes: Change[]
}

/** Builds the line. */
export function createReplayJobs<Order>({ clock, openKernel, onError }: ReplayJobOptions): ReplayJobs<Order> {
  const jobs = new Map<string, Running<Order>>()
  let line: Promise<void> = Promise.resolve()

  async function take(job: Running<Order>): Promise<void> {
    if (job.state === 'waiting') {
      job.state = 'running'
      await run(job).catch((error) => fail(job, error))
      job.endedAt = clock()
    }
    await job.work.cleanUp?.().catch(onError)
  }

  async function run(job: Running<Order>): Promise<void> {
    await using kernel = await openKernel(job.work.workers)
    const changes = job.work.run(kernel, (progress) => {
      job.progress = progress
    })
    for (;;) {
      const step = await changes.next()
      if (isCancelled(job)) return
      if (step.done) {
        job.summary = step.value
        job.state = 'done'
        return
      }
      note(job, step.value)
    }
  }

  function fail(job: Running<Order>, error: unknown): void {
    if (isCancelled(job)) return
    if (!isCoded(error)) onError(error)
    const { code, text } = isCoded(error) ? error : runtimeError('replay.failed', {})
    job.state = 'failed'
    job.error = { code, text }
  }

  function forget(): void {
    const now = clock()
    for (const { id, endedAt } of [...jobs.values()])
      if (endedAt !== null && (now - endedAt > most.age || jobs.size > most.jobs)) jobs.delete(id)
  }

  function cancel(id: string): void {
    const job = jobs.get(id)
    if (job?.state !== 'waiting' && job?.state !== 'running') return
    job.state = 'cancelled'
    job.endedAt = clock()
  }

  return {
    start(order, work) {
      forget()
      const waiting = [...jobs.values()].filter(({ state }) => state === 'waiting').length
      if (waiting >= most.waiting) throw runtimeError('replay.too-many', { count: waiting })
      const job: Running<Order> = {
        id: randomUUID(),
        order,
        work,
        askedAt: clock(),
        state: 'waiting',
        progress: { records: 0, share: 0 },
        counts: new Map(),
        changes: [],
        summary: null,
        error: null,
        endedAt: null,
      }
      jobs.set(job.id, job)
      line = line.then(() => take(job))
      return job
    },
    list: () => [...jobs.values()].reverse(),
    find: (id) => jobs.get(id),
    cancel,
    async [Symbol.asyncDispose]() {
      for (const id of jobs.keys()) cancel(id)
      await line
    },
  }
}

// Read through a call: the state changes while others are waited for.
const isCancelled = (job: { readonly state: string }) => job.state === 'cancelled'

type Coded = Error & NonNullable<ReplayJob<unknown>['error']>

const isCoded = (error: unknown): error is Coded =>
  error instanceof Error && 'code' in error && 'text' in error

function note<Order>(job: Running<Order>, change: Change): void {
  const counts = job.counts.get(change.effect.rule) ?? { kept: 0, new: 0, gone: 0, fired: 0 }
  counts[change.change] += 1
  job.counts.set(change.effect.rule, counts)
  if (job.changes.length < most.changes) job.changes.push(change)
}
