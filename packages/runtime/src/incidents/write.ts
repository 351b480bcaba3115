import type { Case, CaseEvent, Result, TaskChange } from '@linli/flow'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import type { Change } from '../store/changes.ts'
import { json, storable } from '../store/json.ts'
import type { Database } from '../store/tables.ts'
import { columnsOf, type IncidentRow } from './row.ts'

type Trx = Transaction<Database>
type Advanced = Extract<Result, { ok: true }>
type Subject = Pick<IncidentRow, 'id' | 'community' | 'path' | 'alert' | 'number'>

/** Writes what an input led to: the incident, its timeline, tasks, alert and audit. Returns the changes to record. */
export async function writeAdvance(
  trx: Trx,
  subject: Subject,
  advanced: Advanced,
  at: number,
): Promise<readonly Change[]> {
  const { case: state, events, tasks } = advanced
  if (events.length === 0 && tasks.length === 0) return []
  const columns = { ...columnsOf(state), caseState: json(state) }
  await trx.updateTable('incidents').set(columns).where('id', '=', subject.id).execute()
  await writeEvents(trx, subject, events)
  const changedTasks = await writeTasks(trx, subject, tasks)
  const alert = await writeAlert(trx, subject, state, events)
  await writeAudit(trx, subject, events)
  const change = (resource: string, id: string, op: Change['op']): Change => ({
    community: subject.community,
    path: subject.path,
    resource,
    id,
    op,
    at,
  })
  return [
    change('incidents', subject.id, 'update'),
    ...(alert === null ? [] : [change('alerts', alert, 'update')]),
    ...changedTasks.map(({ id, op }) => change('tasks', id, op)),
  ]
}

async function writeEvents(trx: Trx, subject: Subject, events: readonly CaseEvent[]): Promise<void> {
  if (events.length === 0) return
  const last = await trx
    .selectFrom('incidentEvents')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('incident', '=', subject.id)
    .executeTakeFirst()
  const first = (last?.seq ?? 0) + 1
  const { community, path } = subject
  const rows = events.map((event, index) => ({
    incident: subject.id,
    seq: first + index,
    community,
    path,
    action: event.type,
    actor: event.by ?? 'system',
    at: event.at,
    note: event.note === null ? null : storable(event.note),
    evidence: json({ photos: event.photos, forms: event.forms }),
    detail: json({ step: event.step, owner: event.owner, tier: event.tier, grade: event.grade }),
  }))
  await trx.insertInto('incidentEvents').values(rows).execute()
}

async function writeTasks(
  trx: Trx,
  subject: Subject,
  changes: readonly TaskChange[],
): Promise<{ id: string; op: Change['op'] }[]> {
  const touched: { id: string; op: Change['op'] }[] = []
  for (const change of changes) {
    if (change.op === 'open') {
      await openTask(trx, subject, change.task)
      touched.push({ id: change.task.id, op: 'create' })
    } else if (change.op === 'update') {
      await trx
        .updateTable('tasks')
        .set({ due: change.task.deadline })
        .where('id', '=', change.task.id)
        .execute()
      touched.push({ id: change.task.id, op: 'update' })
    } else {
      await trx
        .updateTable('tasks')
        .set({ state: 'done', doneAt: change.at })
        .where('id', '=', change.id)
        .execute()
      touched.push({ id: change.id, op: 'update' })
    }
  }
  return touched
}

async function openTask(
  trx: Trx,
  { id, community, path }: Subject,
  task: Extract<TaskChange, { op: 'open' }>['task'],
): Promise<void> {
  const { role, person } = task.owner
  const row = {
    id: task.id,
    community,
    path,
    incident: id,
    kind: task.step,
    role,
    assignee: person,
    due: task.deadline,
  }
  await trx
    .insertInto('tasks')
    .values({ ...row, createdAt: task.opened, doneAt: null })
    .execute()
}

/** The alert follows its incident: accepted, dismissed, withdrawn or closed, with the reason where there is one. */
async function writeAlert(
  trx: Trx,
  { alert }: Subject,
  state: Case,
  events: readonly CaseEvent[],
): Promise<string | null> {
  if (alert === null) return null
  const reason = events.findLast((event) => event.type === 'withdrawn' || event.type === 'false-alarm')?.note
  const columns = {
    state: alertState(state),
    grade: state.grade,
    ...(reason === undefined ? {} : { reason }),
  }
  await trx.updateTable('alerts').set(columns).where('id', '=', alert).execute()
  return alert
}

function alertState({ outcome, verified }: Case): 'open' | 'accepted' | 'dismissed' | 'withdrawn' | 'closed' {
  switch (outcome) {
    case 'resolved':
      return 'closed'
    case 'false-alarm':
      return 'dismissed'
    case 'withdrawn':
      return 'withdrawn'
    case null:
      return verified ? 'accepted' : 'open'
  }
}

/** Notes stay out of the audit chain: it can never be deleted, and people write names into notes. */
async function writeAudit(
  trx: Trx,
  { id, community, path, number }: Subject,
  events: readonly CaseEvent[],
): Promise<void> {
  for (const event of events) {
    const detail = { number, step: event.step, owner: event.owner, tier: event.tier, grade: event.grade }
    const actor = event.by ?? 'system'
    await appendAudit(trx, {
      community,
      path,
      at: event.at,
      actor,
      action: `incident.${event.type}`,
      subject: id,
      detail,
    })
  }
}
