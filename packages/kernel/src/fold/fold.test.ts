import { expect, test } from 'vitest'
import type { Effect } from '../effect.ts'
import type { KernelError } from '../errors.ts'
import type { LogRecord } from '../log.ts'
import {
  brief,
  hour,
  inOrder,
  minute,
  program,
  release,
  rule,
  said,
  second,
  source,
} from '../testing/records.ts'
import { createFold } from './create-fold.ts'

/** Folds records, then lets a day pass. */
function fold(...records: readonly LogRecord[]): Effect[] {
  const one = createFold(null)
  return [...one.step(records), ...one.tick(24 * hour)]
}

const start = (rules: Parameters<typeof program>[0], lateness = 0) => [
  source('up', 0, lateness),
  release(0, program(rules)),
]

test('a bay occupied beyond the free minutes is overstayed', () => {
  const overstayed = rule({ for: { setting: 'minutes', unit: 'm' } })
  const effects = fold(...start([overstayed]), said('b1', 'occupied', true, minute))
  expect(effects.map(brief)).toEqual(['assert overstayed|b1|60000|0@1 at 1860s'])
  expect(effects[0]).toMatchObject({
    final: true,
    rule: 'overstayed',
    key: 'b1',
    onset: minute,
    grade: 'normal',
  })
  expect(effects[0]?.cause).toMatchObject({ device: 'b1', place: 'garage' })
})

test('a bay left before the free minutes are over is not overstayed', () => {
  const overstayed = rule({ for: '30m' })
  const records = [said('b1', 'occupied', true, minute), said('b1', 'occupied', false, 30 * minute)]
  expect(fold(...start([overstayed]), ...records)).toEqual([])
})

test('a bay left at the very moment the free minutes are over is not overstayed', () => {
  const records = [said('b1', 'occupied', true, minute), said('b1', 'occupied', false, 31 * minute)]
  expect(fold(...start([rule({ for: '30m' })]), ...records)).toEqual([])
})

test('an episode that goes on fires once, the next one again', () => {
  const records = [10, 20, 30].map((at) => said('b1', 'occupied', at !== 20, at * second))
  records.push(said('b1', 'occupied', true, 40 * second))
  const fired = fold(...start([rule()]), ...records).map(brief)
  expect(fired).toEqual(['assert overstayed|b1|10000|0@1 at 10s', 'assert overstayed|b1|30000|0@1 at 30s'])
})

test('what is unknown fires nothing, and stops a condition that must last', () => {
  const hot = rule({
    id: 'hot',
    when: { '<': [{ var: 'temperature' }, 5] },
    on: [{ device: 'bay', property: 'temperature' }],
  })
  expect(fold(...start([hot]), said('b1', 'occupied', true, second))).toEqual([])
  const models = {
    bay: { properties: { temperature: { type: 'number', freshFor: minute } }, events: {} },
  } as const
  const lasting = program([{ ...hot, for: '2m' }], { models })
  expect(fold(source('up', 0), release(0, lasting), said('b1', 'temperature', 3, second))).toEqual([])
})

test('after a firing the rule stays silent for its cooldown, for the same key only', () => {
  const open = rule({ cooldown: '1m' })
  const records = [0, 10, 61].flatMap((at) => [
    said('b1', 'occupied', true, second + at * second),
    said('b1', 'occupied', false, 2 * second + at * second),
  ])
  const fired = fold(...start([open]), ...inOrder(...records, said('b2', 'occupied', true, 5 * second))).map(
    brief,
  )
  expect(fired).toEqual([
    'assert overstayed|b1|1000|0@1 at 1s',
    'assert overstayed|b2|5000|0@1 at 5s',
    'assert overstayed|b1|62000|0@1 at 62s',
  ])
})

test('nothing accepted for a while fires once, at the end of the wait', () => {
  const silent = rule({ id: 'silent', absent: '1h' })
  const records = [said('b1', 'occupied', true, minute), said('b1', 'occupied', false, 30 * minute)]
  expect(fold(...start([silent]), ...records).map(brief)).toEqual(['assert silent|b1|60000|0@1 at 3660s'])
})

