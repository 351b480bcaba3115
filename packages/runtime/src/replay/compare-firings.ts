import type { Effect } from '@linli/kernel'
import { type Change, isWithin, kept, type Stretch, unpaired } from './change.ts'
import { createPairUp, type PairUp } from './pair-up.ts'
import { createStanding } from './standing.ts'

/** Compares what two folds of one log fire: corrections on the way do not count, a firing is known by its id. */
export interface Firings {
  /** Effects that the two folds gave for the same records. */
  take(old: readonly Effect[], fresh: readonly Effect[]): Change[]
  /** All that is left when the log is over. */
  end(): Iterable<Change>
}

/** A comparison over a stretch; it holds only the differences and what is not settled. */
export function createFirings(stretch: Stretch): Firings {
  const pairs = createPairUp<Effect>((effect) => effect.id)
  const sides = { old: createStanding(), fresh: createStanding() }
  const add = (side: keyof PairUp<Effect> & ('old' | 'fresh'), effects: readonly Effect[]): Change[] =>
    effects.flatMap((effect) => {
      const pair = isWithin(stretch, effect) ? pairs[side](effect) : null
      return pair ? [kept(pair)] : []
    })
  return {
    take: (old, fresh) => [...add('old', sides.old.settle(old)), ...add('fresh', sides.fresh.settle(fresh))],
    *end() {
      yield* add('old', sides.old.rest())
      yield* add('fresh', sides.fresh.rest())
      yield* unpaired(pairs.olds.values(), pairs.fresher.values())
    },
  }
}
