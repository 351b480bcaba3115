import { expect, test } from 'vitest'
import type { Calendar, Zone } from '../log.ts'
import type { Schedule } from '../rule.ts'
import { hour, minute, program, release, rule, said, source } from '../testing/records.ts'
import { createFold } from './create-fold.ts'

/** 400 days with the leap day of 2028, from an instant that is on a whole quarter of an hour everywhere. */
const begin = Date.parse('2027-12-15T00:00Z')
const end = begin + 400 * 24 * hour
const quarter = 15 * minute

/** Spring Festival, Labour Day and National Day with the working days that make up for them. */
const calendar: Calendar = {
  holidays: [
    ...['2028-01-01', '2028-01-02', '2028-01-03'],
    ...['26', '27', '28', '29', '30', '31'].map((day) => `2028-01-${day}`),
    ...['2028-02-01', '2028-05-01', '2028-05-02', '2028-05-03'],
    ...['01', '02', '03', '04', '05', '06', '07'].map((day) => `2028-10-${day}`),
  ],
  workdays: ['2028-01-23', '2028-02-05', '2028-02-06', '2028-05-06', '2028-09-24', '2028-10-14'],
}

interface Local {
  readonly at: number
  readonly date: string
  /** `2028-02-29T08:15`. */
  readonly text: string
}

/** The clock on the wall, every quarter of an hour, as Intl says it. */
function wall(zone: string): readonly Local[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const clock: Local[] = []
  for (let at = begin - 48 * hour; at < end + 96 * hour; at += quarter) {
    const text = format.format(at).replace(' ', 'T')
    clock.push({ at, date: text.slice(0, 10), text })
  }
  return clock
}

/** What the kernel is given for a zone: its changes, read off the clock on the wall. */
function zoneOf(clock: readonly Local[]): Zone {
  const zone: [number, number][] = []
  for (const { at, text } of clock) {
    const ahead = (Date.parse(`${text}Z`) - at) / minute
    if (zone.at(-1)?.[1] !== ahead) zone.push([zone.length === 0 ? 0 : at, ahead])
  }
  return zone
}

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

function isOn(date: string, days: readonly string[] | undefined): boolean {
  if (days === undefined) return true
  const name = names[new Date(`${date}T00:00Z`).getUTCDay()] ?? 'sun'
  const isRest = name === 'sat' || name === 'sun'
  const isWorked = calendar.workdays.includes(date) || (!isRest && !calendar.holidays.includes(date))
  const all = [
    name,
    isWorked ? 'workday' : 'restday',
    ...(calendar.holidays.includes(date) ? ['holiday'] : []),
  ]
  return days.some((day) => all.includes(day))
}

/** When periods begin and end by the clock on the wall: at the first moment that it shows the time, or a later one. */
function periodsOf({ periods }: Schedule, clock: readonly Local[]): readonly (readonly [number, number])[] {
  const dates = [...new Set(clock.map(({ date }) => date))]
  const reaches = (date: string | undefined, time: string) => {
    const whole = time === '24:00' ? `${dates[dates.indexOf(date ?? '') + 1]}T00:00` : `${date}T${time}`
    return clock.find(({ text }) => text >= whole)?.at ?? Infinity
  }
  const stretches = dates
    .flatMap((date, index) =>
      periods
        .filter(({ days }) => isOn(date, days))
        .map(
          ({ from, to }) => [reaches(date, from), reaches(to > from ? date : dates[index + 1], to)] as const,
        ),
    )
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b)
  const merged: [number, number][] = []
  for (const [from, to] of stretches) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** When a rule that always holds begins and is over, folded in steps of a day. */
function foldedPeriods(schedule: Schedule, zone: Zone): readonly (readonly [number, number])[] {
  const fold = createFold(null)
  const always = rule({ id: 'on', schedule, clear: {} })
  const tables = { calendars: { cn: calendar }, zones: { [schedule.zone ?? '']: zone } }
  fold.step([
    source('up', begin),
    release(begin, program([always], tables)),
    said('b1', 'occupied', true, begin),
  ])
  const edges: [number, number][] = []
  for (let at = begin; at < end + 48 * hour; at += 24 * hour)
    for (const { op, at: edge } of fold.tick(at)) {
      if (op === 'assert') edges.push([edge, Infinity])
      else (edges.at(-1) as [number, number])[1] = edge
    }
  return edges
}

const within = (periods: readonly (readonly [number, number])[]) =>
  periods
    .filter(([from, to]) => from > begin && to < end)
    .map((edges) => edges.map((at) => new Date(at).toISOString().slice(0, 16)).join(' – '))

const china: Schedule = {
  zone: 'Asia/Shanghai',
  calendar: 'cn',
  periods: [
    { days: ['workday'], from: '08:00', to: '12:00' },
    { days: ['workday'], from: '14:00', to: '18:15' },
    { days: ['restday'], from: '22:30', to: '06:00' },
    { days: ['holiday'], from: '10:00', to: '11:45' },
  ],
}

const europe: Schedule = {
  zone: 'Europe/Berlin',
  calendar: 'cn',
  periods: [
    { days: ['workday'], from: '22:00', to: '06:00' },
    { days: ['sun'], from: '02:15', to: '02:45' },
    { days: ['sat'], from: '00:00', to: '24:00' },
    { days: ['tue'], from: '12:00', to: '12:00' },
  ],
}

test.each([
  ['China, with holidays and make-up working days', china],
  ['a zone with daylight saving', europe],
  ['a zone whose clock changes by half an hour', { ...europe, zone: 'Australia/Lord_Howe' }],
  ['a zone behind UTC', { ...china, zone: 'America/New_York' }],
])(
  'over 400 days every period begins and ends when it should: %s',
  (_, schedule) => {
    const clock = wall(schedule.zone ?? '')
    const wanted = within(periodsOf(schedule, clock))
    expect(within(foldedPeriods(schedule, zoneOf(clock)))).toEqual(wanted)
    expect(wanted.length).toBeGreaterThan(300)
  },
  60_000,
)

test('the leap day is worked like any other Tuesday', () => {
  const periods = within(foldedPeriods(china, [[0, 480]]))
  expect(periods.filter((line) => line.startsWith('2028-02-29'))).toEqual([
    '2028-02-29T00:00 – 2028-02-29T04:00',
    '2028-02-29T06:00 – 2028-02-29T10:15',
  ])
})

test('the night in which clocks go forward is an hour shorter, the one in which they go back an hour longer', () => {
  const nightly: Schedule = { zone: 'Europe/Berlin', periods: [{ from: '22:00', to: '06:00' }] }
  const hours = foldedPeriods(nightly, zoneOf(wall('Europe/Berlin'))).map(
    ([from, to]) => [new Date(from).toISOString().slice(0, 10), (to - from) / hour] as const,
  )
  const others = hours.filter(([date, length]) => length !== 8 && date > '2027-12-15' && date < '2029-01-15')
  expect(others).toEqual([
    ['2028-03-25', 7],
    ['2028-10-28', 9],
  ])
})

test('a period that the clock skips does not begin; one that it shows twice begins once', () => {
  const early: Schedule = { zone: 'Europe/Berlin', periods: [{ from: '02:15', to: '02:45' }] }
  const days = within(foldedPeriods(early, zoneOf(wall('Europe/Berlin'))))
  expect(days.filter((line) => line.startsWith('2028-03-26'))).toEqual([])
  expect(days.filter((line) => line.startsWith('2028-10-29'))).toEqual([
    '2028-10-29T00:15 – 2028-10-29T00:45',
  ])
})
