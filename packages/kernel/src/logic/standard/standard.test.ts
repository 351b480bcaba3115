import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { KernelError } from '../../errors.ts'
import type { Json } from '../../rule.ts'
import { evaluate } from '../evaluate.ts'

/** The result in standard mode, or the code of what it ended with. */
function standard(logic: Json, data: Json = null): Json {
  try {
    return evaluate(logic, data, { mode: 'standard' }).result
  } catch (error) {
    return (error as KernelError).code
  }
}

const nan = 'kernel.result-not-a-number'
const invalid = 'kernel.invalid-arguments'

test('val takes keys as they are, and lists go outward', () => {
  expect(standard({ val: ['a', 'b.c'] }, { a: { 'b.c': 1 } })).toBe(1)
  expect(standard({ val: [] }, 5)).toBe(5)
  expect(standard({ val: 'x' }, {})).toBe(null)
  const lines = {
    map: [{ val: 'list' }, { '+': [{ val: [] }, { val: [[2], 'more'] }, { val: [[1], 'index'] }] }],
  }
  expect(standard(lines, { list: [1, 2], more: 10 })).toEqual([11, 13])
})

test('?? gives the first value that is there', () => {
  expect(standard({ '??': [{ val: 'a' }, { val: 'b' }, 'none'] }, { b: false })).toBe(false)
  expect(standard({ '??': [] })).toBe(null)
})

test('try goes on to the next part, which sees what went wrong', () => {
  expect(standard({ try: [{ throw: 'late' }, { val: 'type' }] })).toBe('late')
  expect(standard({ try: [{ '/': [1, 0] }, { val: 'type' }] })).toBe('NaN')
  expect(standard({ try: [{ throw: 'a' }, { val: [[2], 'x'] }] }, { x: 7 })).toBe(7)
  expect(standard({ throw: 'late' })).toBe('kernel.thrown')
})

test('arithmetic takes any number of operands, and ends with an error where there is no number', () => {
  expect(standard({ '-': [10, 2, 3] })).toBe(5)
  expect(standard({ '/': [8, 2, 2] })).toBe(2)
  expect(standard({ '/': [4] })).toBe(0.25)
  expect(standard({ '*': [] })).toBe(1)
  expect(standard({ '+': ['1', true, null, ''] })).toBe(2)
  expect(standard({ '+': ['1x'] })).toBe(nan)
  expect(standard({ '/': [1, 0] })).toBe(nan)
  expect(standard({ '-': [] })).toBe(invalid)
})

test('comparisons chain, lazily', () => {
  expect(standard({ '<': [1, 2, 3] })).toBe(true)
  expect(standard({ '>': [3, 2, 2] })).toBe(false)
  expect(standard({ '===': [1, 1, 2] })).toBe(false)
  expect(standard({ '>': [1, 2, { throw: 'not looked at' }] })).toBe(false)
  expect(standard({ '<': [1, 'a'] })).toBe(nan)
  expect(standard({ '==': [null, 0] })).toBe(true)
  expect(standard({ '<': [1] })).toBe(invalid)
})

test('what an expression comes to may be the list of arguments', () => {
  expect(standard({ max: { map: [{ val: 'list' }, { val: 'x' }] } }, { list: [{ x: 1 }, { x: 9 }] })).toBe(9)
  expect(standard({ cat: { merge: [['a'], 'b'] } })).toBe('ab')
  expect(standard({ '/': { preserve: [2] } })).toBe(0.5)
  expect(standard({ and: true })).toBe(invalid)
})

test('what is bounded ends with its own code, and no try catches it', () => {
  const many = Array.from({ length: 300 }, () => 1)
  const nested = { map: [many, { map: [{ merge: [many] }, 1] }] }
  expect(standard({ try: [nested, 'caught'] })).toBe('kernel.too-many-iterations')
})

/** A folder with the suites of json-logic/compat-tables, where there is one. */
const suites = process.env.JSONLOGIC_SUITES ?? ''

interface SuiteCase {
  readonly rule: Json
  readonly data?: Json
  readonly result?: Json
  readonly error?: Json
}

test.skipIf(!existsSync(suites))('every case of the community suites holds', () => {
  const files = globSync('**/*.json', { cwd: suites }).filter((name) => path.basename(name) !== 'index.json')
  const cases = files.flatMap(
    (name) => JSON.parse(readFileSync(path.join(suites, name), 'utf8')) as readonly (string | SuiteCase)[],
  )
  const wrong = cases.filter((one) => {
    if (typeof one === 'string' || !('rule' in one)) return false
    const found = standard(one.rule, one.data ?? null)
    return one.error === undefined
      ? JSON.stringify(found) !== JSON.stringify(one.result)
      : typeof found !== 'string' || !found.startsWith('kernel.')
  })
  expect(wrong).toEqual([])
  expect(cases.length).toBeGreaterThan(1_000)
})
