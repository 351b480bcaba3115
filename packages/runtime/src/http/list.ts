import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox'
import type { Kysely } from 'kysely'
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { isVisible, isVisiblePlace } from '../access/visible.ts'
import { runtimeError } from '../errors.ts'
import type { Database } from '../store/tables.ts'
import { choice, choices, closed } from './shape.ts'

/** How a field of a list may be asked for. */
export interface ListField {
  /** Column, `table.column` or an SQL expression. */
  readonly column: string | RawBuilder<unknown>
  /** `text`: equal to one of a comma list. `time`: `<field>From` and `<field>To`. `flag`: `true` or `false`. `none`: only sorted. */
  readonly filter: 'text' | 'time' | 'flag' | 'none'
  /** The words there are, where they are few: a `choice`. Others are refused. */
  readonly of?: TSchema
  /** Sortable by the column, or by another expression. */
  readonly sort?: true | RawBuilder<unknown>
}

/** What a list can be filtered, sorted and searched by. One small mechanism for every resource. */
export interface ListSpec<Fields extends Record<string, ListField> = Record<string, ListField>> {
  readonly fields: Fields
  /** Columns `q` looks into. */
  readonly search?: readonly (string | RawBuilder<unknown>)[]
  /** The column with the row's path; lists without one are not limited by place. */
  readonly path?: string
  /** Places above those the actor may see are shown too. */
  readonly above?: boolean
  /** What breaks ties in the order. */
  readonly id: string | RawBuilder<unknown>
  /** The largest page; 200 where nothing is said. */
  readonly pageLimit?: number
  readonly defaultSort: keyof Fields & string
  readonly defaultOrder?: 'asc' | 'desc'
}

/** Beyond this many rows a total is not counted on: it says so many "and more". */
export const totalLimit = 10_000

/** A list's query string, for the handler. */
export type ListQuery = Readonly<Record<string, unknown>>

/** The schema of a list's query string. */
export function querySchema<Fields extends Record<string, ListField>>(
  spec: ListSpec<Fields>,
  extra: Record<string, TSchema> = {},
): TObject {
  const sortable = Object.keys(spec.fields).filter((name) => spec.fields[name]?.sort)
  const filters = Object.entries(spec.fields).flatMap(([name, field]) => filterSchemas(name, field))
  return closed({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: spec.pageLimit ?? 200, default: 25 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, default: 0 })),
    sort: Type.Optional(choice(sortable, { default: spec.defaultSort })),
    order: Type.Optional(choice(['asc', 'desc'], { default: spec.defaultOrder ?? 'desc' })),
    ...(spec.search
      ? { q: Type.Optional(Type.String({ maxLength: 100, description: 'Text to search for.' })) }
      : {}),
    ...Object.fromEntries(filters),
    ...extra,
  })
}

function filterSchemas(name: string, field: ListField): [string, TSchema][] {
  const optional = (schema: TSchema) => Type.Optional(schema)
  switch (field.filter) {
    case 'none':
      return []
    case 'text':
      return [
        [
          name,
          optional(
            field.of
              ? choices(field.of)
              : Type.String({ maxLength: 2000, description: 'One value, or several separated by commas.' }),
          ),
        ],
      ]
    case 'flag':
      return [[name, optional(Type.Boolean())]]
    case 'time':
      return [
        [`${name}From`, optional(Type.String({ maxLength: 40, description: 'From this moment on.' }))],
        [`${name}To`, optional(Type.String({ maxLength: 40, description: 'Before this moment.' }))],
      ]
  }
}

/** The body of a list's answer. */
export function pageSchema<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ description: `How many there are; not counted beyond ${totalLimit}.` }),
  })
}

type Query<Tables extends keyof Database, Row> = SelectQueryBuilder<Database, Tables, Row>

/** Filters, sorts and cuts a query as the query string says, within what the actor may see. */
export async function runList<Tables extends keyof Database, Row>(
  db: Kysely<Database>,
  spec: ListSpec,
  query: Query<Tables, Row>,
  asked: ListQuery,
  actor: Actor,
): Promise<{ readonly rows: Row[]; readonly total: number }> {
  const found = searched(filtered(visible(query, spec, actor), spec, asked), spec, asked.q)
  const limit = Number(asked.limit ?? 25)
  const offset = Number(asked.offset ?? 0)
  const rows = await sorted(found, spec, asked).limit(limit).offset(offset).execute()
  const known = rows.length < limit && (rows.length > 0 || offset === 0)
  return { rows, total: known ? offset + rows.length : await count(db, found) }
}

