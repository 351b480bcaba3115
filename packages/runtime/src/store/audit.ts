import { createHash } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { json, storable } from './json.ts'
import type { Audit } from './tables/access.ts'
import type { Database } from './tables.ts'

/** What somebody did. `community` and `path` are empty for what concerns the whole platform. */
export interface AuditEntry {
  readonly community: string
  readonly path: string
  readonly at: number
  /** Account id, or `system`. */
  readonly actor: string
  /** Resource and verb: `installation.publish`. */
  readonly action: string
  readonly subject: string
  readonly detail: unknown
}

/** Where a chain breaks, or that it does not. `seq` is the first entry that does not fit. */
export type AuditVerdict =
  | { readonly intact: true; readonly entries: number }
  | {
      readonly intact: false
      readonly entries: number
      readonly community: string
      readonly seq: number
      readonly reason: Reason
    }

type Reason = 'changed' | 'missing' | 'cut-off'

/** What the first entry of a chain has as its predecessor. */
const origin = '0'.repeat(64)
const page = 5_000

/** Appends to the community's chain; the table refuses every later change. Entries of one community wait for each other. */
export async function appendAudit(trx: Transaction<Database>, entry: AuditEntry): Promise<void> {
  const head = await lockHead(trx, entry.community)
  const detail = json(entry.detail)
  const row = {
    community: storable(entry.community),
    seq: head.seq + 1,
    path: entry.path,
    at: entry.at,
    actor: storable(entry.actor),
    action: storable(entry.action),
    subject: storable(entry.subject),
    prev: head.hash,
  }
  const hash = hashOf({ ...row, detail: JSON.parse(detail) })
  await trx
    .insertInto('audit')
    .values({ ...row, detail, hash })
    .execute()
  await trx
    .updateTable('auditHeads')
    .set({ seq: row.seq, hash })
    .where('community', '=', row.community)
    .execute()
}

/** Recomputes every chain, or those of some communities; stops at the first entry that was changed, removed or put in later. */
export async function verifyAudit(
  db: Kysely<Database>,
  communities?: readonly string[],
): Promise<AuditVerdict> {
  let entries = 0
  for (const community of communities ?? (await chains(db))) {
    const verdict = await verifyChain(db, community)
    entries += verdict.entries
    if (!verdict.intact) return { ...verdict, entries }
  }
  return { intact: true, entries }
}

async function lockHead(
  trx: Transaction<Database>,
  community: string,
): Promise<{ seq: number; hash: string }> {
  return (
    trx
      .insertInto('auditHeads')
      .values({ community: storable(community), seq: 0, hash: origin })
      // Changes nothing, but locks the row that is there and returns it.
      .onConflict((conflict) => conflict.column('community').doUpdateSet({ seq: sql.ref('audit_heads.seq') }))
      .returning(['seq', 'hash'])
      .executeTakeFirstOrThrow()
  )
}

async function chains(db: Kysely<Database>): Promise<string[]> {
  const heads = db.selectFrom('auditHeads').select('community')
  const rows = await heads.union(db.selectFrom('audit').select('community')).orderBy('community').execute()
  return rows.map((row) => row.community)
}

async function verifyChain(db: Kysely<Database>, community: string): Promise<AuditVerdict> {
  let seq = 0
  let prev = origin
  const broken = (at: number, reason: Reason) => ({
    intact: false as const,
    entries: seq,
    community,
    seq: at,
    reason,
  })
  for (;;) {
    // The head is read first: whatever it names must then be found, however many are appended meanwhile.
    const head = await headOf(db, community)
    const rows = await pageOf(db, community, seq)
    for (const { hash, ...content } of rows) {
      if (content.seq !== seq + 1) return broken(seq + 1, 'missing')
      if (content.prev !== prev || hash !== hashOf(content)) return broken(content.seq, 'changed')
      seq = content.seq
      prev = hash
    }
    if (rows.length === page) continue
    if (seq < head.seq) return broken(seq + 1, 'cut-off')
    if (seq === head.seq) return head.hash === prev ? { intact: true, entries: seq } : broken(seq, 'changed')
    if (rows.length === 0) return broken(head.seq + 1, 'changed')
  }
}

async function headOf(db: Kysely<Database>, community: string): Promise<{ seq: number; hash: string }> {
  const row = await db
    .selectFrom('auditHeads')
    .select(['seq', 'hash'])
    .where('community', '=', community)
    .executeTakeFirst()
  return row ?? { seq: 0, hash: origin }
}

function pageOf(db: Kysely<Database>, community: string, after: number): Promise<Selectable<Audit>[]> {
  return db
    .selectFrom('audit')
    .select(['community', 'seq', 'path', 'at', 'actor', 'action', 'subject', 'detail', 'prev', 'hash'])
    .where('community', '=', community)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(page)
    .execute()
}

function hashOf(content: Omit<Selectable<Audit>, 'hash'>): string {
  return createHash('sha256').update(canonical(content)).digest('hex')
}

/** JSON with sorted keys: the same bytes whatever order the database gives the keys back in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
