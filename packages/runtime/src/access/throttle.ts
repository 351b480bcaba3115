/** Counts failed attempts per key and refuses a key that has too many within a window. */
export interface Throttle {
  /** Seconds until the key may try again; 0 when it may now. */
  waitFor(key: string): number
  /** Counts an attempt before it is checked, so that many at once cannot slip through. */
  count(key: string): void
  /** Takes back one counted attempt that turned out well. */
  forgive(key: string): void
  clear(key: string): void
}

export interface ThrottleOptions {
  readonly limit: number
  readonly windowMs: number
  readonly now: () => number
  /** Keys remembered at most; the oldest go first. */
  readonly keys?: number
}

/** Creates a throttle in memory. */
export function createThrottle({ limit, windowMs, now, keys = 10_000 }: ThrottleOptions): Throttle {
  const failures = new Map<string, { count: number; since: number }>()
  const current = (key: string) => {
    const entry = failures.get(key)
    if (entry && now() - entry.since >= windowMs) failures.delete(key)
    return failures.get(key)
  }
  return {
    waitFor(key) {
      const entry = current(key)
      return entry && entry.count >= limit ? Math.ceil((entry.since + windowMs - now()) / 1000) : 0
    },
    count(key) {
      const entry = current(key)
      if (entry) entry.count += 1
      else failures.set(key, { count: 1, since: now() })
      const oldest = failures.keys().next()
      if (failures.size > keys && !oldest.done) failures.delete(oldest.value)
    },
    forgive(key) {
      const entry = current(key)
      if (entry) entry.count -= 1
    },
    clear(key) {
      failures.delete(key)
    },
  }
}
