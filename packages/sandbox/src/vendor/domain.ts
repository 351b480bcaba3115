import { sandboxError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Bundle, LogLine, Outcome, OutcomeError, PluginHealth, WorkerHealth } from '../port.ts'
import type { Reply, WorkerProcess } from '../process/worker-process.ts'
import { type Batch, cutCall } from './batch.ts'
import { createBreaker } from './breaker.ts'
import { createBudget } from './budget.ts'
import { createFairQueue } from './fair-queue.ts'
import { failedOutcome } from './outcome.ts'
import { type Plugin, runBatch, type Surroundings } from './run-batch.ts'
import { createSeat, endOf, type Seat } from './seat.ts'
import { createSourcePlace } from './source-place.ts'
import type { Spares } from './spares.ts'

/** All plugins of one vendor: they share a process, never an isolate. */
export interface Domain extends AsyncDisposable {
  load(bundle: Bundle): Promise<void>
  missing(plugin: string, paths: readonly string[]): Promise<string[]>
  unload(plugin: string): Promise<void>
  call(
    plugin: string,
    path: string,
    items: readonly unknown[],
    now: number | readonly number[],
  ): Promise<Outcome[]>
  /** Ends a suspension at once. */
  resume(plugin: string): void
  health(): WorkerHealth
}

/** What a domain tells. */
export type DomainEvents = Pick<Surroundings, 'onSuspend' | 'onLog'>

const mostAttempts = 5
/** Lines of the log that one call's failures may fill. */
const mostLines = 20

/** Creates a domain; its process is taken from the spares when the first bundle arrives. */
export function createDomain(name: string, spares: Spares, limits: Limits, events: DomainEvents): Domain {
  const plugins = new Map<string, Plugin>()
  const queue = createFairQueue({
    width: limits.window,
    widthPerKey: limits.windowPerPlugin,
    longest: limits.waiting,
    // A closed domain answers everybody at once.
    wait: (plugin) => (closed ? 0 : (plugins.get(plugin)?.budget.wait(Date.now()) ?? 0)),
  })
  let place: Promise<Seat> | null = null
  let current: WorkerProcess | null = null
  let seats = 0
  let closed = false

  const newSeat = async (): Promise<Seat> => createSeat(await spares.take())

  /** The domain's process; a new one when the last has ended. */
  function mainSeat(): Promise<Seat> {
    if (place !== null && (current === null || current.alive)) return place
    current = null
    const next = newSeat()
    place = next
    next.then(
      ({ worker }) => {
        current = worker
        seats += 1
      },
      () => {
        if (place === next) place = null
      },
    )
    return next
  }

  /** Asks the domain's process, and the next one where it ended before it came to this. */
  async function onSeat(ask: (seat: Seat) => Promise<Reply>): Promise<Reply> {
    for (let attempt = 0; ; attempt++) {
      const reply = await ask(await mainSeat())
      if (reply.kind !== 'lost' || reply.running || attempt >= mostAttempts) return reply
    }
  }

  const around: Surroundings = { ...events, mainSeat, newSeat, isClosed: () => closed }

  function overloaded(plugin: string, batch: Batch): Outcome[] {
    const outcome = failedOutcome('sandbox.overloaded', { plugin, limit: `${limits.waiting}` })
    return batch.places.map(() => outcome)
  }

  /** Who would wait too long is refused before it waits. */
  async function runInTurn(found: Plugin, batch: Batch): Promise<Outcome[]> {
    const { bundle, budget, limits: own } = found
    const now = Date.now()
    if (budget.wait(now) > own.longestWait) {
      const { plugin } = bundle
      const outcome = failedOutcome('sandbox.budget', { plugin, path: batch.path, limit: budget.limit(now) })
      return batch.places.map(() => outcome)
    }
    const running = queue.run(bundle.plugin, () => {
      budget.take(batch.places.length, Date.now())
      return runBatch(around, found, batch)
    })
    return running ?? overloaded(bundle.plugin, batch)
  }

  return {
    async load(bundle) {
      const own = { ...limits, ...bundle.limits }
      demandDone(bundle.plugin, await onSeat((seat) => seat.give(bundle, own)))
      plugins.set(bundle.plugin, {
        bundle,
        limits: own,
        breaker: createBreaker(own),
        budget: createBudget(own),
        usage: { calls: 0, items: 0, failed: 0, processorTime: 0 },
        sourcePlace: createSourcePlace(bundle.sourceMap),
      })
    },
    async missing(plugin, paths) {
      const found = plugins.get(plugin)
      if (found === undefined) throw sandboxError('sandbox.not-loaded', { plugin })
      const reply = await onSeat((seat) => seat.missing(found.bundle, found.limits, paths))
      return JSON.parse(demandDone(plugin, reply)) as string[]
    },
    async unload(plugin) {
      plugins.delete(plugin)
      await (await place)?.take(plugin)
    },
    async call(plugin, path, items, now) {
      const found = plugins.get(plugin)
      if (found === undefined) return items.map(() => failedOutcome('sandbox.not-loaded', { plugin }))
      const { batches, refused } = cutCall(path, items, now, found.limits)
      const outcomes = new Array<Outcome>(items.length)
      for (const [index, detail] of refused)
        outcomes[index] = failedOutcome('sandbox.input', { plugin, path, detail })
      await Promise.all(
        batches.map(async (batch) => {
          const results = await runInTurn(found, batch)
          for (const [index, outcome] of results.entries()) outcomes[batch.places[index]!] = outcome
        }),
      )
      found.usage.calls += 1
      found.usage.items += items.length
      const failures = failuresOf(outcomes)
      found.usage.failed += failures.length
      if (failures.length > 0) events.onLog(plugin, failures.slice(0, mostLines).map(asLine))
      return outcomes
    },
    resume(plugin) {
      plugins.get(plugin)?.breaker.reset()
    },
    health() {
      const states = [...plugins.values()].map(healthOf)
      const suspended = states.length > 0 && states.every(({ state }) => state === 'suspended')
      return {
        domain: name,
        pid: current?.pid ?? null,
        restarts: Math.max(seats - 1, 0),
        state: suspended ? 'suspended' : current?.alive ? 'ready' : 'starting',
        memory: current?.memory ?? null,
        plugins: states,
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true
      queue.look()
      await (await place?.catch(() => null))?.worker[Symbol.asyncDispose]()
    },
  }
}

function demandDone(plugin: string, reply: Reply): string {
  if (reply.kind === 'done') return reply.body
  const detail = reply.kind === 'failed' ? reply.detail : endOf(reply.killed)
  throw sandboxError('sandbox.load', { plugin, detail })
}

function failuresOf(outcomes: readonly Outcome[]): OutcomeError[] {
  return outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]))
}

/** A failure as its vendor reads it: the place in the author's own source is in the message. */
function asLine({ code, message, params }: OutcomeError): LogLine {
  return { level: 'error', text: message, code, path: params.path ?? '' }
}

function healthOf({ bundle, limits, breaker, usage }: Plugin): PluginHealth {
  const until = breaker.suspendedUntil(Date.now())
  const { plugin, version } = bundle
  const { memoryMb, processorShare, itemsPerSecond, outcomeCharacters } = limits
  const budget = { memoryMb, processorShare, itemsPerSecond, outcomeCharacters }
  return { plugin, version, state: until === null ? 'ready' : 'suspended', until, ...usage, budget }
}
