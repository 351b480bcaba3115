import type { Json, Text } from '@linli/kernel'
import type { DataNote } from '@linli/sdk'
import { type Locale, say } from '../i18n/text.ts'

/** A schema as the studio reads it: JSON Schema with the contract's own label, help, unit and choice names. */
export interface Field {
  readonly type?: string
  readonly label?: Text
  readonly help?: Text
  readonly title?: unknown
  readonly description?: unknown
  readonly unit?: string
  readonly format?: string
  readonly default?: Json
  readonly const?: Json
  readonly enum?: readonly Json[]
  /** Names of the choices. */
  readonly labels?: Readonly<Record<string, Text>>
  readonly anyOf?: readonly Field[]
  readonly properties?: Readonly<Record<string, Field>>
  readonly required?: readonly string[]
  readonly items?: Field
  readonly data?: DataNote
  readonly minimum?: number
  readonly maximum?: number
  readonly [other: string]: unknown
}

/** What a field is called; its name on the wire where the contract says nothing. */
export function labelOf(field: Field | undefined, name: string, locale: Locale): string {
  return say(field?.label ?? field?.title, locale) || name
}

/** What helps to fill it in. */
export function helpOf(field: Field | undefined, locale: Locale): string {
  return say(field?.help ?? field?.description, locale)
}

/** The fields of an object schema, in the contract's order. */
export function fieldsOf(schema: unknown): readonly (readonly [string, Field])[] {
  return Object.entries((schema as Field | undefined)?.properties ?? {})
}

/** The choices of a field with their names, or null where anything may stand. */
export function choicesOf(
  field: Field,
  locale: Locale,
): readonly { readonly value: Json; readonly label: string }[] | null {
  if (field.enum)
    return field.enum.map((value) => ({
      value,
      label: say(field.labels?.[String(value)], locale, String(value)),
    }))
  const options = field.anyOf
  if (!options?.length || !options.every((option) => option.const !== undefined)) return null
  return options.map((option) => {
    const value = option.const as Json
    return {
      value,
      label: say(field.labels?.[String(value)] ?? option.label ?? option.title, locale, String(value)),
    }
  })
}

/**
 * A schema with every sentence in one language, as standard JSON Schema: `title`, `description`. Choices stay a plain
 * `enum`: a `oneOf` of constants would have rjsf choose the first of them for the person who answers.
 */
export function inLanguage(field: Field, locale: Locale): Record<string, unknown> {
  const {
    label,
    help,
    labels: _labels,
    data: _data,
    unit: _unit,
    freshFor: _freshFor,
    anyOf,
    ...rest
  } = field
  const title = say(label ?? rest.title, locale)
  const description = say(help ?? rest.description, locale)
  const choices = choicesOf(field, locale)
  return {
    ...rest,
    title: title || undefined,
    description: description || undefined,
    ...(choices ? { enum: choices.map(({ value }) => value) } : {}),
    ...(anyOf && !choices ? { anyOf: anyOf.map((one) => inLanguage(one, locale)) } : {}),
    ...(field.items ? { items: inLanguage(field.items, locale) } : {}),
    ...(field.properties ? { properties: mapFields(field.properties, locale) } : {}),
  }
}

function mapFields(properties: Readonly<Record<string, Field>>, locale: Locale): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const schema = inLanguage(field, locale)
      return [name, { ...schema, title: schema.title ?? name }]
    }),
  )
}
