import {
  type ActionName,
  advance,
  type Case,
  coversRole,
  type Given,
  type NextAction,
  standardFlow,
  steps,
} from '@linli/flow'
import type { Grade, Text } from '@linli/kernel'
import type { Selectable, Transaction } from 'kysely'
import { type Actor, maySee, rolesAt } from '../access/actor.ts'
import { runtimeError } from '../errors.ts'
import { type Change, recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'
import type { Effects } from '../store/tables/handling.ts'
import type { Database } from '../store/tables.ts'
import { type Assignee, resolveAssignee } from './assignee.ts'
import { carryAlert } from './carry-alert.ts'
import { requireAttachments } from './evidence.ts'
import { openIncident } from './open.ts'
import { type ContractSource, planFor, requireFlow } from './plan-for.ts'
import { Refused } from './refused.ts'
import { caseOf, type IncidentRow } from './row.ts'
import { writeAdvance } from './write.ts'

type Trx = Transaction<Database>

/** What somebody does to an incident. `version`: the one they saw; left out, the newest is meant. */
export interface ActionRequest extends Omit<Given, 'assignee'> {
  readonly action: ActionName
  readonly version?: number
  readonly assignee?: Assignee
}

/** What somebody reports. */
export interface Report {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly place: string
  readonly title: Text
  readonly grade: Grade
  readonly installation: string | null
  readonly flow: string | null
  readonly device: string | null
  readonly note?: string
  readonly photos: readonly string[]
}

/** What else belongs to an action and is stored with it or not at all; returns the changes to record. */
export type AlongWith = (trx: Trx) => Promise<readonly Change[]>

/** The handling of alerts and incidents over the store: the flow decides, this writes. */
export interface IncidentService {
  /** Carries out an alert effect inside the dispatcher's transaction; returns the changes to record. */
  carryAlert(trx: Trx, effect: Selectable<Effects>, now: number): Promise<readonly Change[]>
  /** Reports an incident; one whose id exists is left as it is. */
  report(report: Report, actor: Actor): Promise<void>
  /** Does an action; refuses a stale version with 409, and what the flow does not allow with the flow's own code. */
  act(incident: string, request: ActionRequest, actor: Actor, also?: AlongWith): Promise<void>
  /** The legal next actions of an actor. */
  steps(row: Pick<IncidentRow, 'caseState' | 'path'>, actor: Actor): readonly NextAction[]
  /** Runs every raise that is due; each happens once however often this is called. Returns how many incidents moved. */
  runDue(now: number): Promise<number>
}

/** Builds the service. */
export function createIncidents(
  store: Store,
  contracts: ContractSource,
  clock: () => number,
): IncidentService {
  return {
    carryAlert: (trx, effect, now) => carryAlert(trx, contracts, effect, now),
    report: (report, actor) => reportIncident(store, contracts, report, actor, clock()),
    act: (incident, request, actor, also) => actOn(store, { incident, request, actor, at: clock(), also }),
    steps: (row, actor) => steps(caseOf(row), flowActor(actor, row.path)),
    runDue: (now) => runDue(store, now),
  }
}

const flowActor = (actor: Actor, path: string) => ({ id: actor.account, roles: rolesAt(actor, path) })

async function reportIncident(
  store: Store,
  contracts: ContractSource,
  report: Report,
  actor: Actor,
  at: number,
): Promise<void> {
  await store.transaction(async (trx) => {
    await requireFlow(trx, contracts, report.installation, report.flow)
    const plan = await planFor(trx, contracts, report.installation, report.flow)
    const verifier = (plan.steps.verify ?? standardFlow.steps.verify)?.role ?? 'grid-worker'
    const verified = coversRole(rolesAt(actor, report.path), verifier)
    const { note, photos, ...incident } = report
    await requireAttachments(trx, report.community, photos)
    const by = { by: actor.account, verified, ...(note ? { note } : {}), photos }
    await recordChanges(trx, await openIncident(trx, { ...incident, alert: null, plan, at, ...by }))
  })
}

interface Act {
  readonly incident: string
  readonly request: ActionRequest
  readonly actor: Actor
  readonly at: number
  readonly also: AlongWith | undefined
}

async function actOn(store: Store, { incident: id, request, actor, at, also }: Act): Promise<void> {
  await store.transaction(async (trx) => {
    const row = await trx
      .selectFrom('incidents')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row || !maySee(actor, row.path)) throw runtimeError('http.not-found', { resource: 'incidents', id })
    const state = caseOf(row)
    const { version = state.version } = request
    if (version !== state.version)
      throw runtimeError('incident.stale', { incident: row.number, seen: version, version: state.version })
    const given = await givenFrom(trx, row, state, request, actor)
    const { action } = request
    const result = advance(state, { type: 'act', at, by: flowActor(actor, row.path), action, ...given })
    if (!result.ok) throw new Refused(result.refusal)
    const written = await writeAdvance(trx, row, result, at)
    await recordChanges(trx, [...written, ...((await also?.(trx)) ?? [])])
  })
}

async function givenFrom(
  trx: Trx,
  row: IncidentRow,
  state: Case,
  request: ActionRequest,
  actor: Actor,
): Promise<Given> {
  const { action, version: _, assignee, ...given } = request
  await requireAttachments(trx, row.community, given.photos ?? [])
  if (!assignee) return given
  const field = steps(state, flowActor(actor, row.path))
    .find((step) => step.action === action)
    ?.fields.find((one) => one.field === 'assignee')
  const wanted = field?.field === 'assignee' ? field.role : state.owner.role
  return { ...given, assignee: await resolveAssignee(trx, row.path, assignee, wanted) }
}

async function runDue(store: Store, now: number): Promise<number> {
  const due = await store.db
    .selectFrom('incidents')
    .select('id')
    .where('closedAt', 'is', null)
    .where('deadline', '<=', now)
    .where((eb) => eb(eb.ref('caseState', '->>').key('due' as never), 'is not', null))
    .orderBy('deadline')
    .limit(200)
    .execute()
  for (const { id } of due) await raiseOne(store, id, now)
  return due.length
}

async function raiseOne(store: Store, id: string, now: number): Promise<void> {
  await store.transaction(async (trx) => {
    const row = await trx
      .selectFrom('incidents')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return
    const result = advance(caseOf(row), { type: 'due', at: now })
    if (result.ok) await recordChanges(trx, await writeAdvance(trx, row, result, now))
  })
}
