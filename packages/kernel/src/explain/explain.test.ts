import { expect, test } from 'vitest'
import type { LogRecord } from '../log.ts'
import type { Rule } from '../rule.ts'
import {
  hour,
  inOrder,
  minute,
  program,
  release,
  rule,
  said,
  second,
  source,
  title,
} from '../testing/records.ts'
import { explain } from './explain.ts'
import { sentences } from './sentences.ts'

const hot = { '>': [{ var: 'temperature' }, 70] }

/** The log of one bay under one rule, the source's lateness 10 s. */
function log(one: Partial<Rule>, ...records: readonly LogRecord[]): LogRecord[] {
  const start = [source('up', 0, 10 * second), release(0, program([rule(one)]))]
  return inOrder(...start, ...records)
}

const at = (records: readonly LogRecord[], time: number, key = 'bay-1') =>
  explain(records, { installation: 'i', rule: 'overstayed', key, at: time })

const level: Partial<Rule> = { on: [{ device: 'bay', property: 'temperature' }], when: hot }

test('a level that is not met names the clause, the value, who said it and from which value on it is met', () => {
  const records = log(level, said('bay-1', 'temperature', 69, minute, { id: 'r1' }))
  const found = at(records, 2 * minute)
  expect(found).toMatchObject({ outcome: 'unmet', fired: false, met: false, asOf: 2 * minute, release: 1 })
  expect(found.condition).toMatchObject({ place: 'when', kind: 'test', holds: false, decides: true })
  expect(found.readings).toMatchObject([
    {
      name: 'temperature',
      state: 'known',
      value: 69,
      said: { observation: 'r1', device: 'bay-1', at: minute },
    },
  ])
  expect(found.nearest).toEqual([
    { name: 'temperature', read: 69, value: 71, step: 1, reach: 'from', met: true },
  ])
})

test('a clause that would change nothing has no nearest value', () => {
  const both = { and: [hot, { '===': [{ var: 'occupied' }, true] }] }
  const on = [...(level.on ?? []), { device: 'bay', property: 'occupied' }]
  const records = log(
    { on, when: both },
    said('bay-1', 'temperature', 69, minute),
    said('bay-1', 'occupied', false, minute),
  )
  const found = at(records, 2 * minute)
  expect(found.nearest).toEqual([])
  expect(found.condition?.parts.map(({ place, holds, decides }) => [place, holds, decides])).toEqual([
    ['when.and.0', false, true],
    ['when.and.1', false, true],
  ])
})

test('decimals are told apart as finely as they are reported', () => {
  const records = log(
    { ...level, when: { '>=': [{ var: 'temperature' }, 21.5] } },
    said('bay-1', 'temperature', 21.45, minute),
  )
  expect(at(records, minute).nearest).toMatchObject([{ value: 21.5, step: 0.01, reach: 'from' }])
})

test('a pending `for` tells since when and when it is due; afterwards it stands, and a lower value undoes it', () => {
  const records = log({ ...level, for: '5m' }, said('bay-1', 'temperature', 75, minute))
  const waiting = at(records, 3 * minute)
  expect(waiting).toMatchObject({ outcome: 'waiting', fired: false, met: true })
  expect(waiting.timers).toEqual([{ kind: 'for', since: minute, due: 6 * minute }])
  expect(at(records, 6 * minute)).toMatchObject({ outcome: 'fired', fired: true })
  const standing = at(records, 10 * minute)
  expect(standing).toMatchObject({
    outcome: 'standing',
    fired: false,
    firings: [{ at: 6 * minute, onset: minute }],
  })
  expect(standing.firings[0]?.effects).toEqual([`i|overstayed|bay-1|${minute}|0`])
  expect(standing.nearest).toMatchObject([{ read: 75, value: 70, reach: 'to', met: false }])
})

test('what comes a moment later does not count', () => {
  const records = log({ ...level, for: '5m' }, said('bay-1', 'temperature', 75, minute))
  expect(at(records, minute - 1).outcome).toBe('nothing-said')
  expect(at(records, 6 * minute - 1)).toMatchObject({ outcome: 'waiting', firings: [] })
})

test('where a condition is no straight line, the nearest value is still one step from what does not turn it', () => {
  const cube = { '*': [{ var: 'temperature' }, { var: 'temperature' }, { var: 'temperature' }] }
  const records = log({ ...level, when: { '>': [cube, 400_000] } }, said('bay-1', 'temperature', 10, minute))
  expect(at(records, minute).nearest).toMatchObject([{ read: 10, value: 74, step: 1, reach: 'from' }])
})

