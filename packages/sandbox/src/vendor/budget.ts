/** A plugin's share of a processor: who has used it up waits, nothing is lost. */
export interface Budget {
  /** Milliseconds to wait before the next batch; 0 means at once. */
  wait(now: number): number
  /** Processor time that was used, ms. */
  spend(used: number, now: number): void
}

const burst = 2000

/** `share` of one processor (1: all of it), with two seconds of it saved up at most. */
export function createBudget(share: number): Budget {
  let balance = burst * share
  let since = 0
  const settle = (now: number): void => {
    if (since !== 0) balance = Math.min(balance + Math.max(now - since, 0) * share, burst * share)
    since = now
  }
  return {
    wait(now) {
      if (share >= 1) return 0
      settle(now)
      return balance >= 0 ? 0 : Math.ceil(-balance / share)
    },
    spend(used, now) {
      settle(now)
      balance -= used
    },
  }
}
