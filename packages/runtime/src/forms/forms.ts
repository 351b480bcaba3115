import type { FormSpec } from '@linli/sdk'
import type { Transaction } from 'kysely'
import { type Actor, maySee } from '../access/actor.ts'
import { requirePermission } from '../access/permission.ts'
import { runtimeError } from '../errors.ts'
import type { ContractSource } from '../incidents/plan-for.ts'
import type { Ingest } from '../sources/source.ts'
import { appendAudit } from '../store/audit.ts'
import { type Change, recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import type { Database } from '../store/tables.ts'
import { checkAnswers } from './validate.ts'

/** What somebody filled in. */
export interface Answers {
  readonly id: string
  readonly installation: string
  readonly form: string
  readonly values: Readonly<Record<string, unknown>>
  readonly incident: string | null
  /** Where it belongs; the installation's community where nothing is said. */
  readonly place: string | null
}

/** Answers that were checked: what is stored, and what goes into the journal. */
export interface Submission {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly installation: string
  readonly form: string
  readonly version: number
  readonly values: Readonly<Record<string, unknown>>
  readonly incident: string | null
  readonly by: string
  readonly at: number
}

/** Forms of installations. A submission is stored as a row and journalled, so that rules see it like a device's report. */
export interface FormService {
  /** Checks, stores and journals; the same id again changes nothing. */
  submit(answers: Answers, actor: Actor): Promise<void>
  /** Checks only: refuses what is not as the form wants it. */
  check(answers: Answers, actor: Actor): Promise<Submission>
  /** Stores as part of a transaction; returns the changes to record. Follow it with `journal` once that has ended. */
  store(trx: Transaction<Database>, submission: Submission): Promise<readonly Change[]>
  /** Hands a stored submission to the journal, unless that was done. */
  journal(submission: Submission): Promise<void>
  /** Journals what was stored just before a crash; call it once at the start. */
  repair(): Promise<number>
}

interface FormDeps {
  readonly store: Store
  readonly contracts: ContractSource
  readonly ingest: Pick<Ingest, 'accept'>
  readonly clock: () => number
}

/** Builds the service. */
export function createForms(deps: FormDeps): FormService {
  return {
    check: (answers, actor) => check(deps, answers, actor),
    store: insert,
    journal: (submission) => journal(deps, submission),
    repair: () => repair(deps),
    async submit(answers, actor) {
      const submission = await check(deps, answers, actor)
      await deps.store.transaction(async (trx) => recordChanges(trx, await insert(trx, submission)))
      await journal(deps, submission)
    },
  }
}

async function check(deps: FormDeps, answers: Answers, actor: Actor): Promise<Submission> {
  const { installation, path, form } = await target(deps, answers, actor)
  requirePermission(actor, 'submissions:write', path)
  const fault = checkAnswers(form, answers.values)
  if (fault) throw runtimeError('form.invalid', { form: answers.form, ...fault })
  const { id, form: name, values, incident } = answers
  const about = { community: installation.community, path, installation: installation.id, incident }
  return { id, ...about, form: name, version: form.version, values, by: actor.account, at: deps.clock() }
}

async function insert(trx: Transaction<Database>, submission: Submission): Promise<readonly Change[]> {
  const { id, community, path, at, by, form, installation, incident, values } = submission
  const inserted = await trx
    .insertInto('submissions')
    .values({ ...submission, values: json(values), position: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) return []
  const detail = { installation, form, incident }
  await appendAudit(trx, { community, path, at, actor: by, action: 'submission.create', subject: id, detail })
  return [{ community, path, resource: 'submissions', id, op: 'create', at }]
}

async function journal({ store, ingest }: FormDeps, submission: Submission): Promise<void> {
  const { id, community, installation, form, path, incident, at, values } = submission
  const row = await store.db
    .selectFrom('submissions')
    .select('position')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.position !== null) return
  const body = Buffer.from(
    JSON.stringify({ submission: id, installation, form, path, incident, time: at, values }),
  )
  const channel = `form:${installation}:${form}`
  const receipt = await ingest.accept({
    community,
    source: 'forms',
    channel,
    address: null,
    meta: { submission: id },
    body,
  })
  await store.db.updateTable('submissions').set({ position: receipt.position }).where('id', '=', id).execute()
}

async function repair(deps: FormDeps): Promise<number> {
  const rows = await deps.store.db
    .selectFrom('submissions')
    .selectAll()
    .where('position', 'is', null)
    .orderBy('at')
    .execute()
  for (const row of rows) await journal(deps, row)
  return rows.length
}

async function target(
  { store, contracts }: FormDeps,
  { installation: id, form: name, place }: Answers,
  actor: Actor,
) {
  const installation = await store.db
    .selectFrom('installations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  const path = installation && (await pathOf(store, place, installation.path))
  if (!installation || !path || !(maySee(actor, path) || maySee(actor, installation.path)))
    throw runtimeError('http.not-found', { resource: 'installations', id })
  const forms: Readonly<Record<string, FormSpec>> = contracts.contract(installation.plugin)?.forms ?? {}
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined
  if (!form)
    throw runtimeError('form.unknown', { installation: id, form: name, known: Object.keys(forms).join(', ') })
  if (installation.release === null) throw runtimeError('form.unpublished', { installation: id })
  return { installation, path, form }
}

async function pathOf(store: Store, place: string | null, fallback: string): Promise<string> {
  if (place === null) return fallback
  const row = await store.db.selectFrom('places').select('path').where('id', '=', place).executeTakeFirst()
  if (!row) throw runtimeError('http.not-found', { resource: 'places', id: place })
  return row.path
}