test('hysteresis: what stands is ended by what clears it, not by what began it', () => {
  const records = log(
    { ...level, clear: { when: { '<': [{ var: 'temperature' }, 60] } } },
    said('bay-1', 'temperature', 75, minute),
    said('bay-1', 'temperature', 65, 2 * minute),
  )
  expect(at(records, 3 * minute)).toMatchObject({
    outcome: 'standing',
    nearest: [{ read: 65, value: 59, reach: 'to', met: false }],
  })
})

test('what is absent, out of date or away is named as unknown', () => {
  const models = {
    bay: { properties: { temperature: { type: 'number', freshFor: 5 * minute } }, events: {} },
  } as const
  const records = inOrder(
    source('up', 0, 10 * second),
    release(0, program([rule(level)], { models })),
    said('bay-1', 'temperature', 75, minute),
    source('down', 4 * minute, 10 * second),
  )
  const found = at(records, 8 * minute)
  expect(found.outcome).toBe('standing')
  expect(found.condition?.holds).toBe(null)
  expect(found.readings).toMatchObject([
    { state: 'stale', value: 75, staleFrom: 6 * minute + 1, away: 4 * minute },
  ])
  expect(at(records, 8 * minute, 'bay-2')).toMatchObject({ outcome: 'nothing-said', readings: [] })
})

test('absence: the timer stands still while the source is away', () => {
  const quiet: Partial<Rule> = { on: [{ device: 'bay', property: 'occupied' }], when: true, absent: '30m' }
  const before = log(quiet, said('bay-1', 'occupied', true, minute))
  expect(at(before, 20 * minute)).toMatchObject({
    outcome: 'waiting',
    timers: [{ kind: 'absent', since: minute, due: 31 * minute }],
    looked: { device: 'bay-1', at: minute },
  })
  const away = [...before, source('down', 10 * minute, 10 * second)]
  expect(at(away, 2 * hour)).toMatchObject({
    outcome: 'waiting',
    timers: [{ kind: 'absent', since: minute, due: null }],
  })
  expect(at(before, 31 * minute).outcome).toBe('fired')
  expect(at(before, 40 * minute).outcome).toBe('standing')
})

const plates: Partial<Rule> = {
  on: [{ device: 'camera', event: 'plate' }],
  when: { '>': [{ var: 'event.confidence' }, 80] },
}
const seen = (confidence: number, time: number) => said('cam', 'plate', { plate: 'A1', confidence }, time)

test('a rule on events is explained at the last event up to the moment', () => {
  const records = log(plates, seen(70, minute), seen(90, 5 * minute))
  const found = at(records, 3 * minute, 'cam')
  expect(found).toMatchObject({ asOf: minute, outcome: 'unmet', looked: { value: { confidence: 70 } } })
  expect(found.nearest).toMatchObject([{ name: 'event.confidence', read: 70, value: 81, reach: 'from' }])
  expect(at(records, 5 * minute, 'cam').outcome).toBe('fired')
  expect(at(records, 0, 'cam').outcome).toBe('nothing-said')
})

test('cooldown and count say how long and how often', () => {
  const cooling = log({ ...plates, cooldown: '10m' }, seen(90, minute), seen(95, 5 * minute))
  expect(at(cooling, 5 * minute, 'cam')).toMatchObject({ outcome: 'cooling', firings: [{ at: minute }] })
  const counting = log(
    { ...plates, count: { atLeast: 3, within: '10m' } },
    seen(90, minute),
    seen(95, 5 * minute),
  )
  expect(at(counting, 5 * minute, 'cam')).toMatchObject({
    outcome: 'counting',
    count: { have: 2, need: 3, within: 10 * minute },
  })
})

test('windows are shown as numbers', () => {
  const records = log(
    {
      ...level,
      aggregate: { avg: { of: 'temperature', fn: 'mean', over: '1h' } },
      when: { '>': [{ var: 'aggregate.avg' }, 70] },
    },
    said('bay-1', 'temperature', 60, minute),
    said('bay-1', 'temperature', 70, 2 * minute),
  )
  const found = at(records, 3 * minute)
  expect(found.windows).toMatchObject([
    {
      name: 'aggregate.avg',
      fn: 'mean',
      value: 65,
      count: 2,
      sum: 130,
      min: 60,
      max: 70,
      first: 60,
      last: 70,
    },
  ])
  expect(found.nearest).toMatchObject([{ name: 'aggregate.avg', read: 65, value: 71, reach: 'from' }])
})

