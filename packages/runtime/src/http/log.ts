import type { FastifyBaseLogger } from 'fastify'
import pino, { type Logger } from 'pino'

/** The logger of requests: method, route and status, never headers, bodies or query strings (people search for names). */
export function requestLogger(log: Logger | false): FastifyBaseLogger {
  if (log === false) return pino({ level: 'silent' })
  return log.child({ part: 'http' }, { serializers: { req: requestLine, res: statusLine } })
}

interface LoggedRequest {
  readonly method: string
  readonly routeOptions?: { readonly url?: string }
  readonly ip?: string
}

function requestLine({ method, routeOptions, ip }: LoggedRequest) {
  return { method, route: routeOptions?.url ?? '(none)', from: ip }
}

function statusLine(reply: { readonly statusCode: number }) {
  return { status: reply.statusCode }
}
