import { Type } from '@sinclair/typebox'
import { sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { permissions } from '../../access/permission.ts'
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
    entries: Type.Integer(),
    community: Type.Optional(Type.String()),
    seq: Type.Optional(Type.Integer({ description: 'The first entry that does not fit.' })),
    reason: Type.Optional(choice(['changed', 'missing', 'cut-off'])),
  }),
)

const spec = {
  id: 'audit.seq',
  path: 'audit.path',
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
      summary: 'What was done',
      querystring: querySchema(spec),
      response: { 200: pageSchema(AuditShape.ref) },
    },
    handler: async (request) => {
      const reader = auditReader(actorOfRequest(request))
      const { rows, total } = await runList(
        store.db,
        spec,
        store.db.selectFrom('audit').selectAll(),
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
    schema: { tags, summary: 'Recompute the chains', response: { 200: AuditVerdictShape.ref } },
    handler: async (request) => {
      auditReader(actorOfRequest(request))
      return verifyAudit(store.db)
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
