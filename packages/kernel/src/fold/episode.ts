import type { ObservationRecord } from '../log.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'

/** Where one rule stands for one key. Never changed, only replaced; no state at all is the state at the beginning. */
export interface Episode {
  /** Event time at which the condition began to hold, or of the last thing accepted; null: not running. */
  readonly since: number | null
  /** When its timer is due; of one that is not running: when it may be forgotten. Infinity: never. */
  readonly due: number
  readonly fired: boolean
  /** Event time of the last firing, -Infinity where there was none. */
  readonly cooled: number
  /** Revision of the last effect of the running episode. */
  readonly revision: number
  readonly cause: ObservationRecord | null
}

/** A rule that fires for a key. */
export interface Firing {
  readonly onset: number
  /** What tells two firings of one rule, key and onset apart: empty unless single events fire. */
  readonly mark: string
  readonly at: number
  readonly cause: ObservationRecord | null
}

/** Takes what fires. */
export type Fire = (firing: Firing) => void

const idle: Episode = {
  since: null,
  due: Infinity,
  fired: false,
  cooled: -Infinity,
  revision: 0,
  cause: null,
}

/** Looks at a level condition at the end of an instant. Unknown stops a pending `for`, but does not end what has fired. */
export function lookAtLevel(
  rule: CompiledRule,
  before: Episode | undefined,
  holds: boolean | undefined,
  at: number,
  cause: ObservationRecord | null,
  fire: Fire,
): Episode | undefined {
  const running = before !== undefined && before.since !== null
  if (holds === true) return running ? before : begin(rule, before ?? idle, at, cause, fire)
  if (!running || (holds === undefined && before.fired)) return before
  return rest(rule, before)
}

function begin(
  rule: CompiledRule,
  before: Episode,
  at: number,
  cause: ObservationRecord | null,
  fire: Fire,
): Episode {
  const { cooled } = before
  if (rule.hold > 0) return { since: at, due: at + rule.hold, fired: false, cooled, revision: 0, cause }
  return fired(rule, { since: at, due: Infinity, fired: false, cooled, revision: 0, cause }, at, fire)
}

/** Fires unless the rule is still cooling down; the episode counts as fired either way. */
function fired(rule: CompiledRule, running: Episode, at: number, fire: Fire): Episode {
  const onset = running.since as number
  const silent = isCooling(rule, running.cooled, at)
  if (!silent) fire({ onset, mark: '', at, cause: running.cause })
  return {
    ...running,
    due: Infinity,
    fired: true,
    cooled: silent ? running.cooled : at,
    revision: silent ? 0 : 1,
  }
}

function isCooling(rule: CompiledRule, cooled: number, at: number): boolean {
  return rule.cooldown > 0 && at - cooled < rule.cooldown
}

/** The state after an episode: only the cooldown is remembered, until it has passed. */
function rest(rule: CompiledRule, before: Episode): Episode | undefined {
  if (rule.cooldown === 0 || before.cooled === -Infinity) return undefined
  return { ...idle, cooled: before.cooled, due: before.cooled + rule.cooldown }
}

/** Notes that something was accepted, for a rule that waits for its absence; `due` is when the wait ends. */
export function accept(before: Episode | undefined, cause: ObservationRecord, due: number): Episode {
  const cooled = before?.cooled ?? -Infinity
  return { since: cause.time, due, fired: false, cooled, revision: 0, cause }
}

/** Fires for a single event. */
export function fireMoment(
  rule: CompiledRule,
  before: Episode | undefined,
  cause: ObservationRecord,
  fire: Fire,
): Episode | undefined {
  const at = cause.time
  if (isCooling(rule, before?.cooled ?? -Infinity, at)) return before
  fire({ onset: at, mark: cause.id, at, cause })
  return rule.cooldown === 0 ? before : { ...idle, cooled: at, due: at + rule.cooldown }
}

/** What a timer does when it is due: fires a running episode, or forgets one that is over. */
export function timerDue(rule: CompiledRule, before: Episode, at: number, fire: Fire): Episode | undefined {
  if (before.since === null) return undefined
  const after = fired(rule, before, at, fire)
  // A key that is a field's value may never come again: what has fired is not kept for it.
  return rule.kind === 'absence' && rule.field !== null ? rest(rule, after) : after
}
