import fc from 'fast-check'
import { LogicEngine } from 'json-logic-engine'
import jsonLogic from 'json-logic-js'
import { expect, test, vi } from 'vitest'
import type { KernelError } from '../errors.ts'
import type { Json } from '../rule.ts'
import { interpret } from '../testing/interpreter.ts'
import { conditions, datas, logics } from '../testing/logics.ts'
import { canonical } from './canonical.ts'
import { evaluate } from './evaluate.ts'
import { parseLogic, printLogic } from './tree.ts'

const isLong = process.env.LINLI_LONG === '1'
const runs = Number(process.env.KERNEL_PAIRS ?? (isLong ? 1_000_000 : 20_000))
const seed = Number(process.env.KERNEL_SEED ?? 20_240_229)
if (isLong) vi.setConfig({ testTimeout: 7_200_000 })
const asJson = (value: unknown) => JSON.stringify(value) ?? 'null'

const engine = new LogicEngine()

/** What both libraries say, or null where they differ or one of them fails: there the specification decides. */
function agreed(logic: Json, data: Json): string | null {
  const one = asJson(jsonLogic.apply(logic as never, data))
  try {
    return asJson(engine.run(logic, data)) === one ? one : null
  } catch {
    return null
  }
}

/** What we say; null where the specification, stricter than both, has an error. */
function standard(logic: Json, data: Json): string | null {
  try {
    return asJson(evaluate(logic, data, { mode: 'standard' }).result)
  } catch (error) {
    const { code } = error as KernelError
    if (code === 'kernel.invalid-arguments' || code === 'kernel.result-not-a-number') return null
    throw error
  }
}

test(`standard mode is what json-logic-js and json-logic-engine agree on (${runs} pairs, seed ${seed})`, () => {
  let compared = 0
  let refused = 0
  const differing: (readonly string[])[] = []
  fc.assert(
    fc.property(logics, datas, (logic, data) => {
      const wanted = agreed(logic, data)
      if (wanted === null) return
      compared += 1
      const found = standard(logic, data)
      if (found === null) refused += 1
      else if (found !== wanted) differing.push([asJson(logic), asJson(data), wanted, found])
    }),
    { numRuns: runs, seed },
  )
  expect(compared).toBeGreaterThan(runs / 3)
  expect(refused).toBeLessThan(compared / 50)
  // Now and then both come to one value by different ways, of which the specification takes neither.
  expect(differing.slice(Math.floor(compared / 1_000))).toEqual([])
}, 120_000)

test(`three-valued closures say what the definition says (${runs} pairs, seed ${seed})`, () => {
  fc.assert(
    fc.property(logics, datas, (logic, data) => {
      const wanted = interpret(logic, data)
      const found = evaluate(logic, data)
      expect([found.unknown, asJson(found.result)]).toEqual([wanted === undefined, asJson(wanted ?? null)])
    }),
    { numRuns: runs, seed },
  )
}, 120_000)

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
