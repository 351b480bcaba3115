import type { WorkerProcess } from '../process/worker-process.ts'

/** Worker processes that have started, proved their limits and never held foreign code. */
export interface Spares extends AsyncDisposable {
  /** A fresh process: a warm one at once, else as soon as one has started. */
  take(): Promise<WorkerProcess>
}

/** Keeps `count` processes warm; replaces each one taken. */
export function createSpares(
  start: () => Promise<WorkerProcess>,
  count: number,
  first: WorkerProcess,
): Spares {
  const pending: Promise<WorkerProcess>[] = [Promise.resolve(first)]
  let closed = false

  function refill(): void {
    while (!closed && pending.length < count) {
      const next = start()
      next.catch(() => {
        const index = pending.indexOf(next)
        if (index >= 0) pending.splice(index, 1)
      })
      pending.push(next)
    }
  }

  async function take(): Promise<WorkerProcess> {
    for (let attempt = 0; ; attempt++) {
      const next = pending.shift() ?? start()
      refill()
      try {
        const worker = await next
        if (worker.alive) return worker
      } catch (error) {
        if (attempt >= 2) throw error
      }
    }
  }

  refill()
  return {
    take,
    async [Symbol.asyncDispose]() {
      closed = true
      await Promise.all(
        pending.splice(0).map(async (next) => (await next.catch(() => null))?.[Symbol.asyncDispose]()),
      )
    },
  }
}
