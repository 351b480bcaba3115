import { Type } from '@sinclair/typebox'
import { sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { virtualParts } from '../../access/public-id.ts'
import { type Api, meantDevices, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, newId, placeById } from '../find.ts'
import { labelsFor } from '../labels.ts'
import { gradeRank, type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import { AnyObject, closed, Grade, RoleName, words } from '../shape.ts'
import { checkedAnswers } from './answers.ts'
import { requireReadable } from './attachment-access.ts'
import {
  findIncident,
  IncidentDetailShape,
  IncidentShape,
  Outcome,
  readIncident,
  Step,
  Tier,
  toIncident,
  wantedLabels,
} from './incident-view.ts'
import { findVisible } from './installation-view.ts'
import { Action } from './steps.ts'

const waiting = sql`nullif(incidents.state, 'closed')`

const spec = {
  id: 'incidents.id',
  path: 'incidents.path',
  fields: {
    id: { column: 'incidents.id', filter: 'text' },
    number: { column: 'incidents.number', filter: 'text', sort: true },
    step: { column: waiting, filter: 'text', of: Step, sort: true },
    open: { column: sql`(incidents.closed_at is null)`, filter: 'flag' },
    outcome: { column: 'incidents.outcome', filter: 'text', of: Outcome, sort: true },
    grade: { column: 'incidents.grade', filter: 'text', of: Grade, sort: gradeRank('incidents.grade') },
    tier: { column: 'incidents.tier', filter: 'text', of: Tier },
    owner: { column: 'incidents.owner', filter: 'text' },
    ownerRole: { column: 'incidents.owner_role', filter: 'text', of: RoleName },
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
  title: words(200),
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
export function incidentRoutes(app: App, services: Api): void {
  readRoutes(app, services)
  reportRoute(app, services)
  actionRoute(app, services)
}

const tags = ['incidents']
const config = { resource: 'incidents' }

function readRoutes(app: App, services: Api): void {
  const { store } = services
  app.get('/api/incidents', {
    config,
    schema: {
      tags,
      summary: 'Incidents',
      querystring: querySchema(spec),
      response: { 200: pageSchema(IncidentShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const sight = await sightOf(services, request)
      const query = store.db.selectFrom('incidents').selectAll().where(counts).where(sight.incidents)
      const asked = meantDevices(services, request.query)
      const { rows, total } = await runList(store.db, spec, query, asked, actor)
      const labels = await labelsFor(store.db, rows.map(wantedLabels))
      return { items: rows.map((row) => toIncident(row, services, sight, labels)), total }
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
}

function reportRoute(app: App, services: Api): void {
  const { store, incidents } = services
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
      const { title, note, evidence: photos = [], grade = 'normal', ...about } = request.body
      const place = await placeById(store.db, actor, request.body.place)
      requirePermission(actor, 'incidents:write', place.path)
      const id = newId(request, 'incident')
      const sight = await sightOf(services, request)
      await requireReadable(services, sight, actor, photos)
      const { installation = null, flow = null } = about
      if (installation !== null) await findVisible(services, installation, actor)
      const device = await reportedDevice(services, actor, about.device)
      const where = { community: place.community, path: place.path, place: place.id }
      const what = { title: { zh: title, en: title }, grade, installation, flow, device, photos }
      await incidents.report({ id, ...where, ...what, ...(note ? { note } : {}) }, actor)
      return reply.code(201).send(await readIncident(services, request, id))
    },
  })
}

function actionRoute(app: App, services: Api): void {
  const { incidents } = services
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
      const sight = await sightOf(services, request)
      const row = await findIncident(services, sight, actor, request.params.id)
      await requireReadable(services, sight, actor, evidence)
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

/** The device a report is about, if any: one the reporter may see, or a record as the API shows it. */
async function reportedDevice({ store, ids }: Api, actor: Actor, id: string | undefined) {
  if (id === undefined) return null
  const meant = ids.meant(id)
  if (meant !== null && virtualParts(meant)) return meant
  return (await findOne(store.db.selectFrom('devices').select(['id', 'path']), 'devices', id, actor)).id
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
