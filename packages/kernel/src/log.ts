import type { Json, Rule } from './rule.ts'

/**
 * The log is all a kernel ever sees. Times are milliseconds since 1970-01-01 UTC.
 * `stamp` is the journal's arrival time: it never runs back.
 */
export type LogRecord = ObservationRecord | ReleaseRecord | SourceRecord | SuspensionRecord

/** A property's level or an event's moment, from a device or from a record instance (which counts as a device). */
export interface ObservationRecord {
  readonly type: 'observation'
  readonly stamp: number
  /** Event time, fixed once at ingest. */
  readonly time: number
  readonly source: string
  /** Identity from the protocol or from content: the same observation twice has the same id. */
  readonly id: string
  /** Order among observations of one device at one event time. */
  readonly seq: number
  readonly device: string
  /** `plugin/model`, `plugin/record:name` or `plugin/form:name`. */
  readonly model: string
  readonly place: string | null
  readonly kind: 'property' | 'event'
  readonly name: string
  readonly value: Json
}

/** From this stamp on (in event time) the installation runs this program; `null` ends it. */
export interface ReleaseRecord {
  readonly type: 'release'
  readonly stamp: number
  readonly installation: string
  readonly program: Program | null
}

/** A source became known, went away or came back. Its `lateness` (ms) bounds how long a message may take while connected. */
export interface SourceRecord {
  readonly type: 'source'
  readonly stamp: number
  readonly source: string
  readonly state: 'up' | 'down'
  readonly lateness: number
}

/**
 * A rule of a release failed and was suspended. It was from where it failed on; where a later kernel does not fail there,
 * it is from this stamp on.
 */
export interface SuspensionRecord {
  readonly type: 'suspension'
  readonly stamp: number
  readonly installation: string
  readonly release: number
  readonly rule: string
  readonly reason: string
}

/** One installation's release as the kernel needs it. */
export interface Program {
  readonly release: number
  /** The plugin whose models the rules name: trigger `bay` reads the model `<plugin>/bay`. */
  readonly plugin: string
  readonly rules: readonly Rule[]
  readonly settings: Readonly<Record<string, Json>>
  /** Which sources feed the rules; empty means all of the community. The watermark is the minimum over them. */
  readonly sources: readonly string[]
  /** What each model has; a bare name in `when` must be unique among the models of the rule's triggers. */
  readonly models: Readonly<Record<string, ModelShape>>
  /** Devices that take part, per model; absent means every device of the model. */
  readonly bindings?: Readonly<Record<string, readonly string[]>>
  /** Offsets of the time zones that schedules name; Asia/Shanghai is always known. */
  readonly zones?: Readonly<Record<string, Zone>>
  readonly calendars?: Readonly<Record<string, Calendar>>
}

/** From each instant on, local time is so many minutes ahead of UTC; in order, the first for all time before. */
export type Zone = readonly (readonly [from: number, minutes: number])[]

/** Days that differ from their weekday, as `YYYY-MM-DD` local dates. */
export interface Calendar {
  /** Public holidays: rest days, whatever the weekday. */
  readonly holidays: readonly string[]
  /** Make-up working days: workdays, whatever the weekday. */
  readonly workdays: readonly string[]
}

export interface ModelShape {
  /** Property name to its type and, for numbers, unit and range. */
  readonly properties: Readonly<Record<string, ValueShape>>
  /** Event name to its fields. */
  readonly events: Readonly<Record<string, Readonly<Record<string, ValueShape>>>>
}

export interface ValueShape {
  readonly type: 'boolean' | 'number' | 'string' | 'object' | 'array'
  readonly unit?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly choices?: readonly Json[]
  /** May also be null: that is no value of its type, and has no order. */
  readonly nullable?: boolean
  /** A value older than this (ms) is out of date: comparisons that read it are unknown. */
  readonly freshFor?: number
}
