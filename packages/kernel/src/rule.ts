/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** One sentence in both languages of the product. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/** A length of time as an author writes it: a literal with its unit, or a numeric setting read in a unit. */
export type Duration =
  | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`
  | { readonly setting: string; readonly unit: 's' | 'm' | 'h' | 'd' }

/** What a rule looks at. Models and records are named as in the contract (`bay`), without the plugin's id. */
export type Trigger =
  | { readonly device: string; readonly property: string }
  | { readonly device: string; readonly event: string }
  | { readonly record: string; readonly property: string }
  | { readonly form: string }

/** What the rule keeps one state for: each device (a record instance counts as one), each place, or a field of the event. */
export type Key = 'device' | 'place' | 'community' | { readonly field: `event.${string}` }

/** Grades of alerts and incidents, least to most pressing: 一般, 较大, 紧急. */
export type Grade = 'normal' | 'major' | 'urgent'

/** A value in an action: a literal, or `{ $: 'event.plate' }`, filled from what the rule may read. */
export type Filled = Json | { readonly $: string }

export type Action =
  | {
      readonly alert: {
        readonly title: Text
        readonly grade?: Grade
        /** Which of the contract's flows handles it; without one, the standard handling. */
        readonly flow?: string
        readonly detail?: Readonly<Record<string, Filled>>
      }
    }
  | {
      readonly command: {
        /** `self`: the device whose observation fired the rule. Otherwise a device model of the contract at the same place. */
        readonly device: 'self' | string
        readonly name: string
        readonly with?: Readonly<Record<string, Filled>>
      }
    }

/** Fires only when it happened at least so often within a stretch of time; then counts anew. */
export interface Count {
  /** 2 to 100. */
  readonly atLeast: number
  readonly within: Duration
  /** Counts different values of this name (`event.plate`), each with its latest time. */
  readonly distinct?: string
}

/** What one property did over a stretch of time; only numbers count. Read as `aggregate.<name>`. */
export interface Aggregate {
  /** A property, named as in `when`. */
  readonly of: string
  /** `change`: the last less the first. Without any report, `count` is 0 and all others are unknown. */
  readonly fn: 'min' | 'max' | 'mean' | 'sum' | 'last' | 'count' | 'change'
  readonly over: Duration
  /** `sliding` (the default) moves on in sixtieths of its length; `tumbling` shows the last whole stretch. */
  readonly window?: 'sliding' | 'tumbling'
}

/** What has to follow, or must not follow, within a stretch of time after the rule's own condition was met. */
export interface Sequence {
  readonly followedBy?: Step
  readonly notFollowedBy?: Step
  readonly within: Duration
}

/** Something that happens: one of the triggers, with the condition met at that moment. */
export interface Step {
  readonly on: readonly Trigger[]
  readonly when?: Json
}

/** When what has fired is over: its alerts close by themselves unless somebody works on them. */
export interface Clear {
  /** Must be met; without it, it is over when `when` is false, or for `absent` when something is accepted again. */
  readonly when?: Json
  /** How long it must be met. */
  readonly for?: Duration
}

/** Weekdays, or what the calendar makes of them: make-up days are workdays, public holidays are not. */
export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun' | 'workday' | 'restday' | 'holiday'

/** When a rule counts: outside, its condition is false, events are not looked at, and waits fire at the next beginning. */
export interface Schedule {
  /** IANA name; left out: Asia/Shanghai. */
  readonly zone?: string
  /** A calendar of the program, for `workday`, `restday` and `holiday`. */
  readonly calendar?: string
  readonly periods: readonly Period[]
}

/** From a time of day up to another; `to` at or before `from` is on the next day. `days` are those on which it begins. */
export interface Period {
  readonly days?: readonly Day[]
  /** `HH:MM`, 00:00 to 24:00. */
  readonly from: string
  readonly to: string
}

/** A rule is data. JSONLogic decides in `when`; time lives outside it, in the fields from `for` to `schedule`. */
export interface Rule {
  readonly id: string
  readonly title: Text
  readonly on: readonly Trigger[]
  readonly key: Key
  readonly when?: Json
  /** The condition must hold this long. */
  readonly for?: Duration
  /** Nothing that `on` names and `when` accepts for this long. */
  readonly absent?: Duration
  /** After a firing, stay silent this long for the same key. */
  readonly cooldown?: Duration
  readonly count?: Count
  /** Read as `change`: by how much a property changed over a stretch of time. */
  readonly change?: { readonly of: string; readonly within: Duration }
  readonly aggregate?: Readonly<Record<string, Aggregate>>
  readonly sequence?: Sequence
  readonly clear?: Clear
  readonly schedule?: Schedule
  readonly grade?: Grade
  /** Decide at once and correct later, instead of waiting for the watermark. */
  readonly early?: boolean
  readonly muted?: boolean
  readonly notes?: string
  readonly do: readonly Action[]
}
