import { Type } from '@sinclair/typebox'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { isVisible } from '../../access/visible.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { labelsFor } from '../labels.ts'
import { gradeRank, type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import {
  choice,
  defineShape,
  Grade,
  nullable,
  RoleName,
  TextShape,
  Time,
  time,
  timeOrNull,
} from '../shape.ts'

export const TaskShape = defineShape(
  'Task',
  Type.Object({
    id: Type.String(),
    incident: nullable(Type.String()),
    alert: nullable(Type.String()),
    number: nullable(Type.String({ description: 'The number of the incident.' })),
    step: choice(['verify', 'dispatch', 'sign', 'handle', 'check', 'close']),
    title: TextShape.ref,
    grade: Grade,
    state: choice(['open', 'done']),
    role: Type.String(),
    assignee: nullable(Type.String()),
    assigneeName: nullable(Type.String()),
    due: nullable(Time),
    createdAt: Time,
    doneAt: nullable(Time),
    community: Type.String(),
    place: nullable(Type.String()),
    placeName: nullable(Type.String()),
    path: Type.String(),
  }),
)

const spec = {
  id: 'tasks.id',
  path: 'tasks.path',
  fields: {
    state: { column: 'tasks.state', filter: 'text', of: TaskShape.schema.properties.state, sort: true },
    step: { column: 'tasks.kind', filter: 'text', of: TaskShape.schema.properties.step, sort: true },
    role: { column: 'tasks.role', filter: 'text', of: RoleName },
    assignee: { column: 'tasks.assignee', filter: 'text' },
    incident: { column: 'tasks.incident', filter: 'text' },
    community: { column: 'tasks.community', filter: 'text' },
    grade: { column: 'incidents.grade', filter: 'text', of: Grade, sort: gradeRank('incidents.grade') },
    due: { column: 'tasks.due', filter: 'time', sort: true },
    createdAt: { column: 'tasks.created_at', filter: 'time', sort: true },
  },
  search: ['incidents.title', 'incidents.number'],
  defaultSort: 'due',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const mine = {
  mine: Type.Optional(
    Type.Boolean({ description: 'My to-do: open tasks that are mine, or anybody’s of a role I hold there.' }),
  ),
}

/** Tasks: what somebody has to do by when. */
export function taskRoutes(app: App, services: Api): void {
  const { store } = services
  app.get('/api/tasks', {
    config: { resource: 'tasks' },
    schema: {
      tags: ['tasks'],
      summary: 'Tasks (工单)',
      querystring: querySchema(spec, mine),
      response: { 200: pageSchema(TaskShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const asked: Readonly<Record<string, unknown>> = request.query
      const all = store.db
        .selectFrom('tasks')
        .innerJoin('incidents', 'incidents.id', 'tasks.incident')
        .where((await sightOf(services, request)).incidents)
        .selectAll('tasks')
        .select([
          'incidents.title',
          'incidents.grade',
          'incidents.number',
          'incidents.place',
          'incidents.alert',
        ])
      const query = asked.mine === true ? all.where('tasks.state', '=', 'open').where(isMine(actor)) : all
      const { rows, total } = await runList(store.db, spec, query, asked, actor)
      const labels = await labelsFor(
        store.db,
        rows.map((row) => ({ place: row.place, accounts: [row.assignee] })),
      )
      const items = rows.map((row) => {
        const { id, incident, alert, number, title, grade, state, role, assignee, community, place, path } =
          row
        return {
          id,
          incident,
          alert,
          number,
          title,
          grade,
          state,
          role,
          assignee,
          community,
          place,
          path,
          step: row.kind as 'verify',
          assigneeName: labels.account(assignee),
          placeName: labels.place(place),
          due: timeOrNull(row.due),
          createdAt: time(row.createdAt),
          doneAt: timeOrNull(row.doneAt),
        }
      })
      return { items, total }
    },
  })
}

/** Mine, or nobody's in particular of a role that I hold where it stands. */
function isMine(actor: Actor): RawBuilder<boolean> {
  const pooled = actor.grants.map(
    ({ role, path }) =>
      sql`(tasks.role = ${role} and ${isVisible({ grants: [{ role, path }] }, 'tasks.path')})`,
  )
  const ofRole = pooled.length === 0 ? sql`false` : sql.join(pooled, sql` or `)
  return sql<boolean>`(tasks.assignee = ${actor.account} or (tasks.assignee is null and (${ofRole})))`
}