test('the time a source is away is unknown, never silence', () => {
  const silent = rule({ id: 'silent', absent: '1h' })
  const records = [
    said('b1', 'occupied', true, minute),
    source('down', 10 * minute),
    source('up', 100 * minute),
  ]
  expect(fold(...start([silent]), ...records).map(brief)).toEqual(['assert silent|b1|60000|0@1 at 9060s'])
})

test('a rule per place reads the newest value of the place', () => {
  const any = rule({ key: 'place' })
  const records = [
    said('b1', 'occupied', true, second),
    said('b2', 'occupied', false, 2 * second),
    said('b1', 'occupied', true, 3 * second),
  ]
  const fired = fold(...start([any]), ...records).map(brief)
  expect(fired).toEqual([
    'assert overstayed|garage|1000|0@1 at 1s',
    'assert overstayed|garage|3000|0@1 at 3s',
  ])
})

test('a device that moves takes its values along', () => {
  const any = rule({ key: 'place', for: '1m' })
  const records = [
    said('b1', 'occupied', true, second),
    said('b1', 'temperature', 20, 30 * second, { place: 'yard' }),
  ]
  expect(fold(...start([any]), ...records).map(brief)).toEqual(['assert overstayed|yard|30000|0@1 at 90s'])
})

test('a rule keyed by a field keeps one state for each of its values', () => {
  const seen = rule({
    id: 'seen',
    key: { field: 'event.plate' },
    on: [{ device: 'camera', event: 'plate' }],
    when: { '!': [{ var: 'open' }] },
    cooldown: '1h',
    do: [{ alert: { title: { zh: '车辆', en: 'car' }, detail: { plate: { $: 'event.plate' } } } }],
  })
  const at = (plate: string, time: number) => said('c1', 'plate', { plate }, time)
  const closed = said('c1', 'open', false, second, { model: 'parking/camera' })
  const effects = fold(
    ...start([seen]),
    closed,
    at('A', 2 * second),
    at('B', 3 * second),
    at('A', 4 * second),
  )
  expect(effects.map(({ key }) => key)).toEqual(['A', 'B'])
  expect(effects[0]?.action).toMatchObject({ alert: { detail: { plate: 'A' } } })
})

test('submissions and records trigger rules as devices do', () => {
  const found = rule({
    id: 'found',
    on: [{ form: 'patrol' }],
    when: { '==': [{ var: 'form.finding' }, 'fire'] },
  })
  const long = rule({
    id: 'long',
    on: [{ record: 'session', property: 'minutes' }],
    when: { '>': [{ var: 'minutes' }, 60] },
  })
  const effects = fold(
    ...start([found, long]),
    said('p', 'submitted', { finding: 'fire' }, second, { model: 'parking/form:patrol' }),
    said('i:session:7', 'minutes', 61, 2 * second, { model: 'parking/record:session' }),
  )
  expect(effects.map(({ rule: id }) => id)).toEqual(['found', 'long'])
})

test('observations wait for the watermark and fall in the order of their event times', () => {
  const one = createFold(null)
  one.step(start([rule()], minute))
  expect(one.step([said('b1', 'occupied', true, 50 * second, { stamp: 55 * second })])).toEqual([])
  expect(one.step([said('b1', 'occupied', false, 40 * second, { stamp: 56 * second })])).toEqual([])
  expect(one.tick(110 * second)).toEqual([])
  expect(one.tick(110 * second + 1).map(brief)).toEqual(['assert overstayed|b1|50000|0@1 at 50s'])
})

test('an observation later than its source may be is counted and not folded', () => {
  const one = createFold(null)
  one.step(start([rule()], second))
  one.step([said('b1', 'occupied', true, second, { stamp: 3 * second })])
  expect(one.tick(hour)).toEqual([])
  expect(one.size().late).toBe(1)
})

test('what a source kept while it was away is not late', () => {
  const records = [
    source('down', 10 * second, second),
    source('up', hour, second),
    said('b1', 'occupied', true, 20 * second, { stamp: hour + second }),
  ]
  expect(fold(...start([rule()], second), ...records).map(brief)).toEqual([
    'assert overstayed|b1|20000|0@1 at 20s',
  ])
})

