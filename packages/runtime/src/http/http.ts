import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { runtimeError } from '../errors.ts'
import type { App } from './app.ts'
import { authenticate } from './auth.ts'
import { bodyLimits, readJsonBodies } from './body.ts'
import { describeApi } from './docs.ts'
import { sendFailure } from './failure.ts'
import { requestLogger } from './log.ts'
import { alertRoutes } from './routes/alerts.ts'
import { deviceRoutes } from './routes/devices.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { placeRoutes } from './routes/places.ts'
import { sessionRoutes } from './routes/session.ts'
import type { Services } from './services.ts'
import { definedShapes } from './shape.ts'

export { mountStudio } from './studio.ts'

/** Builds the API over its services. Listen and close are the caller's. */
export async function createHttp(services: Services): Promise<App> {
  const app: App = Fastify({
    loggerInstance: requestLogger(services.log),
    trustProxy: services.trustProxy ?? false,
    bodyLimit: bodyLimits.bytes,
    requestIdHeader: false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler(sendFailure)
  app.setNotFoundHandler((request) => {
    throw runtimeError('http.no-route', { method: request.method, path: request.url.split('?')[0] ?? '' })
  })
  for (const { schema } of definedShapes()) app.addSchema(schema)
  await app.register(cookie)
  await app.register(multipart, {
    limits: { files: 1, fileSize: services.attachments.limit + 1, fields: 5, fieldSize: 1000 },
  })
  readJsonBodies(app)
  setHeaders(app)
  authenticate(app, services)
  await describeApi(app, services.version)
  for (const routes of resources) routes(app, services)
  return app
}

const resources = [sessionRoutes, placeRoutes, deviceRoutes, alertRoutes, incidentRoutes]

/** Headers every answer carries; answers of the API are never stored by anybody. */
function setHeaders(app: App): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'same-origin')
    reply.header('x-frame-options', 'DENY')
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
  })
}
