import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { requireScope } from '../access/permission.ts'
import { findSession } from '../access/sessions.ts'
import { findToken } from '../access/tokens.ts'
import { runtimeError } from '../errors.ts'
import { type App, actorOfRequest } from './app.ts'
import type { Services } from './services.ts'

/** The cookie of a session. */
export const sessionCookie = 'linli_session'

/** Finds out who asks, and refuses before a handler runs: nobody, a token without the scope, a write from another site. */
export function authenticate(app: App, services: Services): void {
  app.decorateRequest('actor', null)
  app.addHook('onRequest', async (request) => {
    const { config, url } = request.routeOptions
    // The studio's files and what devices post to are no part of the API.
    if (!url?.startsWith('/api/')) return
    // An answer for everybody is given to everybody: also with a cookie that is no longer good, and without the database.
    if (isWrite(request.method) && !bearerOf(request)) checkOrigin(request, services.origins ?? [])
    request.actor = await findActor(request, services).catch((error) => {
      if (config.public) return null
      throw error
    })
    if (!config.public && (request.actor || !config.forNobody)) checkScope(request, config)
  })
}

/** Who makes a request, by token or session; null for nobody. */
export async function findActor(request: FastifyRequest, { store, now }: Services): Promise<Actor | null> {
  const bearer = bearerOf(request)
  if (bearer) return findToken(store.db, bearer, now())
  const cookie = request.cookies[sessionCookie]
  if (!cookie) return null
  return findSession(store.db, cookie, now())
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function checkScope(
  request: FastifyRequest,
  { resource, sessionOnly, beforePassword }: FastifyRequest['routeOptions']['config'],
): void {
  const actor = actorOfRequest(request)
  if (actor.passwordOnce && !beforePassword) throw runtimeError('access.password-once', {})
  if (sessionOnly && actor.scopes !== null) throw runtimeError('access.session-only', {})
  if (resource) requireScope(actor, resource, isWrite(request.method) ? 'write' : 'read')
}

/** Whether a method changes something. */
export function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}

/**
 * A cookie comes along with requests another site makes its visitor send, and another site may sign its visitor in
 * as somebody else. Browsers tell where a write comes from, so one with a cookie that does not is refused; without a
 * cookie only what says that it is foreign.
 */
function checkOrigin(request: FastifyRequest, origins: readonly string[]): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (origin === undefined) {
    if (site === 'same-origin' || (site === undefined && !request.cookies[sessionCookie])) return
    throw runtimeError('access.origin', { origin: String(site ?? '-') })
  }
  if (URL.parse(origin)?.host === request.host || origins.includes(origin)) return
  throw runtimeError('access.origin', { origin })
}

/** Sets the session's cookie: out of reach of scripts and of other sites; `Secure` where the line is encrypted. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  seconds: number,
): void {
  const secure = request.protocol === 'https'
  reply.setCookie(sessionCookie, secret, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure,
    maxAge: seconds,
  })
}
