import { createHash, randomUUID } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { type Actor, maySee } from '../access/actor.ts'
import { runtimeError } from '../errors.ts'
import type { Places } from '../store/tables/place.ts'
import type { Database } from '../store/tables.ts'
import { actorOfRequest } from './app.ts'

/** The path parameter of one thing. */
export const idParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) })

/** The row with this id; one that is not there and one that may not be seen are refused alike. */
export async function findOne<Tables extends keyof Database, Row extends { path: string }>(
  query: SelectQueryBuilder<Database, Tables, Row>,
  resource: string,
  id: string,
  actor: Actor,
  column = 'id',
): Promise<Row> {
  const row = (await query.where(sql<boolean>`${sql.ref(column)} = ${id}`).executeTakeFirst()) as
    | Row
    | undefined
  if (!row || !maySee(actor, row.path)) throw runtimeError('http.not-found', { resource, id })
  return row
}

/** A place the actor may see. */
export function placeById(db: Kysely<Database>, actor: Actor, id: string): Promise<Selectable<Places>> {
  return findOne(db.selectFrom('places').selectAll(), 'places', id, actor)
}

/**
 * The id of something a write creates. With an Idempotency-Key it follows from the key, so that a write repeated
 * after a crash finds what the first one made.
 */
export function newId(request: FastifyRequest, kind: string): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return randomUUID()
  const text = `${kind}\n${actorOfRequest(request).account}\n${key}`
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
