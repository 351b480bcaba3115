import fc from 'fast-check'
import jsonLogic from 'json-logic-js'
import { expect, test } from 'vitest'
import type { Json } from '../rule.ts'
import { interpret } from '../testing/interpreter.ts'
import { conditions, datas, logics } from '../testing/logics.ts'
import { canonical } from './canonical.ts'
import { evaluate } from './evaluate.ts'
import { parseLogic, printLogic } from './tree.ts'

const runs = Number(process.env.KERNEL_PAIRS ?? 20_000)
const seed = Number(process.env.KERNEL_SEED ?? 20_240_229)
const asJson = (value: unknown) => JSON.stringify(value) ?? 'null'

test(`standard mode is json-logic-js (${runs} pairs, seed ${seed})`, () => {
  fc.assert(
    fc.property(logics, datas, (logic, data) => {
      const wanted = asJson(jsonLogic.apply(logic as never, data))
      expect(asJson(evaluate(logic, data, { mode: 'standard' }).result)).toBe(wanted)
    }),
    { numRuns: runs, seed },
  )
})

test(`three-valued closures say what the definition says (${runs} pairs, seed ${seed})`, () => {
  fc.assert(
    fc.property(logics, datas, (logic, data) => {
      const wanted = interpret(logic, data)
      const found = evaluate(logic, data)
      expect([found.unknown, asJson(found.result)]).toEqual([wanted === undefined, asJson(wanted ?? null)])
    }),
    { numRuns: runs, seed },
  )
})

test('what a condition knows does not change when more becomes known', () => {
  fc.assert(
    fc.property(conditions, datas, datas, (condition, less, more) => {
      const before = evaluate(condition, less)
      fc.pre(!before.unknown)
      const filled = { ...(more as object), ...(less as object) } as Json
      expect(evaluate(condition, filled)).toEqual(before)
    }),
    { numRuns: Math.ceil(runs / 4), seed },
  )
})

test('a printed tree is the JSON it was parsed from, known operators or not', () => {
  fc.assert(
    fc.property(fc.oneof(logics, fc.jsonValue() as fc.Arbitrary<Json>), (value) => {
      expect(printLogic(parseLogic(value))).toEqual(value)
      expect(JSON.stringify(printLogic(parseLogic(value)))).toBe(JSON.stringify(value))
    }),
    { numRuns: Math.ceil(runs / 4), seed },
  )
})

test('equal values have one canonical text, whatever the order of their names', () => {
  fc.assert(
    fc.property(fc.jsonValue() as fc.Arbitrary<Json>, (value) => {
      const text = canonical(value)
      expect(canonical(JSON.parse(text) as Json)).toBe(text)
      expect(canonical(reversed(value))).toBe(text)
    }),
    { numRuns: Math.ceil(runs / 10), seed },
  )
})

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(reversed)
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  )
}
