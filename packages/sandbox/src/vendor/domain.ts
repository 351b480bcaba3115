import { type SandboxErrorCode, sandboxError } from '../errors.ts'
import { type Limits, timeInside } from '../limits.ts'
import type { Bundle, Outcome, SandboxHealth } from '../port.ts'
import { ask } from '../process/frame.ts'
import type { CallHeader, LoadHeader } from '../process/requests.ts'
import type { Reply, WorkerProcess } from '../process/worker-process.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { failedOutcome, readOutcomes } from './outcome.ts'
import type { Spares } from './spares.ts'

/** All plugins of one vendor: they share a process, never an isolate. */
export interface Domain extends AsyncDisposable {
  load(bundle: Bundle): Promise<void>
  unload(plugin: string): Promise<void>
  call(plugin: string, path: string, items: readonly unknown[], now: number): Promise<Outcome[]>
  health(): SandboxHealth['workers'][number]
}

interface Plugin {
  readonly bundle: Bundle
  readonly breaker: Breaker
}

/** One batch on its way: where, when and what. */
interface Batch {
  readonly plugin: Plugin
  readonly path: string
  readonly now: number
  /** The JSON text of each item. */
  readonly items: readonly string[]
}

/** A worker with what it has been given so far. */
interface Seat {
  readonly worker: WorkerProcess
  readonly bundles: Map<string, Bundle>
}

