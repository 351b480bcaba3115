import { expect, test } from 'vitest'
import { hour, minute, rule } from '../testing/records.ts'
import { folded, onPlates, seen, taken, told } from '../testing/time-forms.ts'

test('three plates within an hour fire at the third, and then it is counted anew', () => {
  const often = onPlates({ count: { atLeast: 3, within: '1h' } })
  const records = [0, 10, 20, 30, 40, 50].map((at) => seen('A', at * minute))
  expect(told(folded([often], records))).toEqual(['assert plates of c1 at 20m', 'assert plates of c1 at 50m'])
})

test('what lies more than an hour back no longer counts, what lies exactly an hour back does', () => {
  const often = onPlates({ count: { atLeast: 2, within: '1h' } })
  expect(folded([often], [seen('A', 0), seen('A', hour + 1)])).toEqual([])
  expect(told(folded([often], [seen('A', 0), seen('A', hour)]))).toEqual(['assert plates of c1 at 60m'])
})

test('the same plate three times is one plate where different ones are counted', () => {
  const several = onPlates({ count: { atLeast: 3, within: '1h', distinct: 'event.plate' } })
  const records = ['A', 'A', 'B', 'A', 'C'].map((plate, index) => seen(plate, index * minute))
  expect(told(folded([several], records))).toEqual(['assert plates of c1 at 4m'])
})

test('a plate that came again counts from its latest time', () => {
  const several = onPlates({ count: { atLeast: 2, within: '10m', distinct: 'event.plate' } })
  const records = [seen('A', 0), seen('A', 8 * minute), seen('B', 15 * minute)]
  expect(told(folded([several], records))).toEqual(['assert plates of c1 at 15m'])
})

test('each key is counted by itself', () => {
  const perPlate = onPlates({ key: { field: 'event.plate' }, count: { atLeast: 2, within: '1h' } })
  const records = [seen('A', 0), seen('B', minute), seen('B', 2 * minute)]
  expect(told(folded([perPlate], records))).toEqual(['assert plates of B at 2m'])
})

test('a bay taken three times within an hour is counted by its beginnings', () => {
  const busy = rule({ id: 'busy', count: { atLeast: 3, within: '1h' } })
  const records = [0, 10, 20].flatMap((at) => [
    taken(true, at * minute),
    taken(true, (at + 1) * minute),
    taken(false, (at + 5) * minute),
  ])
  expect(told(folded([busy], records))).toEqual(['assert busy of b1 at 20m'])
})

test('what happens during the cooldown is not asked for', () => {
  const often = onPlates({ count: { atLeast: 2, within: '1h' }, cooldown: '30m' })
  const records = [0, 1, 2, 3, 40].map((at) => seen('A', at * minute))
  expect(told(folded([often], records))).toEqual(['assert plates of c1 at 1m', 'assert plates of c1 at 40m'])
})
