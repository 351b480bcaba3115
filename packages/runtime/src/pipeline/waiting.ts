/** Those who wait until the pipeline has stored a position. */
export interface Waiting {
  /** Resolves true when `position` is reached, false when the signal aborts first. */
  until(position: number, signal: AbortSignal): Promise<boolean>
  reached(position: number): void
}

export function createWaiting(): Waiting {
  const waiters = new Set<{ readonly position: number; readonly resolve: (reached: boolean) => void }>()
  return {
    until(position, signal) {
      if (signal.aborted) return Promise.resolve(false)
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const waiter = { position, resolve }
      const aborted = () => resolve(false)
      waiters.add(waiter)
      signal.addEventListener('abort', aborted, { once: true })
      return promise.finally(() => {
        waiters.delete(waiter)
        signal.removeEventListener('abort', aborted)
      })
    },
    reached(position) {
      for (const waiter of waiters) if (waiter.position <= position) waiter.resolve(true)
    },
  }
}
