import { Type } from '@sinclair/typebox'
import { type Selectable, sql } from 'kysely'
import { runtimeError } from '../../errors.ts'
import { caseOf } from '../../incidents/row.ts'
import type { Alerts } from '../../store/tables/handling.ts'
import { type Api, meantDevices, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import { gradeRank, type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
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
import type { Sight } from '../sight/sight.ts'
import { StepShape, toSteps } from './steps.ts'

const state = choice(['open', 'accepted', 'dismissed', 'withdrawn', 'closed'], {
  description: '待核实, 已立案, 误报, 已自动撤销, 已结案',
})

const fields = {
  id: Type.String(),
  title: TextShape.ref,
  grade: Grade,
  state,
  community: Type.String(),
  installation: Type.String(),
  rule: Type.String(),
  key: Type.String({
    description:
      'What the rule kept apart: a device, a place, a plate; `~…` stands for what the reader may not know.',
  }),
  device: nullable(Type.String()),
  deviceName: nullable(Type.String()),
  place: nullable(Type.String()),
  placeName: nullable(Type.String()),
  path: Type.String(),
  detail: AnyObject,
  reason: nullable(Type.String({ description: 'Why it was withdrawn or found false.' })),
  raisedAt: Time,
  onset: Time,
  incident: nullable(
    Type.String({
      description: 'The handling; it exists from the start, and counts as an incident once accepted.',
    }),
  ),
  owner: nullable(Type.String()),
  ownerRole: nullable(Type.String()),
  ownerName: nullable(Type.String()),
  deadline: nullable(Time),
}

export const AlertShape = defineShape('Alert', Type.Object(fields))
export const AlertDetailShape = defineShape(
  'AlertDetail',
  Type.Object({ ...fields, steps: Type.Array(StepShape.ref) }),
)

/** The most pressing first, and of these the latest: an urgent one does not sink below what came after it. */
const pressing = sql`${gradeRank('alerts.grade')}::bigint * 10000000000000 + alerts.raised_at`

const spec = {
  id: 'alerts.id',
  path: 'alerts.path',
  fields: {
    id: { column: 'alerts.id', filter: 'text' },
    state: { column: 'alerts.state', filter: 'text', of: state, sort: true },
    grade: { column: 'alerts.grade', filter: 'text', of: Grade, sort: gradeRank('alerts.grade') },
    pressing: { column: pressing, filter: 'none', sort: true },
    community: { column: 'alerts.community', filter: 'text' },
    installation: { column: 'alerts.installation', filter: 'text', sort: true },
    rule: { column: 'alerts.rule', filter: 'text' },
    device: { column: 'alerts.device', filter: 'text' },
    place: { column: 'alerts.place', filter: 'text' },
    raisedAt: { column: 'alerts.raised_at', filter: 'time', sort: true },
    onset: { column: 'alerts.onset', filter: 'time', sort: true },
    deadline: { column: 'incidents.deadline', filter: 'time', sort: true },
  },
  search: ['alerts.title', 'alerts.key', 'alerts.device'],
  defaultSort: 'raisedAt',
} as const satisfies ListSpec

const Verification = closed({
  outcome: choice(['accept', 'false-alarm']),
  grade: Type.Optional(Grade),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
})

/** Alerts: a rule fired, and somebody has to look. */
export function alertRoutes(app: App, services: Api): void {
  const { store, incidents } = services
  const tags = ['alerts']
  const config = { resource: 'alerts' }

  app.get('/api/alerts', {
    config,
    schema: {
      tags,
      summary: 'Alerts',
      querystring: querySchema(spec),
      response: { 200: pageSchema(AlertShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const sight = await sightOf(services, request)
      const query = alertQuery(services).where(sight.alerts)
      const searching = { ...spec, search: ['alerts.title', ...sight.alertSearch] }
      const asked = meantDevices(services, request.query)
      const { rows, total } = await runList(store.db, searching, query, asked, actor)
      const labels = await labelsFor(
        store.db,
        rows.map((row) => ({ ...row, accounts: [row.owner] })),
      )
      return { items: rows.map((row) => toAlert(row, services, sight, labels)), total }
    },
  })

  app.get('/api/alerts/:id', {
    config,
    schema: {
      tags,
      summary: 'One alert, with what may be done about it',
      params: idParams,
      response: { 200: AlertDetailShape.ref },
    },
    handler: async (request) => readAlert(services, request, request.params.id),
  })

  app.post('/api/alerts/:id/verify', {
    config: { resource: 'incidents' },
    schema: {
      tags,
      summary: 'Accept an alert (立案) or call it a false alarm (误报)',
      params: idParams,
      body: Verification,
      response: { 200: AlertDetailShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { outcome, ...given } = request.body
      const sight = await sightOf(services, request)
      const query = store.db.selectFrom('alerts').selectAll().where(sight.alerts)
      const row = await findOne(query, 'alerts', request.params.id, actor)
      if (row.state !== 'open' || row.incident === null)
        throw runtimeError('alert.settled', { alert: row.id, state: row.state })
      await incidents.act(row.incident, { action: outcome, ...given }, actor)
      return readAlert(services, request, row.id)
    },
  })
}

type Request = Parameters<typeof actorOfRequest>[0]

function alertQuery({ store }: Api) {
  return store.db
    .selectFrom('alerts')
    .leftJoin('incidents', 'incidents.id', 'alerts.incident')
    .selectAll('alerts')
    .select(['incidents.owner', 'incidents.ownerRole', 'incidents.deadline', 'incidents.caseState'])
}

async function readAlert(services: Api, request: Request, id: string) {
  const actor = actorOfRequest(request)
  const sight = await sightOf(services, request)
  const row = await findOne(alertQuery(services).where(sight.alerts), 'alerts', id, actor, 'alerts.id')
  const labels = await labelsFor(services.store.db, [{ ...row, accounts: [row.owner] }])
  const steps =
    row.caseState === null ? [] : services.incidents.steps({ caseState: caseOf(row), path: row.path }, actor)
  return { ...toAlert(row, services, sight, labels), steps: toSteps(steps) }
}

type AlertRow = Selectable<Alerts> & {
  readonly owner: string | null
  readonly ownerRole: string | null
  readonly deadline: number | null
}

function toAlert(row: AlertRow, { ids }: Api, sight: Sight, labels: Labels) {
  const {
    id,
    title,
    grade,
    community,
    installation,
    rule,
    device,
    place,
    path,
    reason,
    incident,
    owner,
    ownerRole,
  } = row
  return {
    id,
    title,
    grade,
    state: row.state,
    community,
    installation,
    rule,
    key: sight.key(row),
    device: device === null ? null : ids.shown(device),
    place,
    path,
    detail: sight.detail(row, row.detail, owner),
    reason,
    incident,
    owner,
    ownerRole,
    deviceName: sight.deviceName(labels, device, path),
    placeName: labels.place(place),
    ownerName: labels.account(owner),
    raisedAt: time(row.raisedAt),
    onset: time(row.onset),
    deadline: timeOrNull(row.deadline),
  }
}