async function count<Tables extends keyof Database, Row>(
  db: Kysely<Database>,
  query: Query<Tables, Row>,
): Promise<number> {
  const some = query.clearSelect().select(sql<number>`1`.as('one')).limit(totalLimit)
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

function visible<Tables extends keyof Database, Row>(
  query: Query<Tables, Row>,
  spec: ListSpec,
  actor: Actor,
) {
  if (!spec.path) return query
  return query.where(spec.above ? isVisiblePlace(actor, spec.path) : isVisible(actor, spec.path))
}

function filtered<Tables extends keyof Database, Row>(
  query: Query<Tables, Row>,
  spec: ListSpec,
  asked: ListQuery,
) {
  const conditions = Object.entries(spec.fields).flatMap(([name, field]) => conditionsOf(name, field, asked))
  return conditions.reduce((narrowed, condition) => narrowed.where(condition), query)
}

function conditionsOf(name: string, field: ListField, asked: ListQuery): RawBuilder<boolean>[] {
  const column = columnOf(field.column)
  const value = asked[name]
  switch (field.filter) {
    case 'none':
      return []
    case 'text':
      return value === undefined ? [] : [sql<boolean>`${column} in (${sql.join(String(value).split(','))})`]
    case 'flag':
      return value === undefined ? [] : [sql<boolean>`${column} = ${value === true}`]
    case 'time':
      return [...bound(column, '>=', `${name}From`, asked), ...bound(column, '<', `${name}To`, asked)]
  }
}

function bound(
  column: RawBuilder<unknown>,
  comparison: '>=' | '<',
  name: string,
  asked: ListQuery,
): RawBuilder<boolean>[] {
  const value = asked[name]
  return value === undefined
    ? []
    : [sql<boolean>`${column} ${sql.raw(comparison)} ${parseTime(`querystring/${name}`, String(value))}`]
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)$/i

/** A moment in ms, or a coded refusal that names where it stands (`querystring/from`). Without an offset it is none. */
export function parseTime(where: string, text: string): number {
  // A plus sign of an offset arrives as a space when nobody encoded it.
  const given = text.replace(/ (\d\d:?\d\d)$/, '+$1')
  const ms = moment.test(given) ? Date.parse(given.replace(',', '.')) : Number.NaN
  if (Number.isNaN(ms))
    throw runtimeError('http.invalid', {
      where,
      reason: 'Expected a time with its offset, such as 2026-11-21T16:00:00+08:00',
    })
  return ms
}

function searched<Tables extends keyof Database, Row>(query: Query<Tables, Row>, spec: ListSpec, q: unknown) {
  const text = typeof q === 'string' ? q.trim() : ''
  if (text === '' || !spec.search) return query
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const hits = spec.search.map((column) => sql`${columnOf(column)}::text ilike ${pattern}`)
  return query.where(sql<boolean>`(${sql.join(hits, sql` or `)})`)
}

function sorted<Tables extends keyof Database, Row>(
  query: Query<Tables, Row>,
  spec: ListSpec,
  asked: ListQuery,
) {
  const name = typeof asked.sort === 'string' ? asked.sort : spec.defaultSort
  const order = sql.raw(asked.order === undefined ? (spec.defaultOrder ?? 'desc') : String(asked.order))
  const field = spec.fields[name]
  const column = columnOf(field?.sort && field.sort !== true ? field.sort : (field?.column ?? spec.id))
  return query.orderBy(sql`${column} ${order} nulls last`).orderBy(sql`${columnOf(spec.id)} ${order}`)
}

/** Grades by how pressing they are. */
export function gradeRank(column: string): RawBuilder<unknown> {
  return sql`array_position(array['normal', 'major', 'urgent'], ${sql.ref(column)}::text)`
}

function columnOf(column: string | RawBuilder<unknown>): RawBuilder<unknown> {
  return typeof column === 'string' ? sql.ref(column) : column
}

/** The item type of a list's page. */
export type PageOf<Item extends TSchema> = Static<ReturnType<typeof pageSchema<Item>>>
