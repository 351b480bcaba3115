import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { runtimeError } from '../errors.ts'

/** The Fastify instance of the API: schemas give the handlers their types. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody is signed in. */
    actor: Actor | null
  }
  interface FastifyContextConfig {
    /** The resource a token's scope names; `public` needs no sign-in. */
    resource?: string
    public?: boolean
    /** Answers nobody too, but has to know who asks. */
    forNobody?: boolean
    /** No token may do this: only a person who signed in. */
    sessionOnly?: boolean
    /** Also for somebody who still has to replace a one-time password. */
    beforePassword?: boolean
  }
}

/** Who asks. Routes that are not public have one. */
export function actorOfRequest(request: FastifyRequest): Actor {
  if (!request.actor) throw runtimeError('access.signed-out', {})
  return request.actor
}
