import { describeCase } from '@linli/flow'
import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { caseOf, type IncidentRow } from '../../incidents/row.ts'
import type { IncidentEvents } from '../../store/tables/handling.ts'
import { type Api, sightOf } from '../api.ts'
import { actorOfRequest } from '../app.ts'
import { findOne } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import {
  AnyObject,
  choice,
  defineShape,
  Grade,
  nullable,
  TextShape,
  Time,
  time,
  timeOrNull,
} from '../shape.ts'
import type { Sight } from '../sight/sight.ts'
import { StepShape, toSteps } from './steps.ts'

/** The steps of handling. */
export const Step = choice(['verify', 'dispatch', 'sign', 'handle', 'check', 'close'])
/** The tiers, lowest first. */
export const Tier = choice(['grid-worker', 'grid-leader', 'community', 'street', 'district'])
/** How an incident ended. */
export const Outcome = choice(['resolved', 'false-alarm', 'withdrawn'])

const fields = {
  id: Type.String(),
  number: Type.String({ description: 'What people call it: SJ20261121-0007.' }),
  title: TextShape.ref,
  grade: Grade,
  tier: Tier,
  step: nullable(Step),
  verified: Type.Boolean({ description: '已立案' }),
  outcome: nullable(Outcome),
  owner: nullable(Type.String()),
  ownerRole: Type.String(),
  ownerName: nullable(Type.String()),
  deadline: nullable(Time),
  overdue: Type.Boolean({ description: 'The deadline of the highest tier has passed.' }),
  raised: Type.Array(Tier, { description: 'The tiers it was raised to (提级).' }),
  summary: TextShape.ref,
  version: Type.Integer(),
  openedAt: Time,
  closedAt: nullable(Time),
  community: Type.String(),
  place: nullable(Type.String()),
  placeName: nullable(Type.String()),
  path: Type.String(),
  device: nullable(Type.String()),
  deviceName: nullable(Type.String()),
  alert: nullable(Type.String()),
  installation: nullable(Type.String()),
  flow: nullable(Type.String()),
}

export const TimelineShape = defineShape(
  'TimelineEntry',
  Type.Object({
    seq: Type.Integer(),
    type: Type.String(),
    at: Time,
    actor: nullable(Type.String({ description: 'Null where the platform acted.' })),
    actorName: nullable(Type.String()),
    note: nullable(Type.String()),
    photos: Type.Array(Type.String()),
    forms: Type.Array(Type.String()),
    step: nullable(Step),
    owner: Type.Object({ role: Type.String(), person: nullable(Type.String()) }),
    ownerName: nullable(Type.String()),
    tier: Tier,
    grade: Grade,
  }),
)

export const IncidentShape = defineShape('Incident', Type.Object(fields))
export const IncidentDetailShape = defineShape(
  'IncidentDetail',
  Type.Object({
    ...fields,
    detail: AnyObject,
    steps: Type.Array(StepShape.ref),
    timeline: Type.Array(TimelineShape.ref),
  }),
)

type Request = Parameters<typeof actorOfRequest>[0]

/** One incident as the API shows it to who asks. */
export async function readIncident(services: Api, request: Request, id: string) {
  const { store, incidents } = services
  const actor = actorOfRequest(request)
  const sight = await sightOf(services, request)
  const row = await findIncident(services, sight, actor, id)
  const events = await store.db
    .selectFrom('incidentEvents')
    .selectAll()
    .where('incident', '=', id)
    .orderBy('seq')
    .execute()
  const detail = await detailFor(services, sight, row)
  const people = events.flatMap((event) => [event.actor, detailOf(event).owner.person])
  const labels = await labelsFor(store.db, [wantedLabels(row), { accounts: people }])
  return {
    ...toIncident(row, services, sight, labels),
    detail,
    steps: toSteps(incidents.steps(row, actor)),
    timeline: events.map((event) => toEntry(event, labels)),
  }
}

/** The incident with this id, or a refusal where the actor does not see it. */
export function findIncident({ store }: Api, sight: Sight, actor: Actor, id: string): Promise<IncidentRow> {
  return findOne(
    store.db.selectFrom('incidents').selectAll().where(sight.incidents),
    'incidents',
    id,
    actor,
    'incidents.id',
  )
}

/** What the rule told of the alert, masked as its origin is. */
async function detailFor({ store }: Api, sight: Sight, row: IncidentRow) {
  if (row.alert === null) return {}
  const columns = ['detail', 'installation', 'rule', 'path'] as const
  const alert = await store.db
    .selectFrom('alerts')
    .select(columns)
    .where('id', '=', row.alert)
    .executeTakeFirst()
  return alert ? sight.detail(alert, alert.detail, row.owner) : {}
}

/** What of an incident is shown by name. */
export function wantedLabels({ place, device, owner }: IncidentRow) {
  return { place, device, accounts: [owner] }
}

/** An incident as a list shows it. */
export function toIncident(row: IncidentRow, { ids }: Api, sight: Sight, labels: Labels) {
  const state = caseOf(row)
  const {
    id,
    number,
    title,
    grade,
    owner,
    ownerRole,
    version,
    community,
    place,
    path,
    device,
    alert,
    installation,
    flow,
  } = row
  const { step, verified, outcome, overdue, tier } = state
  return {
    id,
    number,
    title,
    grade,
    tier,
    step,
    verified,
    outcome,
    owner,
    ownerRole,
    overdue,
    version,
    community,
    place,
    path,
    device: device === null ? null : ids.shown(device),
    alert,
    installation,
    flow,
    raised: [...state.raised],
    ownerName: labels.account(owner),
    deadline: timeOrNull(row.deadline),
    summary: describeCase(state, (person) => labels.account(person) ?? person),
    openedAt: time(row.openedAt),
    closedAt: timeOrNull(row.closedAt),
    placeName: labels.place(place),
    deviceName: sight.deviceName(labels, device, path),
  }
}

interface EntryDetail {
  readonly step: (typeof Step)['static'] | null
  readonly owner: { readonly role: string; readonly person: string | null }
  readonly tier: (typeof Tier)['static']
  readonly grade: (typeof Grade)['static']
}

function detailOf(event: Pick<Selectable<IncidentEvents>, 'detail'>): EntryDetail {
  return event.detail as EntryDetail
}

function toEntry(event: Selectable<IncidentEvents>, labels: Labels) {
  const { seq, action, note, actor } = event
  const { photos, forms } = event.evidence as { readonly photos: string[]; readonly forms: string[] }
  const { step, owner, tier, grade } = detailOf(event)
  const who = actor === 'system' ? null : actor
  return {
    seq,
    type: action,
    at: time(event.at),
    actor: who,
    actorName: labels.account(who),
    note,
    photos,
    forms,
    step,
    owner,
    ownerName: labels.account(owner.person),
    tier,
    grade,
  }
}
