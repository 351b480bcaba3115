import type { FieldKind, FormSpec } from '@linli/sdk'
import type { UiSchema } from '@rjsf/utils'
import { choicesOf, type Field, fieldsOf } from '../contract/field.ts'
import { type Locale, say } from '../i18n/text.ts'

type Layout = FormSpec['layout']

/** Which widget draws a field kind of the closed set; those left out follow from the schema. */
const widgets: Readonly<Partial<Record<FieldKind, string>>> = {
  choice: 'choice',
  choices: 'choices',
  'long-text': 'textarea',
  date: 'date',
  time: 'time',
  photo: 'photo',
  signature: 'signature',
  rating: 'rating',
  picker: 'place',
}

/** Kinds that draw a whole object, not one value. */
const fields: Readonly<Partial<Record<FieldKind, string>>> = { location: 'location' }

/** How a contract's schema is drawn: order, widgets and help from the layout; without one, from the schema alone. */
export function uiSchemaOf(schema: unknown, layout: Layout | undefined, locale: Locale): UiSchema {
  const ui: Record<string, unknown> = { 'ui:submitButtonOptions': { norender: true } }
  const known = new Set(fieldsOf(schema).map(([name]) => name))
  for (const [name, field] of fieldsOf(schema)) ui[name] = drawn(field, locale)
  for (const { field, kind, help } of layout ?? []) {
    if (!known.has(field)) continue
    ui[field] = {
      ...(ui[field] as object),
      ...(widgets[kind] ? { 'ui:widget': widgets[kind] } : {}),
      ...(fields[kind] ? { 'ui:field': fields[kind] } : {}),
      ...(help ? { 'ui:help': say(help, locale) } : {}),
    }
  }
  const order = (layout ?? []).map(({ field }) => field).filter((field) => known.has(field))
  return order.length > 0 ? { ...ui, 'ui:order': [...order, '*'] } : ui
}

/** What a schema says by itself about how it is drawn. */
function drawn(field: Field, locale: Locale): UiSchema {
  if (field.properties)
    return Object.fromEntries(fieldsOf(field).map(([name, one]) => [name, drawn(one, locale)]))
  if (field.type === 'array') return drawnList(field.items, locale)
  if (field.type === 'boolean') return { 'ui:widget': 'switch' }
  const choices = choicesOf(field, locale)
  if (!choices) return field.unit ? { 'ui:options': { unit: field.unit } } : {}
  const enumNames = Object.fromEntries(choices.map(({ value, label }) => [String(value), label]))
  return { ...(choices.length <= 5 ? { 'ui:widget': 'choice' } : {}), 'ui:enumNames': enumNames }
}

function drawnList(items: Field | undefined, locale: Locale): UiSchema {
  if (!items) return {}
  const ui = { items: drawn(items, locale), 'ui:options': { orderable: false } }
  return choicesOf(items, locale) ? { ...ui, 'ui:widget': 'choices' } : ui
}
