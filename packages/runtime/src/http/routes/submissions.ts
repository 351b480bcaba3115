import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { maskBySchema } from '../../access/personal.ts'
import type { Submissions } from '../../store/tables/scenario.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, newId } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Contracts } from '../services.ts'
import { AnyJson, AnyObject, closed, defineShape, nullable, Time, time } from '../shape.ts'
import type { Sight } from '../sight/sight.ts'
import { findIncident } from './incident-view.ts'

export const SubmissionShape = defineShape(
  'Submission',
  Type.Object({
    id: Type.String(),
    installation: Type.String(),
    form: Type.String(),
    version: Type.Integer(),
    values: AnyJson,
    incident: nullable(Type.String()),
    by: Type.String(),
    byName: nullable(Type.String()),
    at: Time,
    community: Type.String(),
    path: Type.String(),
  }),
)

const spec = {
  id: 'submissions.id',
  path: 'submissions.path',
  fields: {
    id: { column: 'submissions.id', filter: 'text' },
    installation: { column: 'submissions.installation', filter: 'text' },
    form: { column: 'submissions.form', filter: 'text' },
    incident: { column: 'submissions.incident', filter: 'text' },
    by: { column: 'submissions.by', filter: 'text' },
    community: { column: 'submissions.community', filter: 'text' },
    at: { column: 'submissions.at', filter: 'time', sort: true },
  },
  defaultSort: 'at',
} as const satisfies ListSpec

const Filled = closed({
  installation: Type.String(),
  form: Type.String(),
  values: AnyObject,
  incident: Type.Optional(Type.String()),
  place: Type.Optional(
    Type.String({ description: 'What it is about; the community where nothing is said.' }),
  ),
})

/** Submissions: what was filled in. Rules see them like what a device reports. */
export function submissionRoutes(app: App, services: Api): void {
  const { store, forms } = services
  const tags = ['submissions']
  const config = { resource: 'submissions' }

  app.get('/api/submissions', {
    config,
    schema: {
      tags,
      summary: 'Submissions (填报记录)',
      querystring: querySchema(spec),
      response: { 200: pageSchema(SubmissionShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const found = query(services, await sightOf(services, request))
      const { rows, total } = await runList(store.db, spec, found, request.query, actor)
      const labels = await labelsFor(
        store.db,
        rows.map((row) => ({ accounts: [row.by] })),
      )
      return { items: rows.map((row) => toSubmission(row, services.contracts, labels, actor)), total }
    },
  })

  app.get('/api/submissions/:id', {
    config,
    schema: { tags, summary: 'One submission', params: idParams, response: { 200: SubmissionShape.ref } },
    handler: async (request) =>
      read(services, actorOfRequest(request), await sightOf(services, request), request.params.id),
  })

  app.post('/api/submissions', {
    config,
    schema: { tags, summary: 'Fill a form in', body: Filled, response: { 201: SubmissionShape.ref } },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { installation, form, values, incident = null, place = null } = request.body
      const sight = await sightOf(services, request)
      if (incident !== null) await findIncident(services, sight, actor, incident)
      const id = newId(request, 'submission')
      await forms.submit({ id, installation, form, values, incident, place }, actor)
      return reply.code(201).send(await read(services, actor, sight, id))
    },
  })
}

function query({ store }: Api, sight: Sight) {
  return store.db
    .selectFrom('submissions')
    .innerJoin('installations', 'installations.id', 'submissions.installation')
    .selectAll('submissions')
    .select('installations.plugin')
    .where(sight.submissions)
}

async function read(services: Api, actor: Actor, sight: Sight, id: string) {
  const own = query(services, sight)
    .where('submissions.id', '=', id)
    .where('submissions.by', '=', actor.account)
  // Who filled a form in for a place they work at, but may not see whole, still sees what they sent.
  const row =
    (await own.executeTakeFirst()) ??
    (await findOne(query(services, sight), 'submissions', id, actor, 'submissions.id'))
  const labels = await labelsFor(services.store.db, [{ accounts: [row.by] }])
  return toSubmission(row, services.contracts, labels, actor)
}

function toSubmission(
  row: Selectable<Submissions> & { readonly plugin: string },
  contracts: Contracts,
  labels: Labels,
  actor: Actor,
) {
  const { id, installation, form, version, incident, by, community, path } = row
  const schema = contracts.contract(row.plugin)?.forms[form]?.schema
  const shown = by === actor.account ? row.values : maskBySchema(schema, row.values, rolesAt(actor, path))
  return {
    id,
    installation,
    form,
    version,
    incident,
    by,
    community,
    path,
    values: shown,
    byName: labels.account(by),
    at: time(row.at),
  }
}
