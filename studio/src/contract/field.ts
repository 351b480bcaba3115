import type { Json, Text } from '@linli/kernel'
import type { DataNote } from '@linli/sdk'
import { isText, type Locale, say } from '../i18n/text.ts'

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

/** A schema with every sentence in one language, as standard JSON Schema: `title`, `description`, named choices. */
export function inLanguage(field: Field, locale: Locale): Record<string, unknown> {
  const { label, help, labels, data: _data, unit: _unit, freshFor: _freshFor, ...rest } = field
  const title = say(label ?? rest.title, locale)
  const description = say(help ?? rest.description, locale)
  const choices = choicesOf(field, locale)
  const named = choices?.some((choice) => choice.label !== String(choice.value)) || field.anyOf
  return {
    ...rest,
    ...(title ? { title } : {}),
    ...(description ? { description } : isText(rest.description) ? { description: undefined } : {}),
    ...(choices && named
      ? {
          enum: undefined,
          anyOf: undefined,
          oneOf: choices.map(({ value, label: words }) => ({ const: value, title: words })),
        }
      : {}),
    ...(field.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(field.properties).map(([name, one]) => [name, withTitle(one, name, locale)]),
          ),
        }
      : {}),
    ...(field.items ? { items: inLanguage(field.items, locale) } : {}),
    ...(field.anyOf && !choices ? { anyOf: field.anyOf.map((one) => inLanguage(one, locale)) } : {}),
  }
}

function withTitle(field: Field, name: string, locale: Locale): Record<string, unknown> {
  const schema = inLanguage(field, locale)
  return { ...schema, title: schema.title ?? name }
}
