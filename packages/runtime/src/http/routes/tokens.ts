import { hintFor } from '@linli/sdk'
import { Type } from '@sinclair/typebox'
import { scopePattern } from '../../access/scope.ts'
import { createToken } from '../../access/tokens.ts'
import { runtimeError } from '../../errors.ts'
import { appendAudit } from '../../store/audit.ts'
import type { Api } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { idParams, newId } from '../find.ts'
import { parseTime } from '../list.ts'
import { closed, defineShape, nullable, Time, time, timeOrNull, words } from '../shape.ts'

const fields = {
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  createdAt: Time,
  expiresAt: nullable(Time),
  usedAt: nullable(Time),
}

export const TokenShape = defineShape('Token', Type.Object(fields))
export const NewTokenShape = defineShape(
  'NewToken',
  Type.Object({ ...fields, token: Type.String({ description: 'Shown this once.' }) }),
)

const Wanted = closed({
  name: words(100),
  scopes: Type.Array(Type.String({ pattern: scopePattern }), {
    minItems: 1,
    maxItems: 50,
    description: '`<resource>:read` or `:write` for what there is to read or write, or `*:read`, `*:write`.',
  }),
  expiresAt: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'A moment to come, with its offset; without one it does not expire.',
    }),
  ),
})

/** API tokens of the account that is signed in. A token does at most what its account may. */
export function tokenRoutes(app: App, { store, now, scopes: known }: Api): void {
  const tags = ['tokens']
  const config = { sessionOnly: true }

  app.get('/api/tokens', {
    config,
    schema: {
      tags,
      summary: 'My tokens',
      response: { 200: Type.Object({ items: Type.Array(TokenShape.ref), total: Type.Integer() }) },
    },
    handler: async (request) => {
      const { account } = actorOfRequest(request)
      const rows = await store.db
        .selectFrom('apiTokens')
        .selectAll()
        .where('account', '=', account)
        .where('revokedAt', 'is', null)
        .orderBy('createdAt')
        .execute()
      return { items: rows.map(toToken), total: rows.length }
    },
  })

  app.post('/api/tokens', {
    config: { ...config, unkept: true },
    schema: {
      tags,
      summary: 'Create a token; it is shown once',
      body: Wanted,
      response: { 201: NewTokenShape.ref },
    },
    handler: async (request, reply) => {
      const { account } = actorOfRequest(request)
      const { name, scopes, expiresAt: wanted } = request.body
      const at = now()
      requireKnownScopes(scopes, known())
      const expiresAt = wanted === undefined ? null : momentAfter(at, wanted)
      const token = {
        id: newId(request, 'token'),
        account,
        name,
        scopes,
        expiresAt,
      }
      const secret = await store.transaction(async (trx) => {
        const created = await createToken(trx, { ...token, now: at })
        await appendAudit(trx, {
          community: '',
          path: '',
          at,
          actor: account,
          action: 'token.create',
          subject: token.id,
          detail: { name, scopes },
        })
        return created
      })
      const shown = toToken({ ...token, createdAt: at, usedAt: null })
      return reply.code(201).send({ ...shown, token: secret })
    },
  })

  app.delete('/api/tokens/:id', {
    config,
    schema: { tags, summary: 'Revoke a token at once', params: idParams, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const { account } = actorOfRequest(request)
      const { id } = request.params
      const at = now()
      await store.transaction(async (trx) => {
        const revoked = await trx
          .updateTable('apiTokens')
          .set({ revokedAt: at })
          .where('id', '=', id)
          .where('account', '=', account)
          .where('revokedAt', 'is', null)
          .executeTakeFirst()
        if (revoked.numUpdatedRows === 0n) throw runtimeError('http.not-found', { resource: 'tokens', id })
        await appendAudit(trx, {
          community: '',
          path: '',
          at,
          actor: account,
          action: 'token.revoke',
          subject: id,
          detail: {},
        })
      })
      return reply.code(204).send(null)
    },
  })
}

function requireKnownScopes(scopes: readonly string[], known: readonly string[]): void {
  const scope = scopes.find((one) => !known.includes(one))
  if (scope !== undefined) throw runtimeError('access.unknown-scope', { scope, hint: hintFor(scope, known) })
}

function momentAfter(now: number, text: string): number {
  const ms = parseTime('body/expiresAt', text)
  if (ms > now) return ms
  throw runtimeError('http.invalid', { where: 'body/expiresAt', reason: 'Expected a moment to come' })
}

interface TokenRow {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly usedAt: number | null
}

function toToken({ id, name, scopes, createdAt, expiresAt, usedAt }: TokenRow) {
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: time(createdAt),
    expiresAt: timeOrNull(expiresAt),
    usedAt: timeOrNull(usedAt),
  }
}
