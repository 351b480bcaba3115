import { Type } from '@sinclair/typebox'
import { type Actor, visiblePaths } from '../../access/actor.ts'
import { may, type Permission, permissions } from '../../access/permission.ts'
import { closeSession, sessionTimes } from '../../access/sessions.ts'
import { signIn } from '../../access/sign-in.ts'
import { createThrottle } from '../../access/throttle.ts'
import { runtimeError } from '../../errors.ts'
import { appendAudit } from '../../store/audit.ts'
import { type App, actorOfRequest } from '../app.ts'
import { sessionCookie, setSessionCookie } from '../auth.ts'
import type { Services } from '../services.ts'
import { choice, closed, defineShape, nullable } from '../shape.ts'

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
    account: nullable(
      Type.Object(
        {
          id: Type.String(),
          login: Type.String(),
          name: Type.String(),
          lang: choice(['zh', 'en']),
          roles: Type.Array(RoleShape.ref),
          passwordOnce: Type.Boolean({
            description: 'Signed in with a one-time password: only a new one may be set.',
          }),
        },
        { description: 'Null where nobody is signed in.' },
      ),
    ),
    permissions: Type.Array(
      Type.Object({
        permission: choice(Object.keys(permissions) as Permission[]),
        paths: Type.Array(Type.String(), { description: 'There and below; empty text: everywhere.' }),
      }),
      { description: 'What the account may do beyond reading, and where.' },
    ),
  }),
)

/** What a password has to be. */
const NewPassword = closed({
  current: Type.String({ minLength: 1, maxLength: 200 }),
  next: Type.String({ minLength: 10, maxLength: 200 }),
})

const Credentials = closed({
  login: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
})

/** Sign-in, who is signed in, sign-out. */
export function sessionRoutes(app: App, { store, now, accounts }: Services): void {
  const minutes = 5 * 60_000
  const throttles = {
    login: createThrottle({ limit: 10, windowMs: minutes, now }),
    address: createThrottle({ limit: 100, windowMs: minutes, now }),
    password: createThrottle({ limit: 10, windowMs: minutes, now }),
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
    config: { forNobody: true, beforePassword: true },
    schema: {
      tags,
      summary: 'Who is signed in, if anybody, and what they may do where',
      security: [],
      response: { 200: SessionShape.ref },
    },
    handler: async ({ actor }) => (actor ? sessionOf(actor) : { account: null, permissions: [] }),
  })

  app.delete('/api/session', {
    config: { sessionOnly: true, beforePassword: true },
    schema: { tags, summary: 'Sign out', response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await closeSession(store.db, request.cookies[sessionCookie] ?? '')
      await store.transaction((trx) =>
        appendAudit(trx, entry('session.close', actorOfRequest(request), now())),
      )
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null)
    },
  })

  app.put('/api/session/password', {
    config: { sessionOnly: true, beforePassword: true, unkept: true },
    schema: {
      tags,
      summary: 'Set my own password; other sessions end',
      body: NewPassword,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const { account } = actorOfRequest(request)
      const seconds = throttles.password.waitFor(account)
      if (seconds > 0) throw runtimeError('access.too-many', { seconds })
      throttles.password.count(account)
      const secret = request.cookies[sessionCookie] ?? ''
      await accounts.setPassword({ ...request.body, secret }, { account, at: now() })
      throttles.password.clear(account)
      return reply.code(204).send(null)
    },
  })
}

function sessionOf(actor: Actor) {
  const { account, login, name, lang, grants, passwordOnce = false } = actor
  return {
    account: { id: account, login, name, lang, roles: grants.map(toRole), passwordOnce },
    permissions: permissionsOf(actor),
  }
}

function permissionsOf(actor: Actor) {
  return (Object.keys(permissions) as Permission[]).flatMap((permission) => {
    const roles: readonly string[] = permissions[permission]
    const held = actor.grants.filter(({ role, path }) => roles.includes(role) && may(actor, permission, path))
    return held.length === 0 ? [] : [{ permission, paths: [...visiblePaths({ grants: held })] }]
  })
}

/** A role as the API writes it. */
export function toRole({ role, path }: { readonly role: string; readonly path: string }) {
  return { role, place: path.split('.').at(-1) ?? '', path }
}

function entry(action: string, actor: Actor, at: number) {
  return { community: '', path: '', at, actor: actor.account, action, subject: actor.account, detail: {} }
}
