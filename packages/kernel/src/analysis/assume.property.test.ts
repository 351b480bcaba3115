import fc from 'fast-check'
import { expect, test } from 'vitest'
import { truthy } from '../logic/coercion.ts'
import { evaluate } from '../logic/evaluate.ts'
import { parseLogic } from '../logic/tree.ts'
import type { Json } from '../rule.ts'
import { anything, assume, type Base } from './assume.ts'
import { any, type Domain, range, values } from './domain.ts'

const runs = Number(process.env.KERNEL_WORLDS ?? 2_000)
const seed = Number(process.env.KERNEL_SEED ?? 20_240_229)

const declared: Readonly<Record<string, Domain>> = {
  n: range(0, 6),
  m: range(-2, 3),
  flag: values(false, true),
  maybe: values(false, true, null),
  mode: values('auto', 'manual', 'off'),
  note: { kind: 'text', but: [] },
}
const base: Base = (name) => declared[name] ?? any

const whole = fc.integer({ min: -3, max: 7 })
const data = fc.record({
  n: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0.5, 2.5)),
  m: fc.integer({ min: -2, max: 3 }),
  flag: fc.boolean(),
  maybe: fc.constantFrom(true, false, null),
  mode: fc.constantFrom('auto', 'manual', 'off'),
  note: fc.constantFrom('', 'a', 'b', '7', 'auto'),
})

const condition: fc.Arbitrary<Json> = fc.letrec<{ condition: Json; sum: Json }>((tie) => {
  const number = fc.oneof(fc.constantFrom<Json>({ var: 'n' }, { var: 'm' }), whole)
  const sum = fc
    .tuple(fc.constantFrom('+', '-', '*', 'min', 'max'), number, number)
    .map(([operator, a, b]): Json => ({ [operator]: [a, b] }))
  const order = fc.constantFrom('<', '<=', '>', '>=', '==', '!=', '===', '!==')
  const side = fc.oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: sum })
  const text = fc.constantFrom<Json>({ var: 'mode' }, { var: 'note' }, 'auto', 'off', 'a', '', '7', 'x')
  const equal = fc.constantFrom('==', '!=', '===', '!==')
  const odd = fc.constantFrom<Json>(
    { var: 'flag' },
    { var: 'maybe' },
    { var: 'n' },
    { var: 'note' },
    true,
    null,
    1,
    'true',
    '3',
  )
  const pair = (operator: fc.Arbitrary<string>, one: fc.Arbitrary<Json>) =>
    fc.tuple(operator, one, one).map(([name, a, b]): Json => ({ [name]: [a, b] }))
  const joined = fc
    .tuple(fc.constantFrom('and', 'or'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
    .map(([operator, parts]): Json => ({ [operator]: parts }))
  return {
    sum,
    condition: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 5, arbitrary: pair(order, side) },
      { weight: 2, arbitrary: pair(equal, text) },
      { weight: 2, arbitrary: pair(order, odd) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Json>(
          { var: 'flag' },
          { var: 'maybe' },
          { var: 'n' },
          { var: 'note' },
          { '!': { var: 'maybe' } },
        ),
      },
      { weight: 1, arbitrary: fc.tuple(whole, whole).map(([a, b]): Json => ({ '<': [a, { var: 'n' }, b] })) },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.constantFrom('auto', 'off', 'a', ''), { maxLength: 3 })
          .map((list): Json => ({ in: [{ var: 'mode' }, list] })),
      },
      { weight: 4, arbitrary: joined },
      { weight: 2, arbitrary: tie('condition').map((part): Json => ({ '!': [part] })) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('condition'), tie('condition'), tie('condition'))
          .map((parts): Json => ({ if: parts })),
      },
    ),
  }
}).condition

const outcome = (logic: Json, given: Json) => {
  const { result, unknown } = evaluate(logic, given)
  return unknown ? undefined : truthy(result)
}

test(`what is said never to be true, or never false, never is (${runs} conditions, seed ${seed})`, () => {
  fc.assert(
    fc.property(condition, fc.array(data, { minLength: 20, maxLength: 20 }), (logic, datas) => {
      const tree = parseLogic(logic)
      for (const wanted of [true, false]) {
        if (assume(tree, wanted, anything, base).length > 0) continue
        for (const given of datas) expect(outcome(logic, given)).not.toBe(wanted)
      }
    }),
    { numRuns: runs, seed },
  )
}, 120_000)

/** One value of a domain; null where there is none at hand. */
function sample(domain: Domain): Json | undefined {
  if (domain.kind === 'values') return domain.values[0]
  if (domain.kind === 'text') return ['zzz', 'yyy', 'xxx'].find((text) => !domain.but.includes(text))
  if (domain.kind !== 'range') return undefined
  const { low, high, lowOpen, highOpen } = domain
  return !lowOpen ? low : !highOpen ? high : (low + high) / 2
}

test(`what is said to be possible for certain, is (${runs} conditions, seed ${seed})`, () => {
  let exact = 0
  fc.assert(
    fc.property(condition, fc.boolean(), (logic, wanted) => {
      for (const world of assume(parseLogic(logic), wanted, anything, base)) {
        if (!world.exact) continue
        exact += 1
        const names = Object.keys(declared).map(
          (name) => [name, sample(world.names.get(name) ?? base(name))] as const,
        )
        expect(outcome(logic, Object.fromEntries(names) as Json)).toBe(wanted)
      }
    }),
    { numRuns: runs, seed },
  )
  expect(exact).toBeGreaterThan(runs / 4)
}, 120_000)
