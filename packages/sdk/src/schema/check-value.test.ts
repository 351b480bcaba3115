import { expect, test } from 'vitest'
import { checkValue } from './check-value.ts'
import { Type } from './type.ts'

test.each<[string, object, unknown, unknown, string]>([
  ['true or false', Type.Boolean(), true, 1, '/: must be true or false, not 1'],
  ['nothing', Type.Null(), null, undefined, '/: must be null, not undefined'],
  ['a number', Type.Number(), -0.5, '1', '/: must be a number, not "1"'],
  ['a finite number', Type.Number(), 1e300, Number.NaN, '/: must be a number, not null'],
  ['a whole number', Type.Integer(), 3, 3.5, '/: must be a whole number, not 3.5'],
  ['a least value', Type.Number({ minimum: 0 }), 0, -1, '/: -1 is below 0'],
  ['a greatest value', Type.Number({ maximum: 100 }), 100, 101, '/: 101 is above 100'],
  ['a bound that is out', Type.Number({ exclusiveMinimum: 0 }), 0.1, 0, '/: 0 is not above 0'],
  ['the other bound that is out', Type.Number({ exclusiveMaximum: 1 }), 0.9, 1, '/: 1 is not below 1'],
  ['steps', Type.Number({ multipleOf: 0.1 }), 0.3, 0.35, '/: 0.35 is no multiple of 0.1'],
  ['a text', Type.String(), '', 3, '/: must be a text, not 3'],
  ['a shortest text', Type.String({ minLength: 2 }), '京A', '京', '/: is shorter than 2'],
  ['a longest text, in characters', Type.String({ maxLength: 2 }), '😀😀', 'abc', '/: is longer than 2'],
  ['a pattern', Type.String({ pattern: '^[A-Z]$' }), 'A', 'a', '/: does not match ^[A-Z]$'],
  ['a date', Type.String({ format: 'date' }), '2026-03-02', '2.3.2026', '/: is no date'],
  [
    'a date with a time',
    Type.String({ format: 'date-time' }),
    '2026-03-02T08:00:00+08:00',
    '2026-03-02',
    '/: is no date-time',
  ],
  ['a choice', Type.Choice(['in', 'out']), 'in', 'up', '/: "up" is none of in, out'],
  ['a literal', Type.Literal('x'), 'x', 'y', '/: must be "x"'],
  ['one of several', Type.Union([Type.String(), Type.Null()]), null, 3, '/: 3 fits none of the alternatives'],
  ['a list', Type.Array(Type.Integer()), [1, 2], [1, 'x'], '/1: must be a number, not "x"'],
  ['a short list', Type.Array(Type.Integer(), { maxItems: 1 }), [1], [1, 2], '/: has more than 1 items'],
  [
    'a list that is not empty',
    Type.Array(Type.Integer(), { minItems: 1 }),
    [1],
    [],
    '/: has fewer than 1 items',
  ],
  [
    'a list without repeats',
    Type.Array(Type.Integer(), { uniqueItems: true }),
    [1, 2],
    [1, 1],
    '/: repeats an item',
  ],
  ['an object', Type.Object({ a: Type.Boolean() }), { a: true }, {}, '/: lacks the field "a"'],
  [
    'an object inside',
    Type.Object({ a: Type.Object({ b: Type.Null() }) }),
    { a: { b: null } },
    { a: { b: 1 } },
    '/a/b: must be null, not 1',
  ],
  [
    'known fields only',
    Type.Object({}, { additionalProperties: false }),
    {},
    { a: 1 },
    '/: has the unknown field "a"',
  ],
  [
    'fields of its own',
    Type.Object({}, { additionalProperties: false }),
    {},
    JSON.parse('{"__proto__":1}'),
    '/: has the unknown field "__proto__"',
  ],
  [
    'what is optional',
    Type.Object({ a: Type.Optional(Type.Boolean()) }),
    {},
    { a: null },
    '/a: must be true or false, not null',
  ],
])('%s is told from what is not', (_, schema, right, wrong, fault) => {
  expect(checkValue(schema, right)).toBeNull()
  expect(checkValue(schema, wrong)).toBe(fault)
})

test('an object takes other fields where it does not say otherwise', () => {
  expect(checkValue(Type.Object({}), { a: 1 })).toBeNull()
})
