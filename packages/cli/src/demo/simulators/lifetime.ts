import { setTimeout as delay } from 'node:timers/promises'

/** Waits; resolves to false at once when `signal` aborts, to true when the time has passed. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false)
}

/**
 * Runs a simulator as a process of its own: ends cleanly on SIGTERM, on SIGINT and when the parent dies,
 * whether the parent holds an IPC channel or not. Over the channel it says `{ ready: name }` once it can be stopped.
 */
export async function runUntilStopped(
  name: string,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const end = () => stop.abort()
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.once('disconnect', end)
  const parent = process.ppid
  const watch = setInterval(() => process.ppid !== parent && end(), 500)
  watch.unref()
  process.send?.({ ready: name })
  try {
    await Promise.race([run(stop.signal), grace(stop.signal)])
  } catch (cause) {
    if (!stop.signal.aborted) {
      console.error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`)
      process.exitCode = 1
    }
  }
  clearInterval(watch)
  if (process.connected) process.disconnect()
  process.exit()
}

/** A send that hangs on a lost server must not keep a stopped simulator alive. */
async function grace(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await delay(1_000, undefined, { ref: false })
}

/** Repeats `act` every `ms` until stopped; a failed round is told, unless it is `expected`, and the next one is tried. */
export async function every(
  ms: () => number,
  signal: AbortSignal,
  act: () => Promise<void>,
  expected: (cause: unknown) => boolean = () => false,
): Promise<void> {
  while (await pause(ms(), signal)) {
    await act().catch((cause: unknown) => {
      if (!signal.aborted && !expected(cause))
        console.error(cause instanceof Error ? cause.message : String(cause))
    })
  }
}