test('the same observation twice counts once', () => {
  const seen = rule({ on: [{ device: 'camera', event: 'plate' }], when: true })
  const twice = said('c1', 'plate', { plate: 'A' }, second)
  expect(fold(...start([seen], minute), twice, { ...twice, stamp: 5 * second })).toHaveLength(1)
})

test('a rule on an event alone falls on arrival, whatever the lateness', () => {
  const known = rule({
    on: [{ device: 'camera', event: 'plate' }],
    when: { in: [{ var: 'event.plate' }, ['A', 'B']] },
    cooldown: '10s',
    do: [{ command: { device: 'self', name: 'open' } }],
  })
  const one = createFold(null)
  one.step(start([known], 5 * minute))
  const at = (plate: string, time: number, stamp: number) => said('c1', 'plate', { plate }, time, { stamp })
  expect(one.step([at('A', 20 * second, 21 * second)]).map(({ final, at }) => [final, at])).toEqual([
    [true, 20 * second],
  ])
  expect(one.step([at('A', 12 * second, 22 * second)])).toEqual([])
  expect(one.step([at('X', 40 * second, 41 * second)])).toEqual([])
  expect(one.step([at('B', 41 * second, 42 * second)])).toHaveLength(1)
  expect(one.tick(hour)).toEqual([])
})

test('a muted rule runs but asks for nothing', () => {
  expect(fold(...start([rule({ muted: true })]), said('b1', 'occupied', true, second))).toEqual([])
})

test('only bound devices take part', () => {
  const bound = program([rule()], { bindings: { bay: ['b2'] } })
  const records = [said('b1', 'occupied', true, second), said('b2', 'occupied', true, 2 * second)]
  expect(fold(source('up', 0), release(0, bound), ...records).map(({ key }) => key)).toEqual(['b2'])
})

test('an early rule is decided at once, taken back by late data, and confirmed at the watermark', () => {
  const one = createFold(null)
  one.step(start([rule({ early: true, for: '10s' })], minute))
  const log = [
    ...one.step([said('b1', 'occupied', true, 5 * second)]),
    ...one.tick(16 * second),
    ...one.step([said('b1', 'occupied', false, 12 * second, { stamp: 17 * second })]),
    ...one.step([said('b1', 'occupied', true, 13 * second, { stamp: 18 * second })]),
    ...one.tick(hour),
  ]
  expect(log.map(brief)).toEqual([
    'assert overstayed|b1|5000|0@1 at 15s early',
    'withdraw overstayed|b1|5000|0@2 at 15s early',
    'assert overstayed|b1|13000|0@1 at 23s early',
    'amend overstayed|b1|13000|0@2 at 23s',
  ])
})

test('an early verdict that only moves is replaced, so that its incident keeps its owner', () => {
  const one = createFold(null)
  one.step(start([rule({ early: true })], minute))
  one.step([said('b1', 'occupied', true, 5 * second)])
  const [replaced] = one.step([said('b1', 'occupied', true, 3 * second, { stamp: 6 * second })])
  expect(replaced).toMatchObject({
    op: 'replace',
    id: 'i|overstayed|b1|3000|0',
    replaces: 'i|overstayed|b1|5000|0',
  })
})

test('commands of early rules wait until nothing can change them', () => {
  const lit = rule({
    early: true,
    do: [{ alert: { title: { zh: '占用', en: 'taken' } } }, { command: { device: 'self', name: 'light' } }],
  })
  const one = createFold(null)
  one.step(start([lit], minute))
  expect(one.step([said('b1', 'occupied', true, second)]).map(brief)).toEqual([
    'assert overstayed|b1|1000|0@1 at 1s early',
  ])
  expect(one.tick(hour).map(brief)).toEqual([
    'amend overstayed|b1|1000|0@2 at 1s',
    'assert overstayed|b1|1000|1@2 at 1s',
  ])
})

test('early timers stand still while a source is away', () => {
  const one = createFold(null)
  one.step(start([rule({ early: true, for: '1m' })], second))
  one.step([said('b1', 'occupied', true, 10 * second), source('down', 30 * second, second)])
  expect(one.tick(hour)).toEqual([])
  one.step([source('up', hour, second)])
  expect(one.step([said('b1', 'occupied', false, 40 * second, { stamp: hour + 500 })])).toEqual([])
  expect(one.tick(2 * hour)).toEqual([])
})

