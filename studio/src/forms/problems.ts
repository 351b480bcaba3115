import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { type Field, labelOf } from '../contract/field.ts'
import type { Locale } from '../i18n/text.ts'
import type { Say } from '../i18n/words.ts'
import type { WordKey } from '../i18n/zh.ts'

/** What is wrong with one answer, in words that name it. */
export interface Problem {
  /** Property names and array indices from the root. */
  readonly path: readonly string[]
  readonly keyword: string
  readonly message: string
}

/** Keywords that only pass on what their parts say. */
const bubbling = new Set([
  'properties',
  'items',
  'prefixItems',
  'allOf',
  'if',
  '$ref',
  'additionalProperties',
  'patternProperties',
])

/** Whether values satisfy a schema; interprets, compiles nothing, so it runs under a CSP without `unsafe-eval`. */
export function satisfies(schema: unknown, values: unknown): boolean {
  return new Validator(schema as Schema, '2020-12', true).validate(clean(values)).valid
}

/** Everything that is wrong with the values, at most one problem for each answer. */
export function findProblems(schema: unknown, values: unknown, locale: Locale, t: Say): readonly Problem[] {
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(clean(values))
  const problems = new Map<string, Problem>()
  for (const error of withoutAlternatives(errors)) {
    if (bubbling.has(error.keyword)) continue
    const path = pathOf(error)
    const key = path.join('/')
    if (!problems.has(key))
      problems.set(key, { path, keyword: error.keyword, message: messageOf(error, path, schema, locale, t) })
  }
  return [...problems.values()]
}

/** The errors of each alternative of an anyOf or oneOf say nothing that the keyword itself does not. */
function withoutAlternatives(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  return errors.filter(({ keywordLocation }) => !/\/(anyOf|oneOf)\/\d+\//.test(keywordLocation))
}

function pathOf(error: OutputUnit): readonly string[] {
  const parts = error.instanceLocation.split('/').slice(1).map(decode)
  const named =
    error.keyword === 'required' || error.keyword === 'dependentRequired'
      ? /"([^"]*)"[^"]*$/.exec(error.error)?.[1]
      : undefined
  return named === undefined ? parts : [...parts, named]
}

const decode = (part: string) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')

const keys: Readonly<Record<string, WordKey>> = {
  required: 'invalid.required',
  dependentRequired: 'invalid.required',
  minimum: 'invalid.minimum',
  maximum: 'invalid.maximum',
  exclusiveMinimum: 'invalid.exclusiveMinimum',
  exclusiveMaximum: 'invalid.exclusiveMaximum',
  minLength: 'invalid.minLength',
  maxLength: 'invalid.maxLength',
  minItems: 'invalid.minItems',
  maxItems: 'invalid.maxItems',
  multipleOf: 'invalid.multipleOf',
  pattern: 'invalid.pattern',
  format: 'invalid.format',
  enum: 'invalid.enum',
  const: 'invalid.enum',
  oneOf: 'invalid.enum',
  anyOf: 'invalid.enum',
  false: 'invalid.additional',
}

function messageOf(
  error: OutputUnit,
  path: readonly string[],
  schema: unknown,
  locale: Locale,
  t: Say,
): string {
  const field = fieldAt(schema as Field, path)
  const name = labelOf(field, path.at(-1) ?? '', locale)
  const limit = field?.[error.keyword]
  const params = { name, limit: typeof limit === 'number' || typeof limit === 'string' ? limit : '' }
  if (error.keyword === 'type')
    return t(
      field?.type === 'number' || field?.type === 'integer' ? 'invalid.number' : 'invalid.type',
      params,
    )
  return t(keys[error.keyword] ?? 'invalid.other', params)
}

/** The schema of the answer at a path. */
function fieldAt(schema: Field, path: readonly string[]): Field | undefined {
  return path.reduce<Field | undefined>(
    (field, part) => (/^\d+$/.test(part) && field?.items ? field.items : field?.properties?.[part]),
    schema,
  )
}

/** Empty answers count as not given; a form hands in `undefined` for them, which is no JSON. */
function clean(values: unknown): unknown {
  return values === undefined ? null : JSON.parse(JSON.stringify(values))
}
