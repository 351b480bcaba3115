import { expect, test } from 'vitest'
import type { Aggregate } from '../rule.ts'
import { minute, second } from '../testing/records.ts'
import { folded, onWarmth, showing, shown, told, warm } from '../testing/time-forms.ts'

const name = { var: 'aggregate.one' }
const over = (fn: Aggregate['fn'], more: Partial<Aggregate> = {}) => ({
  one: { of: 'temperature', fn, over: '10m', ...more } as Aggregate,
})
const above = (fn: Aggregate['fn'], limit: number, more: Partial<Aggregate> = {}) =>
  onWarmth({ aggregate: over(fn, more), when: { '>=': [name, limit] }, do: showing('aggregate.one') })

test('the mean of 10, 20 and 60 degrees within ten minutes is 30', () => {
  const effects = folded([above('mean', 30)], [warm(10, 0), warm(20, 2 * minute), warm(60, 4 * minute)])
  expect(told(effects)).toEqual(['assert hot of b1 at 4m'])
  expect(shown(effects)).toEqual([30])
})

test('what was reported more than ten minutes ago no longer counts in a sliding mean', () => {
  const effects = folded([above('mean', 30)], [warm(10, 0), warm(60, 11 * minute)])
  expect(told(effects)).toEqual(['assert hot of b1 at 11m'])
  expect(shown(effects)).toEqual([60])
})

test('the highest of ten minutes stands until its report leaves the window, and is then over by itself', () => {
  const rule = { ...above('max', 60), clear: {} }
  const effects = folded([rule], [warm(60, minute), warm(10, 2 * minute)])
  expect(told(effects)).toEqual(['assert hot of b1 at 1m', 'withdraw hot of b1 at 11m'])
})

test('the lowest of ten minutes rises when the low report leaves the window, although nothing is said', () => {
  const effects = folded([above('min', 9)], [warm(3, minute), warm(9, 2 * minute)])
  expect(told(effects)).toEqual(['assert hot of b1 at 11m'])
  expect(shown(effects)).toEqual([9])
})

test('three times five within ten minutes sums up to fifteen', () => {
  const effects = folded(
    [above('sum', 15)],
    [1, 2, 3].map((at) => warm(5, at * minute)),
  )
  expect(told(effects)).toEqual(['assert hot of b1 at 3m'])
  expect(shown(effects)).toEqual([15])
})

test('the last report of a window is the last by its time, and unknown once the window is empty', () => {
  const effects = folded([above('last', 7)], [warm(9, minute), warm(7, 2 * minute)])
  expect(shown(effects)).toEqual([9])
  const empty = onWarmth({ aggregate: over('last'), when: { '!!': [{ missing: ['aggregate.one'] }] } })
  expect(told(folded([empty], [warm(9, minute)]))).toEqual(['assert hot of b1 at 11m'])
})

test('reports are counted, and none is a count of zero', () => {
  const many = above('count', 3)
  expect(
    told(
      folded(
        [many],
        [1, 2, 3].map((at) => warm(5, at * minute)),
      ),
    ),
  ).toEqual(['assert hot of b1 at 3m'])
  const none = onWarmth({ aggregate: over('count'), when: { '==': [name, 0] } })
  expect(told(folded([none], [warm(5, minute)]))).toEqual(['assert hot of b1 at 11m'])
})

test('a tumbling mean is that of the last whole ten minutes, known the moment they are over', () => {
  const rule = above('mean', 20, { window: 'tumbling' })
  const effects = folded([rule], [warm(10, minute), warm(30, 9 * minute)])
  expect(told(effects)).toEqual(['assert hot of b1 at 10m'])
  expect(shown(effects)).toEqual([20])
})

test('a tumbling window does not mix what lies on both sides of its edge', () => {
  const rule = above('sum', 10, { window: 'tumbling' })
  expect(folded([rule], [warm(9, 9 * minute), warm(9, 11 * minute)])).toEqual([])
  const inOne = folded([rule], [warm(9, 11 * minute), warm(9, 19 * minute)])
  expect(told(inOne)).toEqual(['assert hot of b1 at 20m'])
})

test('a tumbling window of which nothing was said is unknown, and fires nothing', () => {
  const cold = onWarmth({ aggregate: over('mean', { window: 'tumbling' }), when: { '<': [name, 5] } })
  expect(folded([cold], [warm(20, minute)])).toEqual([])
})

test('each device has windows of its own', () => {
  const effects = folded([above('sum', 15)], [warm(9, minute, 'b1'), warm(9, 2 * minute, 'b2')])
  expect(effects).toEqual([])
})

test('a sliding window moves on in sixtieths: of an hour, minute by minute', () => {
  const hourly = { ...above('max', 60, { over: '1h' }), clear: {} }
  const effects = folded([hourly], [warm(60, 30 * second), warm(1, 90 * second)])
  expect(told(effects)).toEqual(['assert hot of b1 at 30s', 'withdraw hot of b1 at 60m'])
})
