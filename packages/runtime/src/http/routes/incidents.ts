import { describeCase } from '@linli/flow'
import { Type } from '@sinclair/typebox'
import { type Selectable, sql } from 'kysely'
import { rolesAt } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { maskBySchema } from '../../access/personal.ts'
import { caseOf, type IncidentRow } from '../../incidents/row.ts'
import type { IncidentEvents } from '../../store/tables/handling.ts'
import { type App, actorOfRequest } from '../app.ts'
import { detailSchemas } from '../detail-schema.ts'
import { findOne, idParams, newId, placeById } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import { gradeRank, type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import {
  AnyObject,
  choice,
  closed,
  defineShape,
  Grade,
  nullable,
  TextShape,
  Time,
  time,
  timeOrNull,
} from '../shape.ts'
import { checkedAnswers } from './answers.ts'
import { Action, StepShape, toSteps } from './steps.ts'

const Step = choice(['verify', 'dispatch', 'sign', 'handle', 'check', 'close'])
const Tier = choice(['grid-worker', 'grid-leader', 'community', 'street', 'district'])
const Outcome = choice(['resolved', 'false-alarm', 'withdrawn'])

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

const waiting = sql`nullif(incidents.state, 'closed')`

const spec = {
  id: 'incidents.id',
  path: 'incidents.path',
  fields: {
    id: { column: 'incidents.id', filter: 'text' },
    number: { column: 'incidents.number', filter: 'text', sort: true },
    step: { column: waiting, filter: 'text', sort: true },
    open: { column: sql`(incidents.closed_at is null)`, filter: 'flag' },
    outcome: { column: 'incidents.outcome', filter: 'text', sort: true },
    grade: { column: 'incidents.grade', filter: 'text', sort: gradeRank('incidents.grade') },
    tier: { column: 'incidents.tier', filter: 'text' },
    owner: { column: 'incidents.owner', filter: 'text' },
    ownerRole: { column: 'incidents.owner_role', filter: 'text' },
    community: { column: 'incidents.community', filter: 'text' },
    installation: { column: 'incidents.installation', filter: 'text' },
    alert: { column: 'incidents.alert', filter: 'text' },
    device: { column: 'incidents.device', filter: 'text' },
    place: { column: 'incidents.place', filter: 'text' },
    openedAt: { column: 'incidents.opened_at', filter: 'time', sort: true },
    closedAt: { column: 'incidents.closed_at', filter: 'time', sort: true },
    deadline: { column: 'incidents.deadline', filter: 'time', sort: true },
  },
  search: ['incidents.number', 'incidents.title'],
  defaultSort: 'openedAt',
} as const satisfies ListSpec

const Report = closed({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  place: Type.String(),
  grade: Type.Optional(Grade),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  device: Type.Optional(Type.String()),
  installation: Type.Optional(Type.String()),
  flow: Type.Optional(
    Type.String({ description: 'A flow of the installation; the standard one where nothing is said.' }),
  ),
  evidence: Type.Optional(Type.Array(Type.String(), { maxItems: 20, description: 'Hashes of attachments.' })),
})

const ActionBody = closed({
  action: Action,
  version: Type.Optional(
    Type.Integer({ description: 'The version you saw; a newer one refuses with 409. Send it.' }),
  ),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  grade: Type.Optional(Grade),
  assignee: Type.Optional(Type.String({ description: 'An account.' })),
  role: Type.Optional(
    Type.String({ description: 'Anyone of a role, or the role the assignee is meant in.' }),
  ),
  evidence: Type.Optional(Type.Array(Type.String(), { maxItems: 20, description: 'Hashes of attachments.' })),
  values: Type.Optional(AnyObject),
  form: Type.Optional(Type.String({ description: 'The form `values` answers.' })),
})

/** Incidents: what was reported and is being handled. */
export function incidentRoutes(app: App, services: Services): void {
  const { store, incidents } = services
  const tags = ['incidents']
  const config = { resource: 'incidents' }

  app.get('/api/incidents', {
    config,
    schema: {
      tags,
      summary: 'Incidents',
      querystring: querySchema(spec),
      response: { 200: pageSchema(IncidentShape.ref) },
    },
    handler: async (request) => {
      const query = store.db.selectFrom('incidents').selectAll().where(counts)
      const { rows, total } = await runList(store.db, spec, query, request.query, actorOfRequest(request))
      const labels = await labelsFor(store.db, rows.map(wantedLabels))
      return { items: rows.map((row) => toIncident(row, labels)), total }
    },
  })

  app.get('/api/incidents/:id', {
    config,
    schema: {
      tags,
      summary: 'One incident, with its timeline and what may be done',
      params: idParams,
      response: { 200: IncidentDetailShape.ref },
    },
    handler: async (request) => readIncident(services, request, request.params.id),
  })

  app.post('/api/incidents', {
    config,
    schema: {
      tags,
      summary: 'Report an incident (上报)',
      body: Report,
      response: { 201: IncidentDetailShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const {
        title,
        grade = 'normal',
        note,
        evidence,
        installation = null,
        flow = null,
        device = null,
      } = request.body
      const place = await placeById(store.db, actor, request.body.place)
      requirePermission(actor, 'incidents:write', place.path)
      const id = newId(request, 'incident')
      const { community, path } = place
      await incidents.report(
        {
          id,
          community,
          path,
          place: place.id,
          title: { zh: title, en: title },
          grade,
          installation,
          flow,
          device,
          ...(note ? { note } : {}),
          photos: evidence ?? [],
        },
        actor,
      )
      return reply.code(201).send(await readIncident(services, request, id))
    },
  })

  app.post('/api/incidents/:id/actions', {
    config,
    schema: {
      tags,
      summary: 'Do a step, or add a note',
      params: idParams,
      body: ActionBody,
      response: { 200: IncidentDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { assignee, role, evidence = [], values, form, ...rest } = request.body
      const row = await findOne(
        store.db.selectFrom('incidents').selectAll(),
        'incidents',
        request.params.id,
        actor,
      )
      const answers = values && (await checkedAnswers(services, request, row, form, values))
      const given = {
        ...rest,
        ...assigneeOf(assignee, role),
        photos: evidence,
        forms: answers ? [answers.form] : [],
      }
      await incidents.act(row.id, given, actor, answers && ((trx) => services.forms.store(trx, answers)))
      if (answers) await services.forms.journal(answers)
      return readIncident(services, request, row.id)
    },
  })
}

/** An account, anyone of a role, or an account in a role. */
function assigneeOf(person: string | undefined, role: string | undefined) {
  if (person === undefined && role === undefined) return {}
  return {
    assignee: { ...(person === undefined ? {} : { person }), ...(role === undefined ? {} : { role }) },
  }
}

/** What counts as an incident: reports, and alerts that were accepted or dispatched. An alert nobody looked at is none yet. */
const counts = sql<boolean>`(incidents.alert is null or (incidents.case_state->>'verified')::boolean
  or incidents.state not in ('verify', 'closed'))`

type Request = Parameters<typeof actorOfRequest>[0]

async function readIncident(services: Services, request: Request, id: string) {
  const { store, incidents } = services
  const actor = actorOfRequest(request)
  const row = await findOne(store.db.selectFrom('incidents').selectAll(), 'incidents', id, actor)
  const events = await store.db
    .selectFrom('incidentEvents')
    .selectAll()
    .where('incident', '=', id)
    .orderBy('seq')
    .execute()
  const detail = await detailFor(services, row, rolesAt(actor, row.path))
  const people = events.flatMap((event) => [event.actor, detailOf(event).owner.person])
  const labels = await labelsFor(store.db, [wantedLabels(row), { accounts: people }])
  return {
    ...toIncident(row, labels),
    detail,
    steps: toSteps(incidents.steps(row, actor)),
    timeline: events.map((event) => toEntry(event, labels)),
  }
}

/** What the rule told of the alert, masked as its origin is. */
async function detailFor({ store, contracts }: Services, row: IncidentRow, roles: readonly string[]) {
  if (row.alert === null) return {}
  const columns = ['detail', 'installation', 'rule'] as const
  const alert = await store.db
    .selectFrom('alerts')
    .select(columns)
    .where('id', '=', row.alert)
    .executeTakeFirst()
  if (!alert) return {}
  const schemas = await detailSchemas(store.db, contracts, [alert.installation])
  return maskBySchema(schemas(alert), alert.detail, roles) as typeof alert.detail
}

function wantedLabels({ place, device, owner }: IncidentRow) {
  return { place, device, accounts: [owner] }
}

function toIncident(row: IncidentRow, labels: Labels) {
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
    device,
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
    deviceName: labels.device(device),
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
