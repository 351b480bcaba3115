import { roles } from '@linli/flow'
import { Type } from '@sinclair/typebox'
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import { type Actor, isWithin, visiblePaths } from '../../access/actor.ts'
import { runtimeError } from '../../errors.ts'
import type { Accounts } from '../../store/tables/access.ts'
import type { Database } from '../../store/tables.ts'
import { type App, actorOfRequest } from '../app.ts'
import { idParams, placeById } from '../find.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { choice, defineShape, nullable } from '../shape.ts'
import { RoleShape, toRole } from './session.ts'

export const AccountShape = defineShape(
  'Account',
  Type.Object({
    id: Type.String(),
    login: nullable(Type.String({ description: 'Shown to administrators.' })),
    name: Type.String(),
    roles: Type.Array(RoleShape.ref),
    state: choice(['active', 'disabled']),
  }),
)

const spec = {
  id: 'accounts.id',
  fields: {
    id: { column: 'accounts.id', filter: 'text', sort: true },
    name: { column: 'accounts.name', filter: 'none', sort: true },
    state: { column: 'accounts.state', filter: 'text', of: AccountShape.schema.properties.state, sort: true },
  },
  search: ['accounts.name'],
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const extra = {
  role: Type.Optional(choice(roles, { description: 'Who holds this role.' })),
  at: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Whose roles count at this place: who can be dispatched there.',
    }),
  ),
}

/** Who works here: for choosing an assignee and for reading a timeline. */
export function accountRoutes(app: App, { store }: Services): void {
  const config = { resource: 'accounts' }
  const tags = ['accounts']

  app.get('/api/accounts', {
    config,
    schema: {
      tags,
      summary: 'Accounts that count where I may see',
      querystring: querySchema(spec, extra),
      response: { 200: pageSchema(AccountShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const asked: Readonly<Record<string, unknown>> = request.query
      const place = typeof asked.at === 'string' ? await placeById(store.db, actor, asked.at) : null
      const query = store.db
        .selectFrom('accounts')
        .selectAll()
        .where(isNear(actor))
        .where(holds(typeof asked.role === 'string' ? asked.role : null, place?.path ?? null))
      const { rows, total } = await runList(store.db, spec, query, asked, actor)
      return { items: rows.map((row) => toAccount(row, actor)), total }
    },
  })

  app.get('/api/accounts/:id', {
    config,
    schema: { tags, summary: 'One account', params: idParams, response: { 200: AccountShape.ref } },
    handler: async (request) => readAccount(store.db, actorOfRequest(request), request.params.id),
  })
}

/** One account as the actor may see it; one that does not count where the actor may see is not there. */
export async function readAccount(db: Kysely<Database>, actor: Actor, id: string) {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', id)
    .where(isNear(actor))
    .executeTakeFirst()
  if (!row) throw runtimeError('http.not-found', { resource: 'accounts', id })
  return toAccount(row, actor)
}

const grants = sql`jsonb_to_recordset(accounts.roles) as held(role text, path text)`

/** Those with a role somewhere the actor may see, or above it. */
function isNear(actor: Actor): RawBuilder<boolean> {
  const paths = visiblePaths(actor)
  if (paths.includes('')) return sql<boolean>`true`
  if (paths.length === 0) return sql<boolean>`false`
  const each = paths.map(
    (path) => sql`${covers(sql`held.path`, sql`${path}`)} or ${covers(sql`${path}`, sql`held.path`)}`,
  )
  return sql<boolean>`exists (select 1 from ${grants} where ${sql.join(each, sql` or `)})`
}

function holds(role: string | null, path: string | null): RawBuilder<boolean> {
  if (role === null && path === null) return sql<boolean>`true`
  const conditions = [
    role === null ? sql`true` : sql`held.role = ${role}`,
    path === null ? sql`true` : covers(sql`held.path`, sql`${path}`),
  ]
  return sql<boolean>`exists (select 1 from ${grants} where ${sql.join(conditions, sql` and `)})`
}

/** Whether a path lies at or below a root. */
function covers(root: RawBuilder<unknown>, path: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${root} = '' or ${path}::text = ${root}::text or starts_with(${path}::text, ${root}::text || '.'))`
}

function toAccount(row: Selectable<Accounts>, actor: Actor) {
  const administers = actor.grants.some(
    (grant) => grant.role === 'admin' && row.roles.every((held) => isWithin(held.path, grant.path)),
  )
  return {
    id: row.id,
    login: administers ? row.login : null,
    name: row.name,
    roles: row.roles.map(toRole),
    state: row.state,
  }
}
