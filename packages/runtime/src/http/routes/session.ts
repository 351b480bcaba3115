import { Type } from '@sinclair/typebox'
import type { Actor } from '../../access/actor.ts'
import { closeSession, sessionTimes } from '../../access/sessions.ts'
import { signIn } from '../../access/sign-in.ts'
import { createThrottle } from '../../access/throttle.ts'
import { appendAudit } from '../../store/audit.ts'
import { type App, actorOfRequest } from '../app.ts'
import { sessionCookie, setSessionCookie } from '../auth.ts'
import type { Services } from '../services.ts'
import { choice, closed, defineShape } from '../shape.ts'

export const RoleShape = defineShape(
  'Role',
  Type.Object({
    role: Type.String(),
    place: Type.String({
      description: 'Id of the place it is held at; it counts there and below. Empty is everywhere.',
    }),
    path: Type.String(),
  }),
)

export const SessionShape = defineShape(
  'Session',
  Type.Object({
    account: Type.Object({
      id: Type.String(),
      login: Type.String(),
      name: Type.String(),
      lang: choice(['zh', 'en']),
      roles: Type.Array(RoleShape.ref),
    }),
  }),
)

const Credentials = closed({
  login: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
})

/** Sign-in, who is signed in, sign-out. */
export function sessionRoutes(app: App, { store, now }: Services): void {
  const minutes = 5 * 60_000
  const throttles = {
    login: createThrottle({ limit: 10, windowMs: minutes, now }),
    address: createThrottle({ limit: 100, windowMs: minutes, now }),
  }
  const tags = ['session']

  app.post('/api/session', {
    config: { public: true },
    schema: {
      tags,
      summary: 'Sign in',
      security: [],
      body: Credentials,
      response: { 200: SessionShape.ref },
    },
    handler: async (request, reply) => {
      const { login, password } = request.body
      const { actor, secret } = await signIn(store.db, throttles, {
        login,
        password,
        from: request.ip,
        now: now(),
      })
      await store.transaction((trx) => appendAudit(trx, entry('session.open', actor, now())))
      setSessionCookie(request, reply, secret, sessionTimes.whole / 1000)
      return sessionOf(actor)
    },
  })

  app.get('/api/session', {
    schema: { tags, summary: 'Who is signed in', response: { 200: SessionShape.ref } },
    handler: async (request) => sessionOf(actorOfRequest(request)),
  })

  app.delete('/api/session', {
    config: { sessionOnly: true },
    schema: { tags, summary: 'Sign out', response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await closeSession(store.db, request.cookies[sessionCookie] ?? '')
      await store.transaction((trx) =>
        appendAudit(trx, entry('session.close', actorOfRequest(request), now())),
      )
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null)
    },
  })
}

function sessionOf({ account, login, name, lang, grants }: Actor) {
  return { account: { id: account, login, name, lang, roles: grants.map(toRole) } }
}

/** A role as the API writes it. */
export function toRole({ role, path }: { readonly role: string; readonly path: string }) {
  return { role, place: path.split('.').at(-1) ?? '', path }
}

function entry(action: string, actor: Actor, at: number) {
  return { community: '', path: '', at, actor: actor.account, action, subject: actor.account, detail: {} }
}
