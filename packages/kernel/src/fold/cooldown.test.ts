import { expect, test } from 'vitest'
import type { Rule } from '../rule.ts'
import { minute, program, release, rule, said, second, source } from '../testing/records.ts'
import { createFold } from './create-fold.ts'

const hot: Partial<Rule> = {
  on: [{ device: 'bay', property: 'temperature' }],
  when: { '>': [{ var: 'temperature' }, 70] },
  cooldown: '10m',
}

/** When a rule fired, with the source's lateness 1 s. */
function firings(one: Partial<Rule>, said: Parameters<ReturnType<typeof createFold>['step']>[0]): number[] {
  const fold = createFold(null)
  const effects = fold.step([source('up', 0, second), release(0, program([rule(one)])), ...said])
  return [...effects, ...fold.tick(1e9)].map(({ at }) => at / second)
}

const peak = (at: number) => [
  said('bay-1', 'temperature', 75, at),
  said('bay-1', 'temperature', 60, at + second),
]

test('a level is silent up to the end of its cooldown, and speaks at its very end', () => {
  expect(firings(hot, [...peak(minute), ...peak(11 * minute - 2 * second)])).toEqual([60])
  expect(firings(hot, [...peak(minute), ...peak(11 * minute)])).toEqual([60, 660])
})

test('what was silenced does not make the cooldown longer', () => {
  const peaks = [minute, 6 * minute, 11 * minute, 16 * minute, 21 * minute].flatMap(peak)
  expect(firings(hot, peaks)).toEqual([60, 660, 1260])
})

test('an unchanged rule goes on through a release: what has fired is not said again, its cooldown runs on', () => {
  const again = (at: number, number: number) => release(at, program([rule(hot)], { release: number }))
  const records = [
    said('bay-1', 'temperature', 75, minute),
    again(2 * minute, 2),
    said('bay-1', 'temperature', 60, 3 * minute),
    ...peak(5 * minute),
    again(6 * minute, 3),
    ...peak(11 * minute),
  ]
  expect(firings(hot, records)).toEqual([60, 660])
})

test('an unchanged rule keeps what it counted through a release', () => {
  const counting: Partial<Rule> = {
    on: [{ device: 'camera', event: 'plate' }],
    when: { '>': [{ var: 'event.confidence' }, 80] },
    count: { atLeast: 2, within: '10m' },
  }
  const seen = (at: number) => said('cam', 'plate', { plate: 'A1', confidence: 90 }, at)
  const next = release(2 * minute, program([rule(counting)], { release: 2 }))
  expect(firings(counting, [seen(minute), next, seen(3 * minute)])).toEqual([180])
})

test('what clears an unchanged rule goes on to be held through a release', () => {
  const clearing: Partial<Rule> = { ...hot, cooldown: '1s', clear: { for: '5m' } }
  const fold = createFold(null)
  const next = release(4 * minute, program([rule(clearing)], { release: 2 }))
  const effects = fold.step([
    source('up', 0, second),
    release(0, program([rule(clearing)])),
    said('bay-1', 'temperature', 75, minute),
    said('bay-1', 'temperature', 60, 2 * minute),
    next,
  ])
  const over = [...effects, ...fold.tick(1e9)].filter(({ op }) => op === 'withdraw')
  expect(over.map(({ at, reason }) => [at / second, reason])).toEqual([[420, 'cleared']])
})

test('after a restart, what clears is still given up when the condition comes back', () => {
  const clearing: Partial<Rule> = { ...hot, cooldown: '1s', clear: { for: '5m' } }
  const fold = createFold(null)
  fold.step([
    source('up', 0, second),
    release(0, program([rule(clearing)])),
    said('bay-1', 'temperature', 75, minute),
    said('bay-1', 'temperature', 60, 2 * minute),
  ])
  fold.tick(3 * minute)
  const again = createFold(fold.save())
  const effects = again.step([said('bay-1', 'temperature', 80, 4 * minute)])
  expect([...effects, ...again.tick(1e9)]).toEqual([])
})
