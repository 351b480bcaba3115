import { processorTimeOf } from './proc.ts'

/** Ends what takes too long, unless the machine gave it no chance to be faster. */
export interface Watchdog {
  /** Starts the time of the next piece of work; null means none. */
  arm(limit: number | null): void
  disarm(): void
}

const mostExtensions = 3
/** Below this share of the time on a processor, the machine is to blame. */
const fairShare = 0.5

/**
 * Calls `expire` when a piece of work has had `limit` ms. Halfway it notes the worker's processor time; a worker that
 * hardly ran in the second half gets another half, a few times.
 */
export function createWatchdog(pid: () => number | null, expire: () => void): Watchdog {
  let timer: NodeJS.Timeout | null = null

  function disarm(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  function after(ms: number, act: () => void): void {
    const mine = setTimeout(() => {
      // The answer may already lie in the pipe when the core itself was late: look once before acting.
      setImmediate(() => {
        if (timer === mine) act()
      })
    }, ms)
    timer = mine
  }

  function watchHalf(half: number, extensions: number): void {
    const before = timeOf(pid())
    after(half, () => {
      const ran = timeOf(pid()) - before
      if (ran < half * fairShare && extensions < mostExtensions) watchHalf(half, extensions + 1)
      else {
        disarm()
        expire()
      }
    })
  }

  return {
    arm(limit) {
      disarm()
      if (limit !== null) after(limit / 2, () => watchHalf(limit / 2, 0))
    },
    disarm,
  }
}

/** Where processor time cannot be read, every worker counts as having had its share. */
function timeOf(pid: number | null): number {
  return (pid === null ? null : processorTimeOf(pid)) ?? Number.NaN
}
