import fc from 'fast-check'
import type { Json } from '../rule.ts'

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.integer({ min: -3, max: 9 }),
  fc.constantFrom(0.5, -2.25, '', '0', '1', 'abc', ' 7 ', '3x', true, false, null),
)

/** Values that are no logic: no object has exactly one name. */
const plain: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 4 }) },
)

/** Data with some of the names that `logics` reads. */
export const datas: fc.Arbitrary<Json> = fc.record(
  {
    a: plain,
    b: plain,
    c: fc.record({ d: scalar, e: fc.array(scalar, { maxLength: 3 }) }, { noNullPrototype: true }),
    list: fc.array(
      fc.record(
        { q: scalar, r: scalar, pad: fc.constant(1) },
        { requiredKeys: ['q', 'pad'], noNullPrototype: true },
      ),
      {
        maxLength: 4,
      },
    ),
    pad: fc.constant(1),
  },
  { requiredKeys: ['pad'], noNullPrototype: true },
)

const names = ['a', 'b', 'c.d', 'c.e.0', 'c.e', 'list', 'list.1.q', 'nothing', 'c.nothing', 'a.length']

const binary = [
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
  'in',
  'cat',
  'min',
  'max',
]
/** `*` of one argument is left out: json-logic-js gives it back as it is, we read it as a number. */
const many = ['and', 'or', 'if', 'cat', '+', 'min', 'max', 'merge']

/** Logic of every operator that json-logic-js has. */
export const logics: fc.Arbitrary<Json> = fc.letrec<{ logic: Json; inner: Json }>((tie) => ({
  logic: build(tie('logic'), fc.constantFrom(...names), tie('inner')),
  inner: build(
    tie('inner'),
    fc.constantFrom('', 'q', 'r', 'current', 'accumulator', 'current.q'),
    tie('inner'),
    true,
  ),
})).logic

/** Comparisons joined by and, or and not: conditions in the strict sense. */
export const conditions: fc.Arbitrary<Json> = fc.letrec<{ condition: Json }>((tie) => {
  const read = fc.constantFrom(...names).map((one): Json => ({ var: one }))
  const compared = fc
    .tuple(
      fc.constantFrom('==', '===', '!=', '<', '<=', '>', '>='),
      fc.oneof(read, scalar),
      fc.oneof(read, scalar),
    )
    .map(([operator, left, right]): Json => ({ [operator]: [left, right] }))
  const joined = fc
    .tuple(fc.constantFrom('and', 'or'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
    .map(([operator, parts]): Json => ({ [operator]: parts }))
  const not = tie('condition').map((part): Json => ({ '!': [part] }))
  return { condition: fc.oneof({ maxDepth: 4, depthSize: 'small' }, compared, joined, not) }
}).condition

function build(
  part: fc.Arbitrary<Json>,
  name: fc.Arbitrary<string>,
  body: fc.Arbitrary<Json>,
  isInner = false,
): fc.Arbitrary<Json> {
  const call = (operators: readonly string[], args: fc.Arbitrary<Json[]>) =>
    fc.tuple(fc.constantFrom(...operators), args).map(([operator, given]): Json => ({ [operator]: given }))
  const read = fc.oneof(
    name.map((one): Json => ({ var: one })),
    fc.tuple(name, part).map(([one, fallback]): Json => ({ var: [one, fallback] })),
  )
  const choices = [
    { weight: 3, arbitrary: plain },
    { weight: 5, arbitrary: read },
    { weight: 4, arbitrary: call(binary, fc.tuple(part, part) as fc.Arbitrary<Json[]>) },
    { weight: 2, arbitrary: call(['<', '<='], fc.tuple(part, part, part) as fc.Arbitrary<Json[]>) },
    { weight: 3, arbitrary: call(many, fc.array(part, { minLength: 1, maxLength: 4 })) },
    { weight: 2, arbitrary: call(['!', '!!', '-', '+'], fc.tuple(part) as fc.Arbitrary<Json[]>) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(part, fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 3 }))
        .map((args): Json => ({ substr: args })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.integer({ min: 0, max: 3 }), fc.array(name, { maxLength: 3 }))
        .map((args): Json => ({ missing_some: args })),
    },
  ]
  const asked = fc.array(name, { maxLength: 3 })
  const askedIf = fc.tuple(name, part, name).map(
    ([always, when, maybe]): Json => ({
      missing: { merge: [always, { if: [when, [maybe], []] }] },
    }),
  )
  choices.push(
    { weight: 1, arbitrary: asked.map((missing): Json => ({ missing })) },
    { weight: 1, arbitrary: askedIf },
  )
  const loops = [
    {
      weight: 2,
      arbitrary: call(['map', 'filter', 'all', 'some', 'none'], fc.tuple(part, body) as fc.Arbitrary<Json[]>),
    },
    { weight: 1, arbitrary: call(['reduce'], fc.tuple(part, body, part) as fc.Arbitrary<Json[]>) },
  ]
  return fc.oneof({ maxDepth: 3, depthSize: 'small' }, ...choices, ...(isInner ? [] : loops))
}
