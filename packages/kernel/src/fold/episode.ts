import type { ObservationRecord } from '../log.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'

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
  /** Event time of the last firing, -Infinity where there was none. */
  readonly cooled: number
  /** Revision of the effects of the running episode; 0: it asked for nothing. */
  readonly revision: number
  readonly cause: ObservationRecord | null
  /** Due time of the timer that is set for it, Infinity where none is. Kept by the store of episodes only. */
  armed: number
}

/** A rule that fires for a key. */
export interface Firing {
  readonly onset: number
  /** What tells two firings of one rule, key and onset apart: empty unless single events fire. */
  readonly mark: string
  readonly at: number
  readonly cause: ObservationRecord | null
}

/** The state at the beginning. */
export const idle: Episode = {
  since: null,
  onset: 0,
  due: Infinity,
  look: Infinity,
  fired: false,
  cooled: -Infinity,
  revision: 0,
  cause: null,
  armed: Infinity,
}

/** Whether a firing at `at` would come too soon after the last. */
export function isCooling(rule: CompiledRule, cooled: number, at: number): boolean {
  return rule.cooldown > 0 && at - cooled < rule.cooldown
}

/** The state after an episode: only the cooldown is remembered, until it has passed. */
export function rest(rule: CompiledRule, before: Episode | undefined): Episode | undefined {
  if (before === undefined || rule.cooldown === 0 || before.cooled === -Infinity) return undefined
  return { ...idle, cooled: before.cooled, due: before.cooled + rule.cooldown }
}
