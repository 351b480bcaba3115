import { roles } from '@linli/flow'
import {
  Kind,
  type Static,
  type TObject,
  type TSchema,
  type TString,
  type TUnsafe,
  Type,
  TypeRegistry,
} from '@sinclair/typebox'
import { DefaultErrorFunction, SetErrorFunction, ValueErrorType } from '@sinclair/typebox/errors'
import { Value } from '@sinclair/typebox/value'

/** A named schema of the API: it stands once under `components` and is referred to by its name. */
export interface Shape<Schema extends TSchema = TSchema> {
  readonly name: string
  readonly schema: Schema
  /** The reference to it, typed as what it stands for. */
  readonly ref: TUnsafe<Static<Schema>>
}

const shapes = new Map<string, Shape>()

/** Declares a named schema. */
export function defineShape<Schema extends TSchema>(name: string, schema: Schema): Shape<Schema> {
  const shape = {
    name,
    schema: { ...schema, $id: name },
    ref: Type.Unsafe<Static<Schema>>({ $ref: `${name}#` }),
  }
  shapes.set(name, shape)
  return shape
}

/** Every named schema declared so far. */
export function definedShapes(): readonly Shape[] {
  return [...shapes.values()]
}

const Inner = Symbol('inner')

// TypeBox writes enums and nulls as `anyOf`; these two kinds write them as people read them, and are checked the same.
TypeRegistry.Set<{ enum: readonly unknown[] }>('Choice', (schema, value) => schema.enum.includes(value))
TypeRegistry.Set<{ [Inner]: TSchema }>(
  'Nullable',
  (schema, value) => value === null || Value.Check(schema[Inner], value),
)
TypeRegistry.Set<{ [Inner]: { enum: readonly unknown[] } }>(
  'Choices',
  (schema, value) =>
    typeof value === 'string' && value.split(',').every((word) => schema[Inner].enum.includes(word)),
)

/** The pattern of a text that is not blank. */
const said = '\\S'

SetErrorFunction((error) => {
  const schema = error.schema as {
    readonly [Kind]?: string
    readonly [Inner]?: TSchema
    readonly pattern?: string
  }
  const { enum: known = [] } = (schema[Inner] ?? schema) as { readonly enum?: readonly string[] }
  if (schema[Kind] === 'Choice') return `Expected one of ${known.join(', ')}`
  if (schema[Kind] === 'Choices') return `Expected one of ${known.join(', ')}, or several separated by commas`
  if (error.errorType === ValueErrorType.StringPattern && schema.pattern === said)
    return 'Expected a text that is not blank'
  return DefaultErrorFunction(error)
})

/** The same or null, as OpenAPI 3.1 writes it. */
export function nullable<Schema extends TSchema>(inner: Schema): TUnsafe<Static<Schema> | null> {
  const { type, enum: choices, ...rest } = inner as { type?: string; enum?: readonly unknown[] }
  const plain = type === undefined ? { anyOf: [inner, { type: 'null' }] } : { ...rest, type: [type, 'null'] }
  const words = choices ? { enum: [...choices, null] } : {}
  return Type.Unsafe<Static<Schema> | null>({ ...plain, ...words, [Kind]: 'Nullable', [Inner]: inner })
}

/** One of a few words. */
export function choice<const Word extends string>(
  words: readonly Word[],
  options: object = {},
): TUnsafe<Word> {
  return Type.Unsafe<Word>({ ...options, type: 'string', enum: [...words], [Kind]: 'Choice' })
}

/** Several of a few words, separated by commas, as a list is filtered by them. */
export function choices(of: TSchema): TSchema {
  const { enum: words } = of as unknown as { readonly enum: readonly string[] }
  const one = words.join('|')
  return Type.Unsafe<string>({
    anyOf: [
      { type: 'string', enum: words },
      { type: 'string', pattern: `^(${one})(,(${one}))*$`, description: 'Several, separated by commas.' },
    ],
    [Kind]: 'Choices',
    [Inner]: of,
  })
}

/** A text that says something: names and titles are none of blanks only. */
export function words(most: number): TString {
  return Type.String({ minLength: 1, maxLength: most, pattern: said })
}

/** An object that takes no other fields: a misspelt one is refused, not ignored. */
export function closed<Properties extends Record<string, TSchema>>(
  properties: Properties,
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false })
}

/** A moment as ISO 8601 with its offset. */
export const Time = Type.String({ format: 'date-time', examples: ['2026-11-21T08:00:00.000Z'] })

/** Any JSON value. */
export const AnyJson = Type.Unknown()

/** An open object. */
export const AnyObject = Type.Unsafe<Readonly<Record<string, unknown>>>(
  Type.Object({}, { additionalProperties: true }),
)

/** A sentence in both languages. */
export const TextShape = defineShape('Text', Type.Object({ zh: Type.String(), en: Type.String() }))

/** How pressing something is. */
export const Grade = choice(['normal', 'major', 'urgent'], { description: '一般, 较大, 紧急' })

/** A role that accounts hold and flows name. */
export const RoleName = choice(roles)

/** Every refusal has this body. */
export const ErrorShape = defineShape(
  'Error',
  Type.Object({
    error: Type.Object({
      code: Type.String({ description: 'Ask by this, never by the message.' }),
      message: Type.String({
        description: 'In the language of Accept-Language; names the culprit and the way out.',
      }),
      fault: choice(['caller', 'plugin', 'device', 'platform']),
      params: AnyObject,
    }),
  }),
)

/** Milliseconds as the API writes times. */
export function time(ms: number): string {
  return new Date(ms).toISOString()
}

/** The same for a time there may not be. */
export function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms)
}
