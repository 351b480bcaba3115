import { expect, test } from 'vitest'
import { hour, minute, rule, source } from '../testing/records.ts'
import {
  clock,
  folded,
  onPlates,
  onWarmth,
  seen,
  taken,
  told,
  toldByClock,
  warm,
} from '../testing/time-forms.ts'

const night = { periods: [{ from: '22:00', to: '06:00' }] }
const from = clock('2026-09-24T12:00')

test('no data for an hour, and high before it, at night', () => {
  const rule = onWarmth({ when: { '>': [{ var: 'temperature' }, 60] }, absent: '1h', schedule: night })
  const high = folded([rule], [warm(70, clock('2026-09-24T22:10'))], { from })
  expect(toldByClock(high)).toEqual(['assert hot of b1 at 09-24 23:10'])
  const low = folded([rule], [warm(50, clock('2026-09-24T22:10'))], { from })
  expect(low).toEqual([])
})

test('the highest of the hour before decides, where a silence begins with a low report', () => {
  const rule = onWarmth({
    aggregate: { peak: { of: 'temperature', fn: 'max', over: '1h' } },
    when: { '>': [{ var: 'aggregate.peak' }, 60] },
    absent: '30m',
  })
  expect(told(folded([rule], [warm(70, 0), warm(20, 10 * minute)]))).toEqual(['assert hot of b1 at 40m'])
  expect(folded([rule], [warm(40, 0), warm(20, 10 * minute)])).toEqual([])
})

test('hot for five minutes, three times a day', () => {
  const rule = onWarmth({
    when: { '>': [{ var: 'temperature' }, 40] },
    for: '5m',
    count: { atLeast: 3, within: '1d' },
  })
  const spell = (at: number, length: number) => [warm(50, at * hour), warm(20, at * hour + length * minute)]
  expect(told(folded([rule], [...spell(0, 6), ...spell(1, 6), ...spell(2, 4), ...spell(3, 6)]))).toEqual([
    'assert hot of b1 at 185m',
  ])
})

test('occupied for an hour, and no plate within ten minutes after it', () => {
  const unread = rule({
    key: 'place',
    for: '1h',
    sequence: { notFollowedBy: { on: [{ device: 'camera', event: 'plate' }] }, within: '10m' },
  })
  expect(told(folded([unread], [taken(true, 0)]))).toEqual(['assert overstayed of garage at 70m'])
  expect(folded([unread], [taken(true, 0), seen('A', 65 * minute)])).toEqual([])
  expect(told(folded([unread], [taken(true, 0), seen('A', 50 * minute)]))).toHaveLength(1)
})

test('different plates are counted at night only', () => {
  const several = onPlates({
    count: { atLeast: 2, within: '12h', distinct: 'event.plate' },
    schedule: night,
  })
  const records = ['2026-09-24T21:00', '2026-09-24T22:30', '2026-09-24T23:00'].map((time, index) =>
    seen(`P${index}`, clock(time)),
  )
  expect(toldByClock(folded([several], records, { from }))).toEqual(['assert plates of c1 at 09-24 23:00'])
})

test('a mean above a limit must last, is over below another, and stays silent for its cooldown', () => {
  const rule = onWarmth({
    aggregate: { mean: { of: 'temperature', fn: 'mean', over: '1m' } },
    when: { '>': [{ var: 'aggregate.mean' }, 40] },
    for: '2m',
    clear: { when: { '<': [{ var: 'aggregate.mean' }, 30] } },
    cooldown: '1h',
  })
  const degrees = [50, 50, 50, 20, 50, 50, 50, 50]
  expect(
    told(
      folded(
        [rule],
        degrees.map((one, index) => warm(one, index * minute)),
      ),
    ),
  ).toEqual(['assert hot of b1 at 2m', 'withdraw hot of b1 at 3m'])
})

test('while its source is away nothing is silent, and a night goes by', () => {
  const rule = onWarmth({ when: { '>': [{ var: 'temperature' }, 60] }, absent: '1h', schedule: night })
  const records = [
    warm(70, clock('2026-09-24T22:10')),
    source('down', clock('2026-09-24T22:40')),
    source('up', clock('2026-09-25T08:00')),
  ]
  expect(toldByClock(folded([rule], records, { from }))).toEqual(['assert hot of b1 at 09-25 22:00'])
})
