import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRecord } from '../log.ts'
import { createRandom, journalOf } from '../testing/journal.ts'
import { drawScene } from '../testing/scenes.ts'
import { createFold } from './create-fold.ts'

const seed = Number(process.env.KERNEL_SEED ?? 20_260_207)

const observed = (journal: readonly LogRecord[]) => journal.filter((one) => one.type === 'observation')

test(`an outline and the log come to the same as the whole (seed ${seed})`, () => {
  let left = 0
  fc.assert(
    fc.property(fc.gen(), fc.integer(), fc.nat(), (draw, orderSeed, place) => {
      const scene = drawScene((arbitrary) => draw(() => arbitrary))
      const journal = journalOf(scene, createRandom(orderSeed))
      const before = journal.slice(0, place % (journal.length + 1))
      const fold = createFold(null)
      fold.step(before)
      const again = createFold(fold.outline())
      left += again.wanted
      if (again.wanted > 0) again.recall(observed(before))
      const whole = createFold(fold.save())
      expect(again.save()).toBe(whole.save())
      const rest = journal.slice(before.length)
      expect(again.step(rest)).toEqual(whole.step(rest))
    }),
    { numRuns: 200, seed, endOnFailure: true },
  )
  expect(left).toBeGreaterThan(0)
}, 60_000)

const source: LogRecord = { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 60_000 }
const release: LogRecord = {
  type: 'release',
  stamp: 0,
  installation: 'i',
  program: {
    release: 1,
    plugin: 'p',
    rules: [],
    settings: {},
    sources: [],
    models: { meter: { properties: { temp: { type: 'number' } }, events: {} } },
  },
}
const reading = (at: number, time = at): LogRecord => ({
  type: 'observation',
  stamp: at,
  time,
  source: 's',
  id: `o${at}`,
  seq: 0,
  device: 'm',
  model: 'p/meter',
  place: null,
  kind: 'property',
  name: 'temp',
  value: 1,
})

test('an outline does not grow with what is held back', () => {
  const readings = Array.from({ length: 5000 }, (_, index) => reading(100_000 + index))
  const fold = createFold(null)
  fold.step([source, release, ...readings])
  expect(fold.size().held).toBe(5000)
  expect(fold.outline().length).toBeLessThan(fold.save().length / 100)
})

test('an outline refuses another log than its own', () => {
  const readings = Array.from({ length: 50 }, (_, index) => reading(100_000 + index))
  const fold = createFold(null)
  fold.step([source, release, ...readings])
  const again = createFold(fold.outline())
  expect(again.wanted).toBe(50)
  const other = readings.map((_, index) => reading(100_000 + index, 99_000 + index))
  expect(() => again.recall(observed(other))).toThrow(
    expect.objectContaining({ code: 'kernel.bad-checkpoint' }),
  )
  const short = createFold(fold.outline())
  expect(() => short.recall(observed(readings.slice(1)))).toThrow(
    expect.objectContaining({ code: 'kernel.bad-checkpoint' }),
  )
})