test('a release that changes nothing for a rule leaves its episodes alone', () => {
  const lasting = rule({ for: '1h' })
  const next = program([{ ...lasting, grade: 'urgent' }], { release: 2, settings: { minutes: 5, limit: 1 } })
  const effects = fold(...start([lasting]), said('b1', 'occupied', true, minute), release(30 * minute, next))
  expect(effects.map(brief)).toEqual(['assert overstayed|b1|60000|0@1 at 3660s'])
  expect(effects[0]).toMatchObject({ release: 2, grade: 'urgent' })
})

test('a shorter time holds from the release on, for what stands already', () => {
  const lasting = rule({ for: { setting: 'minutes', unit: 'm' } })
  const shorter = program([lasting], { release: 2, settings: { minutes: 5 } })
  const effects = fold(
    ...start([lasting]),
    said('b1', 'occupied', true, minute),
    release(20 * minute, shorter),
  )
  expect(effects.map(brief)).toEqual(['assert overstayed|b1|60000|0@1 at 1200s'])
})

test('an episode that the new release denies ends by it', () => {
  const hot = rule({
    on: [{ device: 'bay', property: 'temperature' }],
    when: { '>': [{ var: 'temperature' }, { var: 'settings.limit' }] },
  })
  const cooler = program([hot], { release: 2, settings: { limit: 70 } })
  const effects = fold(...start([hot]), said('b1', 'temperature', 60, minute), release(hour, cooler))
  expect(effects.map(brief)).toEqual([
    'assert overstayed|b1|60000|0@1 at 60s',
    'withdraw overstayed|b1|60000|0@2 at 3600s',
  ])
  expect(effects[1]?.reason).toBe('release 2')
})

test('a release counts from its stamp in event time, also for what arrives later', () => {
  const hot = rule({
    on: [{ device: 'bay', property: 'temperature' }],
    when: { '>': [{ var: 'temperature' }, { var: 'settings.limit' }] },
  })
  const cooler = program([hot], { release: 2, settings: { limit: 70 } })
  const late = said('b1', 'temperature', 60, 59 * second, { stamp: 70 * second })
  const effects = fold(...start([hot], minute), release(minute, cooler), late)
  expect(effects.map(({ op, release: by }) => [op, by])).toEqual([
    ['assert', 1],
    ['withdraw', 2],
  ])
})

test('a program that ends takes its rules with it', () => {
  const effects = fold(
    ...start([rule({ for: '1h' })]),
    said('b1', 'occupied', true, minute),
    release(30 * minute, null),
  )
  expect(effects).toEqual([])
})

test('a checkpoint goes on where the fold stood', () => {
  const before = createFold(null)
  before.step([...start([rule({ for: '1h' })], minute), said('b1', 'occupied', true, minute)])
  const after = createFold(before.save())
  expect(after.save()).toBe(before.save())
  expect(after.tick(3 * hour).map(brief)).toEqual(before.tick(3 * hour).map(brief))
})

test('what is no checkpoint is refused with a code', () => {
  for (const text of ['', '{}', '[1]', '{"format":9}'])
    expect(() => createFold(text)).toThrow(
      expect.objectContaining({ code: 'kernel.bad-checkpoint' }) as KernelError,
    )
})

test('state that is over is dropped', () => {
  const one = createFold(null)
  one.step(start([rule({ cooldown: '1m' })]))
  one.step([said('b1', 'occupied', true, second), said('b1', 'occupied', false, 2 * second)])
  one.tick(10 * second)
  expect(one.size()).toMatchObject({ keys: 1, timers: 1 })
  one.tick(hour)
  expect(one.size()).toMatchObject({ keys: 0, timers: 0, held: 0 })
})

test('parts of an effect id stay apart, whatever the key holds', () => {
  const seen = rule({ key: { field: 'event.plate' }, on: [{ device: 'camera', event: 'plate' }], when: true })
  const [effect] = fold(...start([seen]), said('c1', 'plate', { plate: 'a|b#c%' }, second, { id: 'x|y' }))
  expect(effect?.id).toBe('i|overstayed|a%7Cb%23c%25|1000#x%7Cy|0')
})