/** Creates a domain; its process is taken from the spares when the first bundle arrives. */
export function createDomain(
  name: string,
  spares: Spares,
  limits: Limits,
  onSuspend: (plugin: string, until: number) => void,
): Domain {
  const plugins = new Map<string, Plugin>()
  let seat: Promise<Seat> | null = null
  let current: WorkerProcess | null = null
  let restarts = -1
  let closed = false

  async function newSeat(): Promise<Seat> {
    return { worker: await spares.take(), bundles: new Map() }
  }

  async function mainSeat(): Promise<Seat> {
    if (seat !== null && (current === null || current.alive)) return seat
    seat = newSeat().then((next) => {
      current = next.worker
      restarts += 1
      return next
    })
    current = null
    seat.catch(() => {
      seat = null
    })
    return seat
  }

  /** Gives the bundle to the worker unless it has it. The pipe keeps the order, so nobody need wait. */
  function give({ worker, bundles }: Seat, bundle: Bundle): Promise<Reply> | null {
    if (bundles.get(bundle.plugin) === bundle) return null
    bundles.set(bundle.plugin, bundle)
    const header: LoadHeader = { plugin: bundle.plugin, memoryMb: limits.memoryMb, limit: limits.load }
    return worker.request(
      ask.load,
      JSON.stringify(header),
      bundle.script,
      limits.load + limits.watchdogMargin,
    )
  }

  function send(place: Seat, batch: Batch): Promise<Reply> {
    const limit = timeInside(limits, batch.items.length)
    const header: CallHeader = {
      plugin: batch.plugin.bundle.plugin,
      path: batch.path,
      times: JSON.stringify([batch.now]),
      limit,
    }
    void give(place, batch.plugin.bundle)
    return place.worker.request(
      ask.call,
      JSON.stringify(header),
      `[${batch.items.join(',')}]`,
      limit + limits.watchdogMargin,
    )
  }

  function fail(batch: Batch, code: SandboxErrorCode, detail = ''): Outcome {
    const plugin = batch.plugin.bundle.plugin
    const limit = code === 'sandbox.memory' ? `${limits.memoryMb} MB` : `${timeInside(limits, 1)} ms`
    const until = new Date(batch.plugin.breaker.suspendedUntil(Date.now()) ?? Date.now()).toISOString()
    return failedOutcome(code, { plugin, path: batch.path, limit, detail, until })
  }

  function strike(batch: Batch): void {
    const now = Date.now()
    if (!batch.plugin.breaker.strike(now)) return
    onSuspend(batch.plugin.bundle.plugin, batch.plugin.breaker.suspendedUntil(now) ?? now)
  }

  async function run(batch: Batch): Promise<Outcome[]> {
    for (;;) {
      if (closed) return batch.items.map(() => fail(batch, 'sandbox.closed'))
      if (batch.plugin.breaker.suspendedUntil(Date.now()) !== null) {
        return batch.items.map(() => fail(batch, 'sandbox.suspended'))
      }
      let reply: Reply
      try {
        reply = await send(await mainSeat(), batch)
      } catch (error) {
        return batch.items.map(() =>
          fail(batch, 'sandbox.unavailable', error instanceof Error ? error.message : ''),
        )
      }
      if (reply.kind === 'lost' && !reply.running) continue
      const outcomes = settle(batch, reply)
      if (outcomes !== null) return outcomes
      if (batch.items.length === 1) {
        strike(batch)
        return [fail(batch, blame(reply))]
      }
      return quarantine(batch)
    }
  }

  /** The outcomes where the reply decides them for every item; null where an item must be found first. */
  function settle(batch: Batch, reply: Reply): Outcome[] | null {
    if (reply.kind === 'lost') return null
    const names = { plugin: batch.plugin.bundle.plugin, path: batch.path }
    if (reply.kind === 'done') {
      const outcomes = readOutcomes(reply.body, batch.items.length, limits, names)
      for (const outcome of outcomes ?? [])
        if (!outcome.ok && outcome.error.code === 'sandbox.timeout') strike(batch)
      return (
        outcomes?.map((outcome) =>
          outcome.ok || !isLimit(outcome.error.code)
            ? outcome
            : fail(batch, outcome.error.code as SandboxErrorCode),
        ) ?? null
      )
    }
    if (
      reply.code === 'sandbox.memory' ||
      reply.code === 'sandbox.output' ||
      reply.code === 'sandbox.timeout'
    )
      return null
    return batch.items.map(() => fail(batch, reply.code as SandboxErrorCode, reply.detail))
  }

  /** Runs the items one by one in a process of their own: the one that fails again is the poison. */
  async function quarantine(batch: Batch): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    while (outcomes.length < batch.items.length) {
      if (batch.plugin.breaker.suspendedUntil(Date.now()) !== null) {
        outcomes.push(fail(batch, 'sandbox.suspended'))
        continue
      }
      const place = await newSeat()
      try {
        const replies = batch.items.slice(outcomes.length).map((item) => {
          const single = { ...batch, items: [item] }
          return { single, reply: send(place, single) }
        })
        for (const { single, reply } of replies) {
          const answered = await reply
          if (answered.kind === 'lost' && !answered.running) break
          const settled = settle(single, answered)
          if (settled === null) strike(single)
          outcomes.push(...(settled ?? [fail(single, blame(answered))]))
        }
      } finally {
        await place.worker[Symbol.asyncDispose]()
      }
    }
    return outcomes
  }

  return {
    async load(bundle) {
      const place = await mainSeat()
      const reply = await give(place, bundle)
      if (reply !== null && reply.kind !== 'done') {
        place.bundles.delete(bundle.plugin)
        const detail = reply.kind === 'failed' ? reply.detail : 'it took too long or too much memory'
        throw sandboxError('sandbox.load', { plugin: bundle.plugin, detail })
      }
      plugins.set(bundle.plugin, { bundle, breaker: createBreaker(limits) })
    },
    async unload(plugin) {
      plugins.delete(plugin)
      const place = await seat
      if (place?.bundles.delete(plugin)) await place.worker.request(ask.unload, plugin, '', null)
    },
    async call(plugin, path, items, now) {
      const found = plugins.get(plugin)
      if (found === undefined) return items.map(() => failedOutcome('sandbox.not-loaded', { plugin }))
      const batches: Promise<Outcome[]>[] = []
      for (let at = 0; at < items.length; at += limits.batchItems) {
        const texts = items.slice(at, at + limits.batchItems).map((item) => JSON.stringify(item) ?? 'null')
        batches.push(run({ plugin: found, path, now, items: texts }))
      }
      return (await Promise.all(batches)).flat()
    },
    health: () => ({
      domain: name,
      pid: current?.pid ?? null,
      restarts: Math.max(restarts, 0),
      state: current?.alive ? 'ready' : 'starting',
    }),
    async [Symbol.asyncDispose]() {
      closed = true
      await (await seat?.catch(() => null))?.worker[Symbol.asyncDispose]()
    },
  }
}

function blame(reply: Reply): SandboxErrorCode {
  if (reply.kind === 'lost') return reply.killed ? 'sandbox.timeout' : 'sandbox.crashed'
  return reply.kind === 'failed' ? (reply.code as SandboxErrorCode) : 'sandbox.output'
}

function isLimit(code: string): boolean {
  return code === 'sandbox.timeout' || code === 'sandbox.suspended'
}
