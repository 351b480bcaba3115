import { type RawBuilder, sql } from 'kysely'
import { json } from './json.ts'

/** What a column of a bulk insert is in the database. */
export type ColumnKind = 'text' | 'uuid' | 'bigint' | 'integer' | 'double precision' | 'boolean' | 'jsonb'

/**
 * Rows as `select … from unnest(…)`: one parameter a column however many rows there are, which is what makes bulk
 * inserts fast. Columns come out in the order of `kinds`.
 */
export function unnested<Row extends object>(
  rows: readonly Row[],
  kinds: Readonly<Record<keyof Row & string, ColumnKind>>,
): RawBuilder<Row> {
  const columns = Object.entries(kinds) as [keyof Row & string, ColumnKind][]
  const arrays = columns.map(([name, kind]) => {
    const literal = arrayLiteral(rows, name, kind)
    return sql`${literal}::${sql.raw(kind === 'jsonb' ? 'text' : kind)}[]`
  })
  const fields = columns.map(([name, kind]) =>
    kind === 'jsonb' ? sql`${sql.ref(name)}::jsonb` : sql.ref(name),
  )
  const names = columns.map(([name]) => sql.ref(name))
  return sql`select ${sql.join(fields)} from unnest(${sql.join(arrays)}) as given(${sql.join(names)})`
}

/** PostgreSQL's text form of an array: `pg` can make it too, several times slower. */
function arrayLiteral<Row>(rows: readonly Row[], name: keyof Row, kind: ColumnKind): string {
  const element = elements[kind]
  let literal = ''
  for (const row of rows) {
    const value = row[name]
    literal += literal === '' ? '{' : ','
    literal += value === null ? 'NULL' : element(value)
  }
  return `${literal}}`
}

const elements: Readonly<Record<ColumnKind, (value: unknown) => string>> = {
  text: (value) => quoted(value as string),
  jsonb: (value) => quoted(json(value)),
  uuid: String,
  bigint: String,
  integer: String,
  'double precision': String,
  boolean: (value) => (value ? 't' : 'f'),
}

function quoted(text: string): string {
  return special.test(text) ? `"${text.replaceAll(specials, '\\$&')}"` : `"${text}"`
}

const special = /["\\]/
const specials = /["\\]/g
