import type { ColumnType } from 'kysely'

declare const jsonText: unique symbol

/** JSON as text that PostgreSQL accepts for a jsonb column; only `json()` makes it. */
export type JsonText = string & { readonly [jsonText]: true }

/** A jsonb column: read as `Value`, written with `json(value)`, so that both databases get the same bytes. */
export type JsonColumn<Value> = ColumnType<Value, JsonText, JsonText>

/**
 * Encodes a value for a jsonb column. PostgreSQL can hold neither U+0000 nor half a surrogate pair, and one
 * such character would refuse a whole batch: both become U+FFFD.
 */
export function json(value: unknown): JsonText {
  const encoded = JSON.stringify(value) ?? 'null'
  return (encoded.includes('\\u') ? encoded.replace(unstorableEscape, replaceEscape) : encoded) as JsonText
}

/** The same for a text; every parameter of a statement passes through it. */
export function storable(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
}

// An escaped backslash is matched too, so that `\\u0000` (a backslash and five characters) stays.
const unstorableEscape = /\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/gi

function replaceEscape(found: string): string {
  return found === '\\\\' ? found : '\\ufffd'
}
