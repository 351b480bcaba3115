import { expect, test } from 'vitest'
import type { Json } from '../rule.ts'
import { sharedData } from '../testing/shared.ts'
import { evaluate } from './evaluate.ts'

interface OfficialCase {
  readonly description: string
  readonly rule: Json
  readonly data?: Json
  readonly result: Json
}

const official = sharedData('jsonlogic/compatible.json')

test.skipIf(official === null)('all official JSONLogic cases hold in standard mode', () => {
  const cases = (JSON.parse(official ?? '[]') as (string | OfficialCase)[]).filter(
    (one) => typeof one !== 'string',
  )
  const wrong = cases.filter(({ rule, data, result }) => {
    const found = evaluate(rule, data ?? null, { mode: 'standard' }).result
    return JSON.stringify(found) !== JSON.stringify(result)
  })
  expect(wrong).toEqual([])
  expect(cases).toHaveLength(278)
})

test('a comparison with what is not there is unknown, unless something else decides', () => {
  const below = { '<': [{ var: 'temperature' }, 5] }
  expect(evaluate(below, {})).toEqual({ result: null, unknown: true })
  expect(evaluate(below, { temperature: null })).toEqual({ result: null, unknown: true })
  expect(evaluate(below, {}, { mode: 'standard' })).toEqual({ result: true, unknown: false })
  expect(evaluate({ and: [below, false] }, {})).toEqual({ result: false, unknown: false })
  expect(evaluate({ or: [below, 'yes'] }, {})).toEqual({ result: 'yes', unknown: false })
  expect(evaluate({ '!': [below] }, {}).unknown).toBe(true)
  expect(evaluate({ if: [below, 1, 2] }, {}).unknown).toBe(true)
  expect(
    evaluate({ some: [{ var: 'list' }, { '>': [{ var: 'q' }, 1] }] }, { list: [{}, { q: 2 }] }).result,
  ).toBe(true)
  expect(
    evaluate({ all: [{ var: 'list' }, { '>': [{ var: 'q' }, 1] }] }, { list: [{}, { q: 2 }] }).unknown,
  ).toBe(true)
})

test('missing, missing_some and exists ask for absence and are never unknown', () => {
  expect(evaluate({ missing: ['a', 'b'] }, { a: 1 }).result).toEqual(['b'])
  expect(evaluate({ missing_some: [1, ['a', 'b']] }, { a: 1 }).result).toEqual([])
  expect(evaluate({ exists: 'a' }, { a: null }).result).toBe(true)
  expect(evaluate({ exists: ['a', 'b'] }, { a: { b: 0 } }).result).toBe(true)
  expect(evaluate({ exists: 'b' }, { a: null }).result).toBe(false)
})

test('no host object is ever reached', () => {
  const paths = [
    'constructor',
    'constructor.constructor',
    '__proto__',
    'a.__proto__.x',
    'toString',
    'a.constructor.name',
  ]
  for (const path of paths) {
    expect(evaluate({ var: path }, { a: 'text' })).toEqual({ result: null, unknown: true })
    expect(evaluate({ var: path }, { a: [] }, { mode: 'standard' }).result).toBe(null)
    expect(evaluate({ exists: path }, { a: {} }).result).toBe(false)
  }
  const own = JSON.parse('{"__proto__":{"x":1},"constructor":2}') as Json
  expect(evaluate({ var: '__proto__.x' }, own).result).toBe(1)
  expect(evaluate({ var: 'constructor' }, own).result).toBe(2)
})

test('values that pretend to have methods are only values', () => {
  const trap = { toString: 1, valueOf: { a: 1, b: 2 }, indexOf: 'x', length: 3 }
  const logic = { cat: [{ var: 't' }, { in: [1, { var: 't' }] }, { '==': [{ var: 't' }, { var: 't' }] }] }
  expect(evaluate(logic, { t: trap }, { mode: 'standard' }).result).toBe('[object Object]falsetrue')
  for (const operator of ['+', '<', 'max'])
    expect(() => evaluate({ [operator]: [{ var: 't' }, 1] }, { t: trap }, { mode: 'standard' })).toThrow(
      expect.objectContaining({ code: 'kernel.result-not-a-number' }) as Error,
    )
  expect(evaluate({ '+': [{ var: 't' }, 1] }, { t: trap }).unknown).toBe(true)
})

test('an operator that does not exist is refused with its name', () => {
  for (const operator of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'nope'])
    expect(() => evaluate(JSON.parse(`{"${operator}":[1]}`) as Json, {})).toThrow(
      expect.objectContaining({ code: 'kernel.unknown-operator' }) as Error,
    )
  expect(() => evaluate({ mising: ['a'] }, {})).toThrow('Did you mean "missing"?')
})

test('logic nested beyond reason is refused, not run', () => {
  let deep: Json = true
  for (let level = 0; level < 100_000; level++) deep = { '!': [deep] }
  expect(() => evaluate(deep, {})).toThrow(
    expect.objectContaining({ code: 'kernel.logic-too-deep' }) as Error,
  )
})

test('data nested beyond reason is refused, not followed', () => {
  let deep: Json = []
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(() => evaluate({ cat: [{ var: 'x' }] }, { x: deep })).toThrow(
    expect.objectContaining({ code: 'kernel.logic-too-deep' }) as Error,
  )
})

test('an evaluation that walks or builds too much is stopped with a code', () => {
  const list = Array.from({ length: 400 }, (_, index) => index)
  const loop = {
    map: [{ var: 'list' }, { reduce: [[...list], { '+': [{ var: 'current' }, { var: 'accumulator' }] }, 0] }],
  }
  expect(() => evaluate(loop, { list })).toThrow(
    expect.objectContaining({ code: 'kernel.too-many-iterations' }) as Error,
  )
  const long: Json[] = Array.from({ length: 60 }, () => ({ '+': [1, 1, 1, 1] }))
  expect(() =>
    evaluate({ map: [{ var: 'list' }, { '+': long }] }, { list: Array.from({ length: 5_000 }, () => 1) }),
  ).toThrow(expect.objectContaining({ code: 'kernel.too-many-steps' }) as Error)
  const doubled = { reduce: [list, { cat: [{ var: 'accumulator' }, { var: 'accumulator' }] }, 'x'] }
  expect(() => evaluate(doubled, {})).toThrow(
    expect.objectContaining({ code: 'kernel.result-too-large' }) as Error,
  )
})
