import { expect, test } from 'vitest'
import type { Program } from '../log.ts'
import type { Rule } from '../rule.ts'
import { program, rule } from '../testing/records.ts'
import { checkProgram, checkRule, checkRuleForm } from './check-rule.ts'

const calendars = { cn: { holidays: ['2026-01-01'], workdays: ['2026-01-04'] } }

/** Codes and places of what is wrong with a rule that differs so from a good one. */
const found = (more: Record<string, unknown>, given: Partial<Program> = { calendars }) =>
  checkRule(rule(more as Partial<Rule>), program([], given)).map(({ code, at }) => `${code.slice(7)} ${at}`)

const onPlate = { on: [{ device: 'camera', event: 'plate' }], when: true }
const warm = { '>': [{ var: 'temperature' }, 40] }
const step = { on: [{ device: 'bay', property: 'temperature' }], when: warm }

test('a rule that uses every field well has no findings', () => {
  expect(
    found({
      when: { and: [{ '>': [{ var: 'aggregate.mean' }, 3] }, { '<': [{ var: 'change' }, 9] }] },
      for: '5m',
      cooldown: '1h',
      count: { atLeast: 3, within: '1d' },
      change: { of: 'temperature', within: '10m' },
      aggregate: { mean: { of: 'temperature', fn: 'mean', over: '1h', window: 'tumbling' } },
      clear: { when: { '<': [{ var: 'temperature' }, 30] }, for: '2m' },
      schedule: {
        zone: 'Asia/Shanghai',
        calendar: 'cn',
        periods: [{ days: ['workday', 'holiday'], from: '22:00', to: '06:00' }],
      },
      grade: 'major',
      early: true,
      muted: false,
      notes: 'why',
    }),
  ).toEqual([])
  expect(found({ sequence: { followedBy: step, within: '1h' } })).toEqual([])
  expect(found({ ...onPlate, count: { atLeast: 2, within: '1d', distinct: 'event.plate' } })).toEqual([])
  expect(found({ absent: '1h', clear: {} })).toEqual([])
})

test('a field that does not exist is refused wherever it stands, with what was probably meant', () => {
  expect(found({ wehn: true })).toEqual(['unknown-rule-field wehn'])
  expect(found({ count: { atleast: 2, within: '1h', atLeast: 2 } })).toEqual([
    'unknown-rule-field count.atleast',
  ])
  expect(found({ clear: { until: true } })).toEqual(['unknown-rule-field clear.until'])
  expect(found({ on: [{ device: 'bay', property: 'occupied', model: 'x' }] })).toEqual([
    'unknown-rule-field on[0].model',
  ])
  expect(found({ title: { zh: '甲', en: 'a', fr: 'b' } })).toEqual(['unknown-rule-field title.fr'])
  expect(found({ do: [{ alert: { title: { zh: '甲', en: 'a' }, level: 1 } }] })).toEqual([
    'unknown-rule-field do[0].alert.level',
  ])
  expect(found({ schedule: { periods: [{ from: '08:00', to: '09:00', day: ['mon'] }] } })).toEqual([
    'unknown-rule-field schedule.periods[0].day',
  ])
  const [finding] = checkRule({ ...rule(), cooldwon: '1h' } as Rule, program([]))
  expect(finding?.text.en).toBe(
    'Rule "overstayed": cooldwon: there is no field "cooldwon". Did you mean "cooldown"?',
  )
})

test('what a rule must have is missed by name', () => {
  for (const name of ['id', 'title', 'on', 'key', 'do'])
    expect(found({ [name]: undefined })).toEqual([`bad-rule ${name}`])
  expect(found({ title: { zh: '甲' } })).toEqual(['bad-rule title.en'])
})

