import type { Effect } from '@linli/kernel'

/** Effects without what was corrected on the way: each firing once, as it stands in the end. */
export interface Standing {
  /** Takes effects as they are asked for; gives those that nothing can change any more. */
  settle(effects: readonly Effect[]): Effect[]
  /** What stood when the log ended and was not settled yet. */
  rest(): Effect[]
}

/** Follows one fold's effects; it holds only what was said early and is not settled. */
export function createStanding(): Standing {
  const early = new Map<string, Effect>()
  return {
    settle(effects) {
      const settled: Effect[] = []
      for (const effect of effects) {
        // Of a firing that is settled, a withdrawal only tells when a release ended it.
        if (effect.op === 'withdraw') {
          early.delete(effect.id)
          continue
        }
        if (effect.replaces !== undefined) early.delete(effect.replaces)
        if (effect.final) {
          early.delete(effect.id)
          settled.push(effect)
        } else early.set(effect.id, effect)
      }
      return settled
    },
    rest: () => [...early.values()],
  }
}
