import { expect, test } from 'vitest'
import type { Json } from '../../rule.ts'
import { evaluate } from '../evaluate.ts'

const now = Date.parse('2026-09-24T15:05:00Z')
/** The result three-valued; null where it is unknown. */
const three = (logic: Json, data: Json = {}) => {
  const { result, unknown } = evaluate(logic, data, { now })
  return unknown ? 'unknown' : result
}
const standard = (logic: Json, data: Json = {}) => evaluate(logic, data, { mode: 'standard', now }).result

/** What is wrong is unknown, or null in standard mode. */
const refuses = (logic: Json, data: Json = {}) => {
  expect(three(logic, data)).toBe('unknown')
  expect(standard(logic, data)).toBe(null)
}
const gives = (logic: Json, wanted: Json) => {
  expect(three(logic)).toEqual(wanted)
  expect(standard(logic)).toEqual(wanted)
}

test('numbers lose their sign and their decimals', () => {
  gives({ abs: -2.5 }, 2.5)
  gives({ floor: -2.5 }, -3)
  gives({ ceil: 2.1 }, 3)
  gives({ round: 2.5 }, 3)
  gives({ round: -2.5 }, -3)
  gives({ round: [1.005, 2] }, 1.01)
  gives({ round: [1234.5678, 1] }, 1234.6)
  gives({ round: 1e300 }, 1e300)
  for (const name of ['abs', 'floor', 'ceil', 'round']) {
    refuses({ [name]: 'x' })
    refuses({ [name]: null })
    refuses({ [name]: [{ var: 'nothing' }] })
  }
  refuses({ round: [1, 1.5] })
  refuses({ round: [1, 99] })
})

test('lists are sets by the canonical text of their values', () => {
  gives(
    {
      union: [
        [1, 2],
        [2, 3],
      ],
    },
    [1, 2, 3],
  )
  gives(
    {
      intersection: [
        [1, 2, 2, '3'],
        [2, 3],
      ],
    },
    [2],
  )
  gives({ difference: [[1, 2, 3], [2], [3]] }, [1])
  gives({ unique: [['b', 'a', 'b']] }, ['b', 'a'])
  gives({ subset: [['a'], ['b', 'a']] }, true)
  gives(
    {
      subset: [
        ['a', 'c'],
        ['b', 'a'],
      ],
    },
    false,
  )
  gives({ disjoint: [['a'], ['b']] }, true)
  gives({ length: [['a', 'b']] }, 2)
  gives({ length: '京A12345' }, 7)
  expect(three({ subset: [{ var: 'some' }, [{ x: 1, y: 2 }]] }, { some: [{ y: 2, x: 1 }] } as never)).toBe(
    true,
  )
  refuses({ union: [[1], 2] })
  refuses({ subset: ['a', ['a']] })
  refuses({ length: 5 })
})

test('lengths of time are milliseconds', () => {
  gives({ duration: '90m' }, 5_400_000)
  gives({ duration: '1h30m' }, 5_400_000)
  gives({ duration: 'PT1H30M' }, 5_400_000)
  gives({ duration: 'P2D' }, 172_800_000)
  gives({ duration: '1d2h3m4s5ms' }, 93_784_005)
  for (const bad of ['', 'P', 'PT', '1', 'h', '-5m', '1m1h', 5]) refuses({ duration: bad })
})

test('moments are milliseconds since 1970, and a local time is none', () => {
  for (const text of ['2026-09-24T23:05:00+08:00', '2026-09-24T15:05:00Z', '2026-09-24 15:05Z'])
    gives({ timestamp: text }, now)
  gives({ timestamp: '2026-09-24T15:05:00.123Z' }, now + 123)
  gives({ timestamp: '2024-02-29T00:00:00Z' }, Date.parse('2024-02-29T00:00:00Z'))
  gives({ timestamp: 12.5 }, 12.5)
  for (const bad of ['2026-09-24T23:05:00', '2026-13-01T00:00:00Z', '2026-09-24T24:00:00Z', 'now', true])
    refuses({ timestamp: bad })
  const stayed = { '>': [{ '-': [{ now: [] }, { timestamp: { var: 'at' } }] }, { duration: '2h' }] }
  expect(three(stayed, { at: '2026-09-24T12:00:00Z' })).toBe(true)
  expect(three(stayed, { at: '2026-09-24T14:00:00Z' })).toBe(false)
})

test('the time of day is a text that can be compared: in Shanghai, or where it is asked for', () => {
  gives({ time_of_day: [] }, '23:05')
  gives({ time_of_day: '2026-09-24T16:00:00Z' }, '00:00')
  gives({ time_of_day: ['2026-09-24T16:00:00Z', '-05:00'] }, '11:00')
  gives({ '<=': ['22:00', { time_of_day: [] }] }, true)
  gives({ time_of_day: -1 }, '07:59')
  refuses({ time_of_day: 'noon' })
  refuses({ time_of_day: [0, 'Asia/Shanghai'] })
  expect(evaluate({ now: [] }, {})).toEqual({ result: null, unknown: true })
})

test('distances between coordinates are metres', () => {
  const [gate, square] = [
    { lat: 39.9042, lon: 116.4074 },
    { lat: 39.9087, lon: 116.3975 },
  ]
  const metres = three({ distance: [{ var: 'gate' }, { var: 'square' }] }, { gate, square }) as number
  expect(metres).toBeGreaterThan(975)
  expect(metres).toBeLessThan(985)
  const geojson = { distance: [[116.4074, 39.9042], { var: 'square' }] }
  expect(three(geojson, { square: { latitude: 39.9087, longitude: 116.3975 } })).toBeCloseTo(metres, 6)
  expect(
    three({
      distance: [
        [0, 0],
        [180, 0],
      ],
    }),
  ).toBeCloseTo(Math.PI * 6_371_008.8, 3)
  gives(
    {
      distance: [
        [5, 5],
        [5, 5],
      ],
    },
    0,
  )
  refuses({
    distance: [
      [0, 91],
      [0, 0],
    ],
  })
  refuses({ distance: [[0, 0], { lat: 1, lon: 'x' }] })
  refuses({ distance: ['here', [0, 0]] })
})

test('a pattern is looked for anywhere in a text, unless it is anchored', () => {
  gives({ matches: ['京A12345', '^\\p{Han}[A-Z][A-Z0-9]{5,6}$'] }, true)
  gives({ matches: ['12345', '^\\p{Han}'] }, false)
  gives({ matches: ['a fire here', 'fire|smoke'] }, true)
  expect(three({ matches: ['abc', { var: 'p' }] }, { p: 'b' })).toBe(true)
  refuses({ matches: ['abc', { var: 'p' }] }, { p: '(' })
  refuses({ matches: [5, '5'] })
})

test('a pattern that cannot be matched in linear time is refused with a code', () => {
  for (const bad of ['(?=a)', '(a)\\1', '[', 'x'.repeat(501), '(?:a{100}){50}'])
    expect(() => evaluate({ matches: ['a', bad] }, {})).toThrow(
      expect.objectContaining({ code: 'kernel.bad-pattern' }) as Error,
    )
})

test('a pattern that explodes elsewhere takes no time here', () => {
  const logic = { matches: [{ var: 'text' }, '^(a+)+$'] }
  expect(three(logic, { text: `${'a'.repeat(50_000)}b` })).toBe(false)
})

test('sets and patterns are bounded', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => index)
  const union: Json = { map: [many, { length: [{ union: [many, [1]] }] }] }
  expect(() => evaluate(union, {})).toThrow(
    expect.objectContaining({ code: 'kernel.result-too-large' }) as Error,
  )
})
