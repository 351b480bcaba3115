import type { FormSpec } from '@linli/sdk'
import { type Actor, maySee } from '../access/actor.ts'
import { requirePermission } from '../access/permission.ts'
import { runtimeError } from '../errors.ts'
import type { ContractSource } from '../incidents/plan-for.ts'
import type { Ingest } from '../sources/source.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
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

/** Forms of installations. */
export interface FormService {
  /** Stores a submission and journals it, so that rules see it; the same id again changes nothing. */
  submit(answers: Answers, actor: Actor): Promise<void>
}

interface FormDeps {
  readonly store: Store
  readonly contracts: ContractSource
  readonly ingest: Pick<Ingest, 'accept'>
  readonly clock: () => number
}

/** Builds the service. */
export function createForms(deps: FormDeps): FormService {
  return { submit: (answers, actor) => submit(deps, answers, actor) }
}

async function submit(deps: FormDeps, answers: Answers, actor: Actor): Promise<void> {
  const { store, clock } = deps
  const at = clock()
  const { installation, path, form } = await target(deps, answers, actor)
  requirePermission(actor, 'submissions:write', path)
  const fault = checkAnswers(form, answers.values)
  if (fault) throw runtimeError('form.invalid', { form: answers.form, ...fault })
  const { id, values, incident } = answers
  const row = {
    id,
    community: installation.community,
    path,
    installation: installation.id,
    form: answers.form,
    version: form.version,
  }
  const fresh = await store.transaction(async (trx) => {
    const inserted = await trx
      .insertInto('submissions')
      .values({ ...row, values: json(values), by: actor.account, at, incident, position: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 0n) return false
    const { community } = installation
    const detail = { installation: row.installation, form: row.form, incident }
    await appendAudit(trx, {
      community,
      path,
      at,
      actor: actor.account,
      action: 'submission.create',
      subject: id,
      detail,
    })
    await recordChanges(trx, [{ community, path, resource: 'submissions', id, op: 'create', at }])
    return true
  })
  if (fresh || !(await isJournalled(store, id))) await hand(deps, row, answers, at)
}

/** Into the journal like any device's message; a crash before this is mended by the repeated request. */
async function hand(
  { store, ingest }: FormDeps,
  row: { id: string; community: string; path: string; installation: string; form: string },
  { values, incident }: Answers,
  at: number,
): Promise<void> {
  const body = Buffer.from(
    JSON.stringify({
      submission: row.id,
      installation: row.installation,
      form: row.form,
      path: row.path,
      incident,
      time: at,
      values,
    }),
  )
  const receipt = await ingest.accept({
    community: row.community,
    source: 'forms',
    channel: `form:${row.installation}:${row.form}`,
    address: null,
    meta: { submission: row.id },
    body,
  })
  await store.db
    .updateTable('submissions')
    .set({ position: receipt.position })
    .where('id', '=', row.id)
    .execute()
}

async function isJournalled(store: Store, id: string): Promise<boolean> {
  const row = await store.db
    .selectFrom('submissions')
    .select('position')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.position !== null && row?.position !== undefined
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
