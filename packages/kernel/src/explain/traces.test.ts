import { expect, test } from 'vitest'
import { createFold } from '../fold/create-fold.ts'
import type { Fold } from '../fold.ts'
import type { ObservationRecord } from '../log.ts'
import type { Rule } from '../rule.ts'
import { minute, program, release, rule, said, source } from '../testing/records.ts'

const hot = { '>': [{ var: 'temperature' }, 70] }
const level: Partial<Rule> = { on: [{ device: 'bay', property: 'temperature' }], when: hot }

function begin(one: Partial<Rule>): Fold {
  const fold = createFold(null)
  fold.step([source('up', 0), release(0, program([rule(one)]))])
  return fold
}

const reports = (count: number, from: number, value: number): ObservationRecord[] =>
  Array.from({ length: count }, (_, index) => said('bay-1', 'temperature', value, (from + index) * minute))

test('dull looks never push out interesting ones, however many there are', () => {
  const fold = begin({ ...level, for: '2h' })
  fold.step(reports(64, 1, 69))
  fold.step(reports(128, 100, 75))
  fold.step(reports(20_000, 1000, 60))
  fold.tick(1e12)
  const classes = fold.traces('i', 'overstayed')
  expect(classes.map(({ outcome, because }) => [outcome, because])).toEqual([
    ['unmet', 'when'],
    ['waiting', null],
    ['fired', null],
    ['standing', null],
  ])
  for (const { first, last } of classes) expect(first.length + last.length).toBeLessThanOrEqual(8)
  expect(classes.find(({ outcome }) => outcome === 'unmet')?.count).toBeGreaterThan(100)
  expect(classes.find(({ outcome }) => outcome === 'fired')).toMatchObject({
    count: 1,
    first: [{ key: 'bay-1', at: 220 * minute, device: 'bay-1', value: 75 }],
  })
})

test('unmet is kept apart by the part that was false, unknown by the name without a value', () => {
  const both = { and: [hot, { '===': [{ var: 'occupied' }, true] }] }
  const fold = begin({ ...level, when: both })
  fold.step(reports(640, 1, 75))
  fold.step([said('bay-1', 'occupied', false, 700 * minute)])
  fold.step(reports(640, 1000, 75))
  fold.step(reports(640, 2000, 60))
  fold.tick(1e12)
  expect(fold.traces('i', 'overstayed').map(({ outcome, because }) => [outcome, because])).toEqual([
    ['unknown', 'occupied'],
    ['unmet', 'when.and.1'],
    ['unmet', 'when.and.0'],
  ])
})

test('every firing on arrival is kept, and what was too soon after it as well', () => {
  const fold = begin({
    on: [{ device: 'camera', event: 'plate' }],
    when: { '>': [{ var: 'event.confidence' }, 80] },
    schedule: { periods: [{ from: '00:00', to: '12:00' }] },
  })
  const seen = (confidence: number, at: number) =>
    said('cam', 'plate', { plate: 'A', confidence }, at * minute)
  fold.step(Array.from({ length: 1000 }, (_, index) => seen(index % 2 === 0 ? 90 : 70, index)))
  fold.tick(1e12)
  const classes = fold.traces('i', 'overstayed')
  expect(classes.map(({ outcome }) => outcome).sort()).toEqual(['fired', 'outside-schedule', 'unmet'].sort())
  expect(classes.find(({ outcome }) => outcome === 'fired')).toMatchObject({
    first: [{ at: 0, value: { confidence: 90 } }, {}, {}],
  })
})

test('traces are no part of a checkpoint', () => {
  const fold = begin(level)
  fold.step(reports(1000, 1, 75))
  fold.tick(1e12)
  expect(fold.traces('i', 'overstayed')).not.toEqual([])
  const again = createFold(fold.save())
  expect(again.save()).toBe(fold.save())
  expect(again.traces('i', 'overstayed')).toEqual([])
})
