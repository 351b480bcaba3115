import { Type } from '@sinclair/typebox'
import type { Kysely } from 'kysely'
import { rolesAt } from '../../access/actor.ts'
import { masked } from '../../access/mask.ts'
import { mayRead } from '../../access/personal.ts'
import { type PersonalColumn, personalColumns } from '../../store/personal.ts'
import type { Database } from '../../store/tables.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams } from '../find.ts'
import { type Labels, labelsFor } from '../labels.ts'
import { type ListSpec, pageSchema, querySchema, runList } from '../list.ts'
import type { Services } from '../services.ts'
import { choice, defineShape, nullable } from '../shape.ts'

export const PersonShape = defineShape(
  'Person',
  Type.Object({
    id: Type.String(),
    name: Type.String({ description: 'Masked for roles that do not work with residents.' }),
    phone: nullable(Type.String()),
    note: nullable(Type.String()),
    community: Type.String(),
    path: Type.String(),
    homes: Type.Array(
      Type.Object({
        place: Type.String(),
        placeName: nullable(Type.String()),
        relation: choice(['owner', 'tenant', 'family', 'other']),
      }),
    ),
  }),
)

const spec = {
  id: 'people.id',
  path: 'people.path',
  fields: {
    id: { column: 'people.id', filter: 'text', sort: true },
    community: { column: 'people.community', filter: 'text' },
    path: { column: 'people.path', filter: 'text', sort: true },
  },
  defaultSort: 'path',
  defaultOrder: 'asc',
} as const satisfies ListSpec

const columns = ['id', 'name', 'phone', 'note', 'community', 'path'] as const

/** Residents and contacts; searching by name would give masked names away, so there is no search. */
export function peopleRoutes(app: App, { store }: Services): void {
  const config = { resource: 'people' }
  const tags = ['people']

  app.get('/api/people', {
    config,
    schema: {
      tags,
      summary: 'People',
      querystring: querySchema(spec),
      response: { 200: pageSchema(PersonShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { rows, total } = await runList(
        store.db,
        spec,
        store.db.selectFrom('people').select(columns),
        request.query,
        actor,
      )
      return { items: await withHomes(store.db, rows, (path) => rolesAt(actor, path)), total }
    },
  })

  app.get('/api/people/:id', {
    config,
    schema: { tags, summary: 'One person', params: idParams, response: { 200: PersonShape.ref } },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await findOne(
        store.db.selectFrom('people').select(columns),
        'people',
        request.params.id,
        actor,
      )
      const [person] = await withHomes(store.db, [row], (path) => rolesAt(actor, path))
      return person!
    },
  })
}

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly phone: string | null
  readonly note: string | null
  readonly community: string
  readonly path: string
}

async function withHomes(
  db: Kysely<Database>,
  people: readonly PersonRow[],
  rolesFor: (path: string) => readonly string[],
) {
  if (people.length === 0) return []
  const ids = people.map((person) => person.id)
  const residences = await db
    .selectFrom('residences')
    .select(['person', 'place', 'relation'])
    .where('person', 'in', ids)
    .orderBy('id')
    .execute()
  const labels = await labelsFor(db, residences)
  const homes = Map.groupBy(residences, (residence) => residence.person)
  return people.map((person) => toPerson(person, homes.get(person.id) ?? [], labels, rolesFor(person.path)))
}

interface Home {
  readonly place: string
  readonly relation: 'owner' | 'tenant' | 'family' | 'other'
}

function toPerson(person: PersonRow, homes: readonly Home[], labels: Labels, roles: readonly string[]) {
  const shown = (column: 'name' | 'phone' | 'note') =>
    readable(personalColumns[`people.${column}`], person[column], roles)
  return {
    ...person,
    name: shown('name') ?? '',
    phone: shown('phone'),
    note: shown('note'),
    homes: homes.map(({ place, relation }) => ({ place, relation, placeName: labels.place(place) })),
  }
}

function readable(
  column: PersonalColumn | undefined,
  value: string | null,
  roles: readonly string[],
): string | null {
  if (!column || mayRead(roles, column.class)) return value
  return masked(value, column.mask) as string | null
}