test('outside its schedule, muted, gone: each is an outcome of its own', () => {
  const night = { ...level, schedule: { periods: [{ from: '22:00', to: '06:00' }] } }
  const warm = said('bay-1', 'temperature', 75, minute)
  const closed = at(log(night, warm), minute)
  expect(closed).toMatchObject({
    outcome: 'outside-schedule',
    met: null,
    schedule: { inside: false, changes: 14 * hour },
  })
  expect(at(log({ ...level, muted: true }, warm), minute)).toMatchObject({
    outcome: 'muted',
    fired: true,
    muted: true,
  })
  expect(at(log({ ...level, id: 'other' }, warm), minute).outcome).toBe('no-rule')
  expect(at([...log(level, warm), release(2 * minute, null)], 3 * minute).outcome).toBe('not-running')
})

test('a rule that was suspended says since when and why', () => {
  const stop: LogRecord = {
    type: 'suspension',
    stamp: 2 * minute,
    installation: 'i',
    release: 1,
    rule: 'overstayed',
    reason: 'too many keys',
  }
  const records = log(level, said('bay-1', 'temperature', 75, minute), stop)
  expect(at(records, 3 * minute)).toMatchObject({
    outcome: 'suspended',
    suspended: { since: 2 * minute, reason: 'too many keys' },
  })
  expect(at(records, minute).outcome).toBe('fired')
})

test('what came too late is shown, since no rule saw it', () => {
  const records = log(level, said('bay-1', 'temperature', 99, minute, { stamp: 3 * minute, id: 'late' }))
  expect(at(records, 4 * minute)).toMatchObject({
    outcome: 'nothing-said',
    late: { observation: 'late', value: 99 },
  })
})

test('an early rule and a rule that waits are explained alike', () => {
  const late = said('bay-1', 'temperature', 69, 2 * minute, { stamp: 2 * minute + 5 * second })
  const records = (early: boolean) =>
    log({ ...level, early }, said('bay-1', 'temperature', 75, minute, { id: 'a' }), { ...late, id: 'b' })
  expect(at(records(true), 2 * minute)).toEqual(at(records(false), 2 * minute))
})

test('the sentences read like a person wrote them, in both languages', () => {
  const one = rule({
    title,
    on: [{ device: 'bay', property: 'temperature' }],
    when: { '>': [{ var: 'temperature' }, { var: 'settings.limit' }] },
    for: '5m',
  })
  const records = inOrder(
    source('up', 0, 10 * second),
    release(0, program([one], { settings: { limit: 70 } })),
    said('bay-1', 'temperature', 69, minute),
    said('bay-2', 'temperature', 72, minute),
  )
  const label = (name: string) =>
    ({ temperature: 'the temperature', 'settings.limit': 'limit' })[name] ?? name
  const zhLabel = (name: string) => ({ temperature: '温度', 'settings.limit': '上限' })[name] ?? name
  expect(sentences(at(records, 2 * minute), 'en', { label })).toEqual([
    'At 1970-01-01 08:02:00 the rule did not fire: its condition was not met.',
    '"the temperature > 70 (limit)" was not met: the temperature was 69 (bay-1, 1970-01-01 08:01:00).',
    'With the temperature from 71 on instead of 69 the condition would have been met.',
  ])
  expect(sentences(at(records, 2 * minute), 'zh', { label: zhLabel })).toEqual([
    '1970-01-01 08:02:00 时规则没有触发：条件不成立。',
    '“温度 > 70（上限）”不成立：温度为 69（bay-1，1970-01-01 08:01:00）。',
    '如果“温度”不是 69，而是 71 或以上，条件就会成立。',
  ])
  expect(sentences(at(records, 2 * minute, 'bay-2'), 'zh', { label: zhLabel })).toEqual([
    '1970-01-01 08:02:00 时规则还没有触发：仍在计时。',
    '“温度 > 70（上限）”成立：温度为 72（bay-2，1970-01-01 08:01:00）。',
    '条件自 1970-01-01 08:01:00 起成立，持续到 1970-01-01 08:06:00 就会触发。',
    '如果“温度”不是 72，而是 70 或以下，条件就会不成立。',
  ])
})
