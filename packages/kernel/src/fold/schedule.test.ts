import { expect, test } from 'vitest'
import type { Schedule } from '../rule.ts'
import { rule } from '../testing/records.ts'
import { clock, folded, onPlates, seen, taken, toldByClock } from '../testing/time-forms.ts'

const from = clock('2026-09-24T00:00')
// Mid-autumn and National Day 2026 as if they were so: a Sunday is worked, a Thursday is free.
const calendars = { cn: { holidays: ['2026-10-01'], workdays: ['2026-09-27'] } }
const fired = (schedule: Schedule, ...times: readonly string[]) =>
  toldByClock(
    folded(
      [onPlates({ schedule })],
      times.map((time) => seen('A', clock(time))),
      { from, tables: { calendars } },
    ),
  ).map((line) => line.slice(-11))

test('a plate counts from the first minute of a period up to, but without, its last', () => {
  const schedule = { periods: [{ from: '08:00', to: '09:00' }] }
  const times = ['07:59', '08:00', '08:59', '09:00'].map((time) => `2026-09-24T${time}`)
  expect(fired(schedule, ...times)).toEqual(['09-24 08:00', '09-24 08:59'])
})

test('a day has as many periods as it needs', () => {
  const schedule = {
    periods: [
      { from: '07:00', to: '09:00' },
      { from: '17:00', to: '19:00' },
    ],
  }
  const times = ['08:00', '12:00', '18:00'].map((time) => `2026-09-24T${time}`)
  expect(fired(schedule, ...times)).toEqual(['09-24 08:00', '09-24 18:00'])
})

test('a period over midnight belongs to the day on which it begins', () => {
  const schedule: Schedule = { periods: [{ days: ['fri'], from: '22:00', to: '06:00' }] }
  // 2026-09-25 is a Friday.
  const times = [
    '2026-09-25T05:00',
    '2026-09-25T23:00',
    '2026-09-26T05:59',
    '2026-09-26T06:00',
    '2026-09-26T23:00',
  ]
  expect(fired(schedule, ...times)).toEqual(['09-25 23:00', '09-26 05:59'])
})

test('a whole day is from midnight to 24:00', () => {
  const schedule: Schedule = { periods: [{ days: ['sat'], from: '00:00', to: '24:00' }] }
  const times = ['2026-09-25T23:59', '2026-09-26T00:00', '2026-09-26T23:59', '2026-09-27T00:00']
  expect(fired(schedule, ...times)).toEqual(['09-26 00:00', '09-26 23:59'])
})

test('a worked Sunday is a workday, a holiday on a Thursday is a day of rest', () => {
  const times = ['2026-09-26T10:00', '2026-09-27T10:00', '2026-09-28T10:00', '2026-10-01T10:00']
  const on = (day: 'workday' | 'restday' | 'holiday' | 'sun') =>
    fired({ calendar: 'cn', periods: [{ days: [day], from: '09:00', to: '18:00' }] }, ...times)
  expect(on('workday')).toEqual(['09-27 10:00', '09-28 10:00'])
  expect(on('restday')).toEqual(['09-26 10:00', '10-01 10:00'])
  expect(on('holiday')).toEqual(['10-01 10:00'])
  expect(on('sun')).toEqual(['09-27 10:00'])
})

test('without a calendar Saturday and Sunday are days of rest', () => {
  const schedule: Schedule = { periods: [{ days: ['restday'], from: '00:00', to: '24:00' }] }
  expect(fired(schedule, '2026-09-25T10:00', '2026-09-27T10:00', '2026-10-01T10:00')).toEqual(['09-27 10:00'])
})

test('the clock is that of the zone the schedule names', () => {
  const zones = { 'Europe/London': [[0, 0]] } as const
  const schedule = { zone: 'Europe/London', periods: [{ from: '08:00', to: '09:00' }] }
  const records = ['08:30', '16:30'].map((time) => seen('A', clock(`2026-09-24T${time}`)))
  const effects = folded([onPlates({ schedule })], records, { from, tables: { zones } })
  expect(toldByClock(effects)).toEqual(['assert plates of c1 at 09-24 16:30'])
})

const night: Schedule = { periods: [{ from: '22:00', to: '06:00' }] }

test('a condition that holds already fires when the period begins, and is over when it ends', () => {
  const occupied = rule({ id: 'night', schedule: night, clear: {} })
  const effects = folded([occupied], [taken(true, clock('2026-09-24T15:00'))], { from })
  expect(toldByClock(effects).slice(0, 3)).toEqual([
    'assert night of b1 at 09-24 22:00',
    'withdraw night of b1 at 09-25 06:00',
    'assert night of b1 at 09-25 22:00',
  ])
})

test('how long it must hold is counted from the beginning of the period', () => {
  const occupied = rule({ id: 'night', schedule: night, for: '30m' })
  const effects = folded([occupied], [taken(true, clock('2026-09-24T15:00'))], { from })
  expect(toldByClock(effects)[0]).toBe('assert night of b1 at 09-24 22:30')
})

test('a silence that falls due by day is told when the night begins', () => {
  const silent = rule({ id: 'silent', absent: '2h', schedule: night })
  const byDay = folded([silent], [taken(true, clock('2026-09-24T15:00'))], { from })
  expect(toldByClock(byDay)).toEqual(['assert silent of b1 at 09-24 22:00'])
  const byNight = folded([silent], [taken(true, clock('2026-09-24T23:00'))], { from })
  expect(toldByClock(byNight)).toEqual(['assert silent of b1 at 09-25 01:00'])
})
