import type { Explanation, Said } from '@linli/kernel'
import { Type } from '@sinclair/typebox'
import { AnyJson, choice, defineShape, nullable, TextShape, Time, time, timeOrNull } from '../shape.ts'

const SaidShape = defineShape(
  'Said',
  Type.Object({
    observation: Type.String(),
    device: Type.String(),
    model: Type.String(),
    source: Type.String(),
    kind: choice(['property', 'event']),
    name: Type.String(),
    value: AnyJson,
    at: Time,
    arrived: Time,
  }),
)

const ReadingShape = Type.Object({
  name: Type.String(),
  kind: choice(['property', 'event', 'form', 'setting', 'window', 'unknown']),
  state: choice(['known', 'absent', 'stale'], {
    description: 'absent: nothing was said; stale: out of date. Comparisons with either are unknown.',
  }),
  value: AnyJson,
  said: nullable(SaidShape.ref),
  away: nullable(Type.String({ format: 'date-time', description: 'Since when its source is away.' })),
  staleFrom: nullable(Time),
})

const WindowShape = Type.Object({
  name: Type.String(),
  of: Type.String(),
  fn: Type.String(),
  from: Time,
  to: Time,
  value: nullable(Type.Number()),
  count: Type.Integer(),
  sum: Type.Number(),
  min: nullable(Type.Number()),
  max: nullable(Type.Number()),
  first: nullable(Type.Number()),
  last: nullable(Type.Number()),
})

/** Why a rule fired, or why not, as the API gives it. */
export const WhyShape = defineShape(
  'Why',
  Type.Object({
    installation: Type.String(),
    rule: Type.String(),
    title: nullable(TextShape.ref),
    key: Type.String(),
    at: Time,
    asOf: Type.String({
      format: 'date-time',
      description: 'The moment explained: `at`, or the last event that the rule looked at.',
    }),
    outcome: choice([
      'fired',
      'standing',
      'waiting',
      'awaiting',
      'counting',
      'cooling',
      'muted',
      'passed',
      'unmet',
      'unknown',
      'outside-schedule',
      'nothing-said',
      'suspended',
      'no-rule',
      'not-running',
    ]),
    fired: Type.Boolean({ description: 'At exactly `asOf`.' }),
    met: nullable(Type.Boolean({ description: 'Waits, counts and cooldowns aside; null: unknown.' })),
    muted: Type.Boolean(),
    suspended: nullable(Type.Object({ since: Time, reason: Type.String() })),
    release: nullable(Type.Integer()),
    sentences: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
    firings: Type.Array(
      Type.Object({
        at: Time,
        onset: Time,
        effects: Type.Array(Type.String()),
        observation: nullable(Type.String()),
        device: nullable(Type.String()),
      }),
    ),
    looked: nullable(SaidShape.ref),
    condition: Type.Unsafe<unknown>({
      description:
        'Part by part: place, kind (all, any, not, test), logic, holds (null: unknown), reads, decides, parts.',
    }),
    readings: Type.Array(ReadingShape),
    timers: Type.Array(
      Type.Object({
        kind: choice(['for', 'absent', 'clear', 'followedBy', 'notFollowedBy', 'cooldown']),
        since: Time,
        due: nullable(Type.String({ format: 'date-time', description: 'null while its source is away.' })),
      }),
    ),
    windows: Type.Array(WindowShape),
    schedule: nullable(Type.Object({ inside: Type.Boolean(), changes: nullable(Time) })),
    count: nullable(
      Type.Object({
        have: Type.Integer(),
        need: Type.Integer(),
        within: Type.Integer({ description: 'ms' }),
      }),
    ),
    late: nullable(SaidShape.ref),
    nearest: Type.Array(
      Type.Object({
        name: Type.String(),
        read: Type.Number(),
        value: Type.Number({ description: 'With it in place of what was read `met` is otherwise.' }),
        step: Type.Number(),
        reach: choice(['from', 'to', 'at']),
        met: Type.Boolean(),
      }),
    ),
    horizon: Type.Object({
      observations: Type.Integer({ description: 'How many stored observations it was found in.' }),
      complete: Type.Boolean({ description: 'false: there are more, older ones.' }),
      from: nullable(Time),
    }),
  }),
)

/** The explanation's own part of the answer. */
export function toWhy({ readings, timers, windows, firings, looked, late, ...one }: Explanation) {
  return {
    ...one,
    at: time(one.at),
    asOf: time(one.asOf),
    suspended: one.suspended && { ...one.suspended, since: time(one.suspended.since) },
    firings: firings.map((fired) => ({
      ...fired,
      effects: [...fired.effects],
      at: time(fired.at),
      onset: time(fired.onset),
    })),
    looked: looked && toSaid(looked),
    late: late && toSaid(late),
    readings: readings.map((reading) => ({
      ...reading,
      said: reading.said && toSaid(reading.said),
      away: timeOrNull(reading.away),
      staleFrom: timeOrNull(reading.staleFrom),
    })),
    timers: timers.map(({ kind, since, due }) => ({ kind, since: time(since), due: timeOrNull(due) })),
    windows: windows.map((window) => ({ ...window, from: time(window.from), to: time(window.to) })),
    schedule: one.schedule && { ...one.schedule, changes: timeOrNull(one.schedule.changes) },
    nearest: [...one.nearest],
  }
}

function toSaid(said: Said) {
  return { ...said, at: time(said.at), arrived: time(said.arrived) }
}
