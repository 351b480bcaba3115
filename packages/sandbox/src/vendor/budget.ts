import type { Limits } from '../limits.ts'

/** What a plugin may use over time: who has used it up waits, nothing is lost. */
export interface Budget {
  /** Milliseconds to wait before the next batch; 0 means at once. */
  wait(now: number): number
  /** Items that are handed over. */
  take(items: number, now: number): void
  /** Processor time that was used, ms. */
  spend(used: number, now: number): void
  /** What keeps it waiting, as people write it: `50 % CPU`, `100 items/s`. */
  limit(now: number): string
}

/** How many milliseconds' worth can be saved up. */
const burst = 2000

/** A processor share (1: all of it, never waits) and items a second, with two seconds of each saved up at most. */
export function createBudget({
  processorShare,
  itemsPerSecond,
}: Pick<Limits, 'processorShare' | 'itemsPerSecond'>): Budget {
  const processor = createBucket(processorShare)
  const items = createBucket(itemsPerSecond / 1000)
  const processorWait = (now: number) => (processorShare >= 1 ? 0 : processor.wait(now))
  return {
    wait: (now) => Math.max(processorWait(now), items.wait(now)),
    take: (count, now) => items.take(count, now),
    spend: (used, now) => processor.take(used, now),
    limit: (now) =>
      items.wait(now) > processorWait(now) ? `${itemsPerSecond} items/s` : `${processorShare * 100} % CPU`,
  }
}

interface Bucket {
  wait(now: number): number
  take(amount: number, now: number): void
}

/** Fills by `rate` a millisecond; may be overdrawn once, and is then waited for. */
function createBucket(rate: number): Bucket {
  let balance = burst * rate
  let since = 0
  const settle = (now: number): void => {
    if (since !== 0) balance = Math.min(balance + Math.max(now - since, 0) * rate, burst * rate)
    since = now
  }
  return {
    wait(now) {
      settle(now)
      return balance >= 0 ? 0 : Math.ceil(-balance / rate)
    },
    take(amount, now) {
      settle(now)
      balance -= amount
    },
  }
}
