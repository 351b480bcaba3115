import { Type } from '@sinclair/typebox'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, isWithin, visiblePaths } from '../../access/actor.ts'
import { permissions } from '../../access/permission.ts'
import { isVisible } from '../../access/visible.ts'
import { runtimeError } from '../../errors.ts'
import { verifyAudit } from '../../store/audit.ts'
import { type App, actorOfRequest } from '../app.ts'
import { labelsFor } from '../labels.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { AnyJson, choice, defineShape, nullable, Time, time } from '../shape.ts'

export const AuditShape = defineShape(
  'AuditEntry',
  Type.Object({
    id: Type.String(),
    community: Type.String(),
    seq: Type.Integer(),
    at: Time,
    actor: Type.String(),
    actorName: nullable(Type.String()),
    action: Type.String(),
    subject: Type.String(),
    detail: AnyJson,
    prev: Type.String(),
    hash: Type.String({ description: 'Covers `prev` and everything else in the entry.' }),
  }),
)

export const AuditVerdictShape = defineShape(
  'AuditVerdict',
  Type.Object({
    intact: Type.Boolean(),
    entries: Type.Integer({ description: 'As many as the list holds.' }),
    community: Type.Optional(Type.String()),
    seq: Type.Optional(Type.Integer({ description: 'The first entry that does not fit.' })),
    reason: Type.Optional(choice(['changed', 'missing', 'cut-off'])),
  }),
)

const spec = {
  id: 'audit.seq',
  fields: {
    at: { column: 'audit.at', filter: 'time', sort: true },
    seq: { column: 'audit.seq', filter: 'none', sort: true },
    actor: { column: 'audit.actor', filter: 'text' },
    action: { column: 'audit.action', filter: 'text' },
    subject: { column: 'audit.subject', filter: 'text' },
    community: { column: sql`audit.community`, filter: 'text' },
  },
  search: ['audit.action', 'audit.subject'],
  defaultSort: 'at',
} as const satisfies ListSpec

/** The audit chain: who did what, and whether anybody changed it afterwards. */
export function auditRoutes(app: App, { store }: Services): void {
  const tags = ['audit']
  const config = { resource: 'audit' }

  app.get('/api/audit', {
    config,
    schema: {
      tags,
      summary: 'What was done, where I may read the audit and by whom I am responsible for',
      querystring: querySchema(spec),
      response: { 200: pageSchema(AuditShape.ref) },
    },
    handler: async (request) => {
      const reader = auditReader(actorOfRequest(request))
      const { rows, total } = await runList(
        store.db,
        spec,
        store.db.selectFrom('audit').selectAll().where(mayBeRead(reader)),
        request.query,
        reader,
      )
      const labels = await labelsFor(
        store.db,
        rows.map((row) => ({ accounts: row.actor === 'system' ? [] : [row.actor] })),
      )
      const items = rows.map(({ community, seq, at, actor, action, subject, detail, prev, hash }) => ({
        id: `${community}:${seq}`,
        community,
        seq,
        at: time(at),
        actor,
        action,
        subject,
        detail,
        prev,
        hash,
        actorName: actor === 'system' ? null : labels.account(actor),
      }))
      return { items, total }
    },
  })

  app.get('/api/audit/verify', {
    config,
    schema: {
      tags,
      summary: 'Recompute the chains that hold what I may read',
      response: { 200: AuditVerdictShape.ref },
    },
    handler: async (request) => {
      const reader = auditReader(actorOfRequest(request))
      const verdict = await verifyAudit(store.db, await chainsOf(store, reader))
      const { entries } = await store.db
        .selectFrom('audit')
        .select((eb) => eb.fn.countAll<number>().as('entries'))
        .where(mayBeRead(reader))
        .executeTakeFirstOrThrow()
      return { ...verdict, entries: Number(entries) }
    },
  })
}

/** The actor with the grants that include reading the audit; refused where there is none. */
function auditReader(actor: Actor): Actor {
  const roles: readonly string[] = permissions['audit:read']
  const grants = actor.grants.filter((grant) => roles.includes(grant.role))
  if (grants.length === 0)
    throw runtimeError('access.role', { permission: 'audit:read', roles: roles.join(', ') })
  return { ...actor, grants }
}

/**
 * What was done at places within reach, and what stands above all places (signing in, tokens) by those whose roles
 * all lie within it, or by the reader.
 */
function mayBeRead(reader: Actor): RawBuilder<boolean> {
  return sql<boolean>`(${isVisible(reader, 'audit.path')} or audit.actor = ${reader.account}
    or (audit.path = '' and exists (select 1 from accounts where accounts.id = audit.actor
      and jsonb_array_length(accounts.roles) > 0
      and not exists (
        select 1 from jsonb_to_recordset(accounts.roles) as held(role text, path text collate "C")
        where not ${isVisible(reader, 'held.path')}))))`
}

/** The chains of the communities within reach and the one above them all; every one where everything is. */
async function chainsOf({ db }: Services['store'], reader: Actor): Promise<readonly string[] | undefined> {
  const paths = visiblePaths(reader)
  if (paths.includes('')) return undefined
  const communities = await db.selectFrom('communities').select(['id', 'path']).orderBy('id').execute()
  const near = communities.filter(({ path }) =>
    paths.some((root) => isWithin(path, root) || isWithin(root, path)),
  )
  return ['', ...near.map(({ id }) => id)]
}
