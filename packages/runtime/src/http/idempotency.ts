import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { runtimeError } from '../errors.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import type { App } from './app.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key under which this request's answer will be kept. */
    keptAs: { readonly account: string; readonly key: string } | null
  }
  interface FastifyContextConfig {
    /** The answer holds a secret and is not kept. */
    unkept?: boolean
  }
}

/** After this long without an answer the request that held the key is taken for dead. */
const patience = 60_000
const keyPattern = /^[\x21-\x7e]{1,200}$/

/** Writes with an Idempotency-Key happen once: the same key and body gets the stored answer, another body is refused. */
export function keepAnswers(app: App, store: Store, now: () => number): void {
  app.decorateRequest('keptAs', null)
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    if (key === null || !request.actor) return
    const kept = { account: request.actor.account, key }
    const stored = await claim(store, kept, hashOf(request), now())
    if (stored === null) request.keptAs = kept
    else return answer(reply, stored)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.keptAs) await keep(store, request.keptAs, reply.statusCode, payload)
  })
}

function keyOf({ method, headers, routeOptions }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (method === 'GET' || method === 'HEAD' || key === undefined || routeOptions.config.unkept) return null
  if (typeof key === 'string' && keyPattern.test(key)) return key
  throw runtimeError('http.invalid', {
    where: 'headers/idempotency-key',
    reason: 'Expected 1 to 200 printable characters',
  })
}

/** Files are known by their content: for them the address is enough. */
function hashOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('base64url')
}

type Kept = NonNullable<FastifyRequest['keptAs']>
type Answer = { readonly status: number; readonly body: unknown }

/** Null when the key is now ours; the stored answer where there is one; a refusal where another request holds it. */
async function claim(
  { db }: Store,
  { account, key }: Kept,
  requestHash: string,
  now: number,
): Promise<Answer | null> {
  const inserted = await db
    .insertInto('idempotencyKeys')
    .values({ account, key, requestHash, status: null, body: json(null), at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 1n) return null
  const row = await db
    .selectFrom('idempotencyKeys')
    .selectAll()
    .where('account', '=', account)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) throw runtimeError('http.key-running', { key })
  if (row.requestHash !== requestHash) throw runtimeError('http.key-reused', { key })
  if (row.status !== null) return { status: row.status, body: row.body }
  const taken = await db
    .updateTable('idempotencyKeys')
    .set({ at: now })
    .where('account', '=', account)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where('at', '<', now - patience)
    .executeTakeFirst()
  if (taken.numUpdatedRows === 1n) return null
  throw runtimeError('http.key-running', { key })
}

function answer(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  return reply.code(status).header('idempotency-replayed', 'true').send(body)
}

/** What went wrong on our side is not kept: the same request may be tried again. */
async function keep({ db }: Store, { account, key }: Kept, status: number, payload: unknown): Promise<void> {
  const row = db.updateTable('idempotencyKeys').where('account', '=', account).where('key', '=', key)
  if (status >= 500 || (payload !== null && payload !== undefined && typeof payload !== 'string')) {
    await db.deleteFrom('idempotencyKeys').where('account', '=', account).where('key', '=', key).execute()
    return
  }
  await row.set({ status, body: json(payload ? JSON.parse(payload as string) : null) }).execute()
}
