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

/** A rule is data. JSONLogic decides in `when`; time lives outside it, in `for`, `absent` and `cooldown`. */
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
  readonly grade?: Grade
  /** Decide at once and correct later, instead of waiting for the watermark. */
  readonly early?: boolean
  readonly muted?: boolean
  readonly notes?: string
  readonly do: readonly Action[]
}
