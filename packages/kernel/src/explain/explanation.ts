import type { Json, Text } from '../rule.ts'

/** Which rule is asked about, for which key and which event time (ms). */
export interface Question {
  readonly installation: string
  readonly rule: string
  /** A device, a place, `community`, or the value of the field that is the rule's key. */
  readonly key: string
  readonly at: number
}

/**
 * How a rule stands for a key: it fired at that moment, what it fired for still stands, a `for` or `absent` runs
 * (`waiting`), something has to follow or must not (`awaiting`), it happened too seldom (`counting`), it fired too
 * recently (`cooling`), it would have fired but is muted, what had to follow did not or what must not follow did
 * (`passed`), its condition is false (`unmet`) or unknown, it is outside its schedule, nothing it looks at was ever
 * said (`nothing-said`), it was suspended because it failed, or the installation or the rule was not there.
 */
export type Outcome =
  | 'fired'
  | 'standing'
  | 'waiting'
  | 'awaiting'
  | 'counting'
  | 'cooling'
  | 'muted'
  | 'passed'
  | 'unmet'
  | 'unknown'
  | 'outside-schedule'
  | 'nothing-said'
  | 'suspended'
  | 'no-rule'
  | 'not-running'

/** Why a rule fired for a key at a moment, or why not. Plain JSON; all times are event times in ms, but `arrived`. */
export interface Explanation extends Question {
  /** The moment that is explained: `at`, or for a rule on events the last one that it looked at. */
  readonly asOf: number
  readonly outcome: Outcome
  /** Whether the rule fired at exactly `asOf`; of a muted rule: whether it would have. */
  readonly fired: boolean
  /** Whether what the rule asks for is met, waits, counts and cooldowns aside; null: unknown, or not looked at. */
  readonly met: boolean | null
  readonly release: number | null
  readonly title: Text | null
  readonly muted: boolean
  readonly suspended: { readonly since: number; readonly reason: string } | null
  /** The latest firings up to `asOf`, oldest first; at most five. */
  readonly firings: readonly ExplainedFiring[]
  /** What was looked at as an event or as a sign of life; null for rules on levels. */
  readonly looked: Said | null
  readonly condition: Clause | null
  readonly readings: readonly Reading[]
  readonly timers: readonly RunningTimer[]
  readonly windows: readonly WindowContents[]
  readonly schedule: { readonly inside: boolean; readonly changes: number | null } | null
  readonly count: { readonly have: number; readonly need: number; readonly within: number } | null
  /** The latest thing that came later than its source may be, so that no rule saw it. */
  readonly late: Said | null
  /** For each number that was read: the nearest value with which it would have been otherwise. */
  readonly nearest: readonly NearestValue[]
}

/** One firing of the rule, with the ids of what it asked for. */
export interface ExplainedFiring {
  readonly at: number
  readonly onset: number
  readonly effects: readonly string[]
  readonly observation: string | null
  readonly device: string | null
}

/** Something a device said. */
export interface Said {
  readonly observation: string
  readonly device: string
  /** `plugin/model`. */
  readonly model: string
  readonly source: string
  readonly kind: 'property' | 'event'
  readonly name: string
  readonly value: Json
  readonly at: number
  readonly arrived: number
}

/** One part of a condition and what it came to; null: unknown. */
export interface Clause {
  /** Where it stands in the rule: `when`, `when.and.0` … */
  readonly place: string
  readonly kind: 'all' | 'any' | 'not' | 'test'
  readonly logic: Json
  readonly holds: boolean | null
  /** Names that it reads itself, not in its parts. */
  readonly reads: readonly string[]
  /** Whether the whole condition is as it is because of this. */
  readonly decides: boolean
  readonly parts: readonly Clause[]
}

/** What a name stood for. `absent`: nothing was said; `stale`: out of date, so that comparisons with it are unknown. */
export interface Reading {
  readonly name: string
  readonly kind: 'property' | 'event' | 'form' | 'setting' | 'window' | 'unknown'
  readonly state: 'known' | 'absent' | 'stale'
  /** Also that of a stale reading; null where it is absent. */
  readonly value: Json
  readonly said: Said | null
  /** Since when its source is away; null where it is not. */
  readonly away: number | null
  /** When it goes, or went, out of date; null: never. */
  readonly staleFrom: number | null
}

/** A timer that runs; `due` is null while its source is away. */
export interface RunningTimer {
  readonly kind: 'for' | 'absent' | 'clear' | 'followedBy' | 'notFollowedBy' | 'cooldown'
  readonly since: number
  readonly due: number | null
}

/** What a window shows: reports from `from` up to, but without, `to`. */
export interface WindowContents {
  readonly name: string
  readonly of: string
  readonly fn: string
  readonly from: number
  readonly to: number
  readonly value: number | null
  readonly count: number
  readonly sum: number
  readonly min: number | null
  readonly max: number | null
  readonly first: number | null
  readonly last: number | null
}

/** With this value in place of the one that was read, `met` would have been otherwise; one step nearer it would not. */
export interface NearestValue {
  readonly name: string
  readonly read: number
  readonly value: number
  /** How fine values are told apart. */
  readonly step: number
  /** `from`: from there on upwards; `to`: from there on downwards; `at`: only there. */
  readonly reach: 'from' | 'to' | 'at'
  readonly met: boolean
}
