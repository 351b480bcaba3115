import type { Duration, Json, Text } from '@linli/kernel'
import {
  type Static,
  type TArray,
  type TBoolean,
  type TInteger,
  type TLiteral,
  type TNull,
  type TNumber,
  type TObject,
  type TOptional,
  type TSchema,
  type TString,
  type TUnion,
  type TUnsafe,
  Type as TypeBox,
} from '@sinclair/typebox'
import type { DataNote } from '../contract.ts'

/** What any field may say about itself; `label` and `help` are what the studio shows. */
export interface FieldOptions<Value> {
  readonly label?: Text
  readonly help?: Text
  readonly default?: Value
  readonly examples?: readonly Value[]
  /** A value older than this is out of date: comparisons that read it are unknown. */
  readonly freshFor?: Duration
}

export interface StringOptions extends FieldOptions<string> {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: 'date' | 'time' | 'date-time' | 'email' | 'uri' | 'uuid'
}

export interface NumberOptions extends FieldOptions<number> {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  /** As printed beside the value: `%`, `°C`, `kWh`, `min`. */
  readonly unit?: string
}

export interface ArrayOptions extends FieldOptions<readonly Json[]> {
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
}

export interface ObjectOptions extends FieldOptions<Json> {
  readonly additionalProperties?: boolean
  /** Of the whole: that it was reported at all says something about somebody. */
  readonly data?: DataNote
}

export interface BooleanOptions extends FieldOptions<boolean> {
  readonly data?: DataNote
}

/** A schema that says what of its content is personal. */
export interface Noted {
  readonly data: DataNote
}

interface Unnoted {
  readonly data?: never
}

/** One of a closed list of strings. */
export type TChoice<Value extends string> = TUnsafe<Value> & {
  readonly type: 'string'
  readonly enum: readonly string[]
}

/**
 * The closed set of schemas a contract is written in: what the studio can render and the server can check.
 * A field made with `data` may stand in events, records, forms and reference rows; settings, properties and
 * command arguments need none, and carry one where what they say is personal.
 */
export interface TypeBuilder {
  String(options: StringOptions & Noted): TString & Noted
  String(options?: StringOptions & Unnoted): TString
  Number(options: NumberOptions & Noted): TNumber & Noted
  Number(options?: NumberOptions & Unnoted): TNumber
  Integer(options: NumberOptions & Noted): TInteger & Noted
  Integer(options?: NumberOptions & Unnoted): TInteger
  Boolean(options?: BooleanOptions): TBoolean
  Null(): TNull
  Literal<Value extends string | number | boolean>(value: Value): TLiteral<Value>
  /** `Type.Choice({ ok: { zh: '正常', en: 'fine' }, bad: … })`, or a plain list where nobody reads the names. */
  Choice<const Value extends string>(
    choices: Choices<Value>,
    options: FieldOptions<NoInfer<Value>> & Noted,
  ): TChoice<Value> & Noted
  Choice<const Value extends string>(
    choices: Choices<Value>,
    options?: FieldOptions<NoInfer<Value>> & Unnoted,
  ): TChoice<Value>
  Union<Options extends TSchema[]>(
    anyOf: [...Options],
    options: FieldOptions<Json> & Noted,
  ): TUnion<Options> & Noted
  Union<Options extends TSchema[]>(
    anyOf: [...Options],
    options?: FieldOptions<Json> & Unnoted,
  ): TUnion<Options>
  Object<Properties extends Record<string, TSchema>>(
    properties: Properties,
    options?: ObjectOptions,
  ): TObject<Properties>
  Array<Item extends TSchema>(items: Item, options?: ArrayOptions): TArray<Item>
  Optional<Schema extends TSchema>(schema: Schema): TOptional<Schema>
}

export type Choices<Value extends string> = readonly Value[] | { readonly [Name in Value]: Text }

const choice = (choices: Choices<string>, options: object = {}) =>
  Array.isArray(choices)
    ? TypeBox.Unsafe({ type: 'string', enum: choices, ...options })
    : TypeBox.Unsafe({ type: 'string', enum: Object.keys(choices), labels: choices, ...options })

/** Makes the schemas of a contract: TypeBox's builder, narrowed to what a contract may hold. */
export const Type = {
  String: TypeBox.String.bind(TypeBox),
  Number: TypeBox.Number.bind(TypeBox),
  Integer: TypeBox.Integer.bind(TypeBox),
  Boolean: TypeBox.Boolean.bind(TypeBox),
  Null: TypeBox.Null.bind(TypeBox),
  Literal: TypeBox.Literal.bind(TypeBox),
  Choice: choice,
  Union: TypeBox.Union.bind(TypeBox),
  Object: TypeBox.Object.bind(TypeBox),
  Array: TypeBox.Array.bind(TypeBox),
  Optional: TypeBox.Optional.bind(TypeBox),
} as unknown as TypeBuilder

export type { Static, TObject, TSchema }