test('count, change and aggregates are read in every part', () => {
  expect(found({ count: { atLeast: 1, within: '1h' } })).toEqual(['bad-rule count.atLeast'])
  expect(found({ count: { atLeast: 101, within: '1h' } })).toEqual(['bad-rule count.atLeast'])
  expect(found({ count: { atLeast: 2 } })).toEqual(['bad-duration count.within'])
  expect(found({ count: { atLeast: 2, within: '1 h' } })).toEqual(['bad-duration count.within'])
  expect(found({ ...onPlate, count: { atLeast: 2, within: '1h', distinct: 'event.plat' } })).toEqual([
    'unknown-field count.distinct',
  ])
  expect(found({ change: { of: 'temprature', within: '1h' } })).toEqual(['unknown-property change.of'])
  expect(found({ change: { of: 'occupied', within: '1h' } })).toEqual(['not-a-number change.of'])
  expect(found({ change: { of: 'temperature', within: { setting: 'minuts', unit: 'm' } } })).toEqual([
    'unknown-setting change.within.setting',
  ])
  const mean = { of: 'temperature', fn: 'mean', over: '1h' }
  expect(found({ aggregate: { a: { ...mean, fn: 'avg' } } })).toEqual(['bad-rule aggregate.a.fn'])
  expect(found({ aggregate: { a: { ...mean, window: 'hopping' } } })).toEqual(['bad-rule aggregate.a.window'])
  expect(found({ aggregate: { a: { ...mean, of: 'settings.limit' } } })).toEqual([
    'not-a-number aggregate.a.of',
  ])
  expect(found({ aggregate: { a: { ...mean, over: '0s' } } })).toEqual(['bad-duration aggregate.a.over'])
  expect(found({ aggregate: { 'a.b': mean } })).toEqual(['bad-rule aggregate.a.b'])
  expect(found({ aggregate: { mean }, when: { '>': [{ var: 'aggregate.maen' }, 1] } })).toEqual([
    'unknown-property when.>[0].var',
  ])
  expect(found({ when: { '>': [{ var: 'change' }, 1] } })).toEqual(['unknown-property when.>[0].var'])
})

test('a sequence has one second half, which is read like a rule of its own', () => {
  expect(found({ sequence: { within: '1h' } })).toEqual(['bad-rule sequence'])
  expect(found({ sequence: { followedBy: step, notFollowedBy: step, within: '1h' } })).toEqual([
    'bad-rule sequence',
  ])
  expect(found({ sequence: { followedBy: { on: [] }, within: '1h' } })).toEqual([
    'bad-rule sequence.followedBy.on',
  ])
  expect(
    found({ sequence: { followedBy: { on: [{ device: 'bay', property: 'warm' }] }, within: '1h' } }),
  ).toEqual(['unknown-property sequence.followedBy.on[0].property'])
  const plate = { ...onPlate, when: { '==': [{ var: 'event.plat' }, 'A'] } }
  expect(found({ key: 'place', sequence: { notFollowedBy: plate, within: '1h' } })).toEqual([
    'unknown-field sequence.notFollowedBy.when.==[0].var',
  ])
  expect(found({ sequence: { followedBy: step } })).toEqual(['bad-duration sequence.within'])
})

test('what fires when a sequence is complete reads what came last', () => {
  const detail = (name: string) => [{ alert: { title: { zh: '甲', en: 'a' }, detail: { one: { $: name } } } }]
  const sequence = { followedBy: onPlate, within: '1h' }
  expect(found({ key: 'place', sequence, do: detail('event.plate') })).toEqual([])
  expect(found({ key: 'place', do: detail('event.plate') })).toEqual([
    'event-in-level do[0].alert.detail.one',
  ])
})

test('clear that would never do anything is refused', () => {
  expect(found({ clear: { when: { '<': [{ var: 'temprature' }, 1] } } })).toEqual([
    'unknown-property clear.when.<[0].var',
  ])
  expect(found({ clear: { for: 'soon' } })).toEqual(['bad-duration clear.for'])
  expect(found({ ...onPlate, clear: {} })).toEqual(['clear-unused clear'])
  expect(found({ absent: '1h', clear: { for: '1m' } })).toEqual(['clear-unused clear.for'])
  expect(found({ sequence: { followedBy: step, within: '1h' }, clear: {} })).toEqual(['clear-unused clear'])
})

