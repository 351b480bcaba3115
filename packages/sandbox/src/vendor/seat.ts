import { type Limits, timeInside } from '../limits.ts'
import type { Bundle } from '../port.ts'
import { ask } from '../process/frame.ts'
import type { CallHeader, LoadHeader, MissingHeader } from '../process/requests.ts'
import type { Reply, WorkerProcess } from '../process/worker-process.ts'
import type { Batch } from './batch.ts'

/** A worker process and what it has been given so far. */
export interface Seat {
  readonly worker: WorkerProcess
  /** Gives the bundle to the worker unless it has this very one. */
  give(bundle: Bundle, limits: Limits): Promise<Reply>
  /** Runs a batch, giving the bundle first where needed. */
  send(bundle: Bundle, limits: Limits, batch: Batch): Promise<Reply>
  /** Which of the paths are no functions of the bundle. */
  missing(bundle: Bundle, limits: Limits, paths: readonly string[]): Promise<Reply>
  take(plugin: string): Promise<void>
}

const given: Promise<Reply> = Promise.resolve({ kind: 'done', header: '', body: '' })

/** Puts a fresh worker to use. */
export function createSeat(worker: WorkerProcess): Seat {
  const bundles = new Map<string, Bundle>()

  function give(bundle: Bundle, limits: Limits): Promise<Reply> {
    if (bundles.get(bundle.plugin) === bundle) return given
    bundles.set(bundle.plugin, bundle)
    const header: LoadHeader = { plugin: bundle.plugin, memoryMb: limits.memoryMb, limit: limits.load }
    const outside = limits.load + limits.watchdogMargin
    const reply = worker.request(ask.load, JSON.stringify(header), bundle.script, outside)
    void reply.then(({ kind }) => {
      if (kind !== 'done' && bundles.get(bundle.plugin) === bundle) bundles.delete(bundle.plugin)
    })
    return reply
  }

  return {
    worker,
    give,
    async send(bundle, limits, batch) {
      const limit = timeInside(limits, batch.places.length)
      const sameTime = batch.times.every((time) => time === batch.times[0])
      const header: CallHeader = {
        plugin: bundle.plugin,
        path: batch.path,
        times: JSON.stringify(sameTime ? batch.times.slice(0, 1) : batch.times),
        limit,
        strikes: limits.strikes,
        outcome: limits.outcomeCharacters,
      }
      // The pipe keeps the order, so the batch need not wait for the bundle's answer.
      const loading = give(bundle, limits)
      const running = worker.request(
        ask.call,
        JSON.stringify(header),
        batch.text,
        limit + limits.watchdogMargin,
      )
      const loaded = await loading
      if (loaded.kind === 'lost' && loaded.running)
        return { kind: 'failed', code: 'sandbox.load', detail: endOf(loaded.killed) }
      if (loaded.kind === 'failed') return loaded
      return running
    },
    async missing(bundle, limits, paths) {
      void give(bundle, limits)
      const header = JSON.stringify({ plugin: bundle.plugin } satisfies MissingHeader)
      return worker.request(ask.missing, header, JSON.stringify(paths), limits.load + limits.watchdogMargin)
    },
    async take(plugin) {
      if (bundles.delete(plugin)) await worker.request(ask.unload, plugin, '', null)
    },
  }
}

/** Why a bundle's top level ended its process. */
export function endOf(killed: boolean): string {
  return killed ? 'its top level took too long' : 'its top level brought the process down'
}
