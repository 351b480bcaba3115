import { finding } from '../errors.ts'
import { brief, expectations } from './expectation.ts'
import { byValue, type Check, isObject, list, object, oneOf, optional, record, value } from './shape.ts'
import { isTamePattern } from './tame-pattern.ts'
import { boolean, duration, json, name, string, text } from './words.ts'

const number = value((given) => typeof given === 'number' && Number.isFinite(given), {
  zh: '数字',
  en: 'a number',
})
const whole = value((given) => Number.isSafeInteger(given) && (given as number) >= 0, {
  zh: '非负整数',
  en: 'a whole number, zero or more',
})
const regex = value((given) => typeof given === 'string' && isTamePattern(given), {
  zh: '首尾固定（^…$）、不含断言、引用、分组重复，且至多一个 * 或 + 的正则表达式',
  en: 'a regular expression from ^ to $ without look-around, references or repeated groups, with one * or + at most',
})

const personalNote = object({
  class: oneOf(['C2', 'C3', 'C4']),
  subject: string,
  purpose: list(string),
  retention: duration,
  mask: oneOf(['name', 'phone', 'plate', 'id', 'address', 'all']),
})
const plainNote = object({ class: oneOf(['C0', 'C1']) })

const dataNote = byValue('class', {
  C0: plainNote,
  C1: plainNote,
  C2: personalNote,
  C3: personalNote,
  C4: personalNote,
})

const common = {
  label: optional(text),
  help: optional(text),
  title: optional(string),
  description: optional(string),
  default: optional(json),
  examples: optional(list(json)),
  freshFor: optional(duration),
  data: optional(dataNote),
}
const numeric = {
  ...common,
  minimum: optional(number),
  maximum: optional(number),
  exclusiveMinimum: optional(number),
  exclusiveMaximum: optional(number),
  multipleOf: optional(number),
  unit: optional(string),
}

const type = (...names: string[]) => oneOf(names)
const deepest = 6

/** A schema of the closed set. `noted`: strings, numbers and unions in it say what of their content is personal. */
function schema(noted: boolean, depth: number): Check {
  return {
    expected: expectations.schema,
    run(given, path, found) {
      const check = depth < deepest ? kindOf(given, noted, depth) : null
      if (check === null)
        return void found.push(finding('contract.schema', path, { path, found: brief(given) }))
      check.run(given, path, found)
      if (noted && needsNote(given)) found.push(finding('contract.data-note', path, { path }))
    },
  }
}

const needsNote = (given: unknown): boolean =>
  isObject(given) &&
  !Object.hasOwn(given, 'data') &&
  (['string', 'number', 'integer'].includes(String(given.type))
    ? !Object.hasOwn(given, 'const')
    : Array.isArray(given.anyOf))

function kindOf(given: unknown, noted: boolean, depth: number): Check | null {
  if (!isObject(given)) return null
  const inner = (innerNoted: boolean) => schema(innerNoted, depth + 1)
  if (Object.hasOwn(given, 'const')) return object({ ...common, const: json, type: optional(string) })
  // The note of a union speaks for all it may hold.
  if (Object.hasOwn(given, 'anyOf')) return object({ ...common, anyOf: list(inner(false)) })
  switch (given.type) {
    case 'string':
      return Object.hasOwn(given, 'enum') ? choices : plainString
    case 'number':
    case 'integer':
      return object({ ...numeric, type: type('number', 'integer') })
    case 'boolean':
    case 'null':
      return object({ ...common, type: type('boolean', 'null') })
    case 'array':
      return object({
        ...common,
        type: type('array'),
        items: inner(noted),
        minItems: optional(whole),
        maxItems: optional(whole),
        uniqueItems: optional(boolean),
      })
    case 'object':
      return objectOf(inner(noted))
    default:
      return null
  }
}

const plainString = object({
  ...common,
  type: type('string'),
  minLength: optional(whole),
  maxLength: optional(whole),
  pattern: optional(regex),
  format: optional(oneOf(['date', 'time', 'date-time', 'email', 'uri', 'uuid'])),
})

const choices = object({
  ...common,
  type: type('string'),
  enum: list(string),
  labels: optional(record(string, text)),
})

function objectOf(fields: Check): Check {
  return object({
    ...common,
    type: type('object'),
    properties: record(name, fields),
    required: optional(list(string)),
    additionalProperties: optional(boolean),
  })
}

const rooted = (noted: boolean): Check => ({
  expected: expectations.objectSchema,
  run(given, path, found) {
    if (isObject(given) && given.type === 'object' && isObject(given.properties))
      objectOf(schema(noted, 1)).run(given, path, found)
    else
      found.push(
        finding('contract.shape', path, { path, expected: expectations.objectSchema, found: brief(given) }),
      )
  },
})

/** A schema of one value. */
export const fieldSchema = schema(false, 0)
/** A schema of one value that says what of it is personal. */
export const notedSchema = schema(true, 0)
/** An object schema. */
export const objectSchema = rooted(false)
/** An object schema whose fields say what of them is personal. */
export const notedObject = rooted(true)
