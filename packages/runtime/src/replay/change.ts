import type { Effect } from '@linli/kernel'

/** What became of a firing: it is in both versions, only in the second, only in the first; `fired` where there is but one. */
export type Change =
  | { readonly change: 'kept'; readonly effect: Effect; readonly was: Effect }
  | { readonly change: 'new'; readonly effect: Effect }
  | { readonly change: 'gone'; readonly effect: Effect }
  | { readonly change: 'fired'; readonly effect: Effect }

/** The stretch of event time that is compared, ends included; what comes before it is folded all the same. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Whether something fired within a stretch. */
export const isWithin = ({ from, to }: Stretch, { at }: Effect): boolean => at >= from && at <= to

/** Both sides of a pair as a change. */
export const kept = ([was, effect]: readonly [Effect, Effect]): Change => ({ change: 'kept', effect, was })

/** What has no partner, in the order in which it fired. */
export function* unpaired(olds: Iterable<Effect>, fresh: Iterable<Effect>): Generator<Change> {
  const inOrder = (effects: Iterable<Effect>) =>
    [...effects].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.revision - b.revision))
  for (const effect of inOrder(fresh)) yield { change: 'new', effect }
  for (const effect of inOrder(olds)) yield { change: 'gone', effect }
}