test('schedules name zones, calendars, days and times that there are', () => {
  const periods = [{ from: '08:00', to: '18:00' }]
  expect(found({ schedule: { periods: [] } })).toEqual(['bad-rule schedule.periods'])
  expect(found({ schedule: { periods: [{ from: '8:00', to: '18:00' }] } })).toEqual([
    'bad-rule schedule.periods[0]',
  ])
  expect(found({ schedule: { periods: [{ from: '24:00', to: '01:00' }] } })).toEqual([
    'bad-rule schedule.periods[0]',
  ])
  expect(found({ schedule: { periods: [{ ...periods[0], days: ['someday'] }] } })).toEqual([
    'bad-rule schedule.periods[0].days[0]',
  ])
  expect(found({ schedule: { periods: [{ ...periods[0], days: [] }] } })).toEqual([
    'bad-rule schedule.periods[0].days',
  ])
  expect(found({ schedule: { zone: 'Europe/Berlin', periods } })).toEqual(['unknown-zone schedule.zone'])
  expect(
    found({ schedule: { zone: 'Europe/Berlin', periods } }, { zones: { 'Europe/Berlin': [[0, 60]] } }),
  ).toEqual([])
  expect(found({ schedule: { calendar: 'ch', periods } })).toEqual(['unknown-calendar schedule.calendar'])
  expect(found({ schedule: { periods: [{ ...periods[0], days: ['holiday'] }] } })).toEqual([
    'holiday-without-calendar schedule.periods[0].days',
  ])
})

test('grade, flags and notes are what they must be', () => {
  expect(found({ grade: 'high' })).toEqual(['bad-rule grade'])
  expect(found({ early: 'yes' })).toEqual(['bad-rule early'])
  expect(found({ muted: 1 })).toEqual(['bad-rule muted'])
  expect(found({ notes: 'x'.repeat(3_000) })).toEqual(['bad-rule notes'])
  expect(found({ ...onPlate, key: { field: 'event.plate' }, early: true })).toEqual(['early-by-field early'])
})

test('a path below a plain value leads nowhere, and is found', () => {
  expect(found({ when: { '>': [{ var: 'temperature.max' }, 1] } })).toEqual([
    'unknown-property when.>[0].var',
  ])
  expect(found({ ...onPlate, when: { '==': [{ var: 'event.plate.text' }, 'A'] } })).toEqual([
    'unknown-field when.==[0].var',
  ])
  expect(found({ when: { '>': [{ var: 'temperature' }, { var: 'settings.limit.high' }] } })).toEqual([
    'unknown-setting when.>[1].var',
  ])
})

test('an action nested beyond reason, or with an endless text, is refused', () => {
  const alert = (one: unknown) => [{ alert: { title: { zh: '甲', en: 'a' }, detail: { one } } }]
  let deep: unknown = 1
  for (let level = 0; level < 5_000; level++) deep = [deep]
  expect(found({ do: alert(deep) })[0]).toMatch(/^logic-too-deep do\[0\]/)
  expect(found({ do: alert('x'.repeat(5_000)) })).toEqual(['literal-too-large do[0].alert.detail.one'])
})

test('the form of a rule can be looked at without knowing any program', () => {
  expect(checkRuleForm(rule({ when: { '>': [{ var: 'whatever' }, 1] } }))).toEqual([])
  for (const value of [null, 7, 'rule', [], {}]) expect(checkRuleForm(value)).not.toEqual([])
})

test('zones and calendars of a program are read in every entry', () => {
  const tables = (more: object) =>
    checkProgram(program([], more as Partial<Program>)).map(({ code, at }) => `${code.slice(7)} ${at}`)
  expect(
    tables({
      calendars,
      zones: {
        'Europe/Berlin': [
          [0, 60],
          [1_000, 120],
        ],
      },
    }),
  ).toEqual([])
  expect(tables({ zones: { x: [] } })).toEqual(['bad-table zones.x'])
  expect(
    tables({
      zones: {
        x: [
          [5, 60],
          [5, 120],
        ],
      },
    }),
  ).toEqual(['bad-table zones.x'])
  expect(tables({ zones: { x: [[0, 60.5]] } })).toEqual(['bad-table zones.x'])
  expect(tables({ zones: [] })).toEqual(['bad-table zones'])
  expect(tables({ calendars: { cn: { holidays: ['2026-02-29'], workdays: [] } } })).toEqual([
    'bad-table calendars.cn.holidays[0]',
  ])
  expect(tables({ calendars: { cn: { holidays: ['2024-02-29'] } } })).toEqual([
    'bad-table calendars.cn.workdays',
  ])
  expect(tables({ calendars: { cn: { holidays: ['2026-01-01'], workdays: ['2026-01-01'] } } })).toEqual([
    'day-twice calendars.cn',
  ])
})
