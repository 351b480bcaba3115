import type { ObservationRecord } from '../log.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'
import type { Panes } from './panes.ts'

/** Where one rule stands for one key. Only replaced, but for `armed`; no state at all is the state at the beginning. */
export interface Episode {
  /** Event time at which the condition began to hold, or of the last thing accepted; null: not running. */
  readonly since: number | null
  /** Event time that names the episode: `since`, or that of the release which found it standing. */
  readonly onset: number
  /** When its timer is due; of one that is not running: when it may be forgotten. Infinity: never. */
  readonly due: number
  /** When the condition may change without anything being said; Infinity: never. */
  readonly look: number
  readonly fired: boolean
  /** Since when the condition that clears it has held, null: it does not. */
  readonly clearing: number | null
  /** Revision of the effects of the running episode; 0: it asked for nothing. */
  readonly revision: number
  readonly cause: ObservationRecord | null
  readonly memory: Memory
  /** Due time of the timer that is set for it, Infinity where none is. Kept by the store of episodes only. */
  armed: number
}

/** Where the rules stand for one key: their episodes, each in its rule's column. */
export interface Seat {
  readonly key: string
  readonly episodes: (Episode | undefined)[]
}

/** What is remembered beyond one episode. */
export interface Memory {
  /** Event time of the last firing that counts for the cooldown, -Infinity where there was none. */
  readonly cooled: number
  /** What was counted lately, oldest first. */
  readonly counted: readonly Counted[]
  /** What something has to follow, or must not follow. */
  readonly awaited: Awaited | null
  /** Reports by window; null where there were none. */
  readonly windows: readonly Panes[] | null
}

/** One thing that was counted; `value` tells different ones apart, where the rule asks for that. */
export interface Counted {
  readonly at: number
  readonly value: string
}

/** The first half of a sequence. */
export interface Awaited extends Occurrence {
  /** When the wait is over. */
  readonly due: number
}

/** The condition of a rule was met: what firing is made of. */
export interface Occurrence {
  readonly onset: number
  /** What tells two occurrences of one rule, key and onset apart: empty unless single events occur. */
  readonly mark: string
  readonly at: number
  readonly cause: ObservationRecord | null
}

/** A rule that fires for a key. */
export type Firing = Occurrence

/** Nothing is remembered. */
export const blank: Memory = { cooled: -Infinity, counted: [], awaited: null, windows: null }

/** The state at the beginning. */
export const idle: Episode = {
  since: null,
  onset: 0,
  due: Infinity,
  look: Infinity,
  fired: false,
  clearing: null,
  revision: 0,
  cause: null,
  memory: blank,
  armed: Infinity,
}

/** Whether a firing at `at` would come too soon after the last. */
export function isCooling(rule: CompiledRule, { cooled }: Memory, at: number): boolean {
  return rule.cooldown > 0 && at - cooled < rule.cooldown
}

/** The state between episodes: only the memory is left, until it is worth nothing any more. */
export function rest(rule: CompiledRule, memory: Memory, at: number): Episode | undefined {
  if (memory === blank) return undefined
  const { cooled, counted, awaited, windows } = memory
  const cools = rule.cooldown > 0 ? cooled + rule.cooldown : -Infinity
  const counts = rule.count ? (counted.at(-1)?.at ?? -Infinity) + rule.count.within + 1 : -Infinity
  const due = Math.max(cools, counts)
  if (due > at) return { ...idle, due, memory }
  if (awaited === null && windows === null) return undefined
  return { ...idle, memory: { ...blank, awaited, windows } }
}

/** The first moment at which an episode has to be looked at. */
export function nextOf({ due, look, memory: { awaited } }: Episode): number {
  const next = due < look ? due : look
  return awaited !== null && awaited.due < next ? awaited.due : next
}
