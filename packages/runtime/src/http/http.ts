import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { loadPublicIds } from '../access/public-id.ts'
import { runtimeError } from '../errors.ts'
import type { Api } from './api.ts'
import type { App } from './app.ts'
import { authenticate, isWrite } from './auth.ts'
import { bodyLimits, readJsonBodies, readLogs, readTables } from './body.ts'
import { describeApi } from './docs.ts'
import { sendFailure, sendMalformed } from './failure.ts'
import { keepAnswers } from './idempotency.ts'
import { lazySerializers } from './lazy-serializers.ts'
import { requestLogger } from './log.ts'
import { metricsRoutes } from './metrics.ts'
import { accountChangeRoutes } from './routes/account-changes.ts'
import { accountRoutes } from './routes/accounts.ts'
import { alertRoutes } from './routes/alerts.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { auditRoutes } from './routes/audit.ts'
import { changeRoutes } from './routes/changes.ts'
import { commandRoutes } from './routes/commands.ts'
import { communityRoutes } from './routes/communities.ts'
import { deadLetterRoutes } from './routes/dead-letters.ts'
import { deviceImportRoutes } from './routes/device-import.ts'
import { deviceRoutes } from './routes/devices.ts'
import { healthRoutes } from './routes/health.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { installationRoutes } from './routes/installations.ts'
import { observationRoutes } from './routes/observations.ts'
import { peopleRoutes } from './routes/people.ts'
import { placeRoutes } from './routes/places.ts'
import { pluginRoutes } from './routes/plugins.ts'
import { recordRoutes } from './routes/records.ts'
import { referenceRoutes } from './routes/reference.ts'
import { replayRoutes } from './routes/replays.ts'
import { sessionRoutes } from './routes/session.ts'
import { sourceRoutes } from './routes/sources.ts'
import { submissionRoutes } from './routes/submissions.ts'
import { taskRoutes } from './routes/tasks.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { whyRoutes } from './routes/why.ts'
import type { Services } from './services.ts'
import { definedShapes, ErrorShape } from './shape.ts'
import { createScenarios } from './sight/scenarios.ts'

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
    clientErrorHandler: sendMalformed,
    schemaController: { compilersFactory: { buildSerializer: lazySerializers } },
    frameworkErrors: sendFailure,
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler(sendFailure)
  app.setNotFoundHandler((request) => {
    throw runtimeError('http.no-route', { method: request.method, path: request.url.split('?')[0] ?? '' })
  })
  for (const { schema } of definedShapes()) app.addSchema(schema)
  await app.register(compress, { encodings: ['gzip'], threshold: 2048 })
  await app.register(cookie)
  await app.register(multipart, {
    limits: { files: 1, fileSize: services.attachments.limit + 1, fields: 5, fieldSize: 1000 },
  })
  readJsonBodies(app)
  readTables(app)
  readLogs(app)
  setHeaders(app)
  authenticate(app, services)
  keepAnswers(app, services.store, services.now)
  describeFailures(app)
  await describeApi(app, services.version)
  const { store, contracts } = services
  const ids = await loadPublicIds(store)
  const api: Api = {
    ...services,
    ids,
    scenarios: createScenarios(store.db, contracts),
    scopes: collectScopes(app),
  }
  for (const routes of resources) routes(app, api)
  return app
}

const resources = [
  sessionRoutes,
  tokenRoutes,
  accountRoutes,
  accountChangeRoutes,
  peopleRoutes,
  communityRoutes,
  placeRoutes,
  deviceRoutes,
  deviceImportRoutes,
  sourceRoutes,
  observationRoutes,
  pluginRoutes,
  installationRoutes,
  referenceRoutes,
  recordRoutes,
  alertRoutes,
  incidentRoutes,
  taskRoutes,
  submissionRoutes,
  attachmentRoutes,
  commandRoutes,
  deadLetterRoutes,
  auditRoutes,
  changeRoutes,
  whyRoutes,
  replayRoutes,
  healthRoutes,
  metricsRoutes,
]

/** What tokens can be allowed, as the routes that follow name it. */
function collectScopes(app: App): () => readonly string[] {
  const scopes = new Set(['*:read', '*:write'])
  app.addHook('onRoute', ({ config, method }) => {
    const resource = config?.resource
    if (resource === undefined) return
    for (const one of [method].flat()) scopes.add(`${resource}:${isWrite(one) ? 'write' : 'read'}`)
  })
  return () => [...scopes].toSorted()
}

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

/** Every route of the API may be refused; the document says how. */
function describeFailures(app: App): void {
  app.addHook('onRoute', ({ url, schema }) => {
    if (!url.startsWith('/api/') || !schema || schema.hide) return
    const response = (schema.response ?? {}) as Record<string, unknown>
    schema.response = { ...response, '4xx': ErrorShape.ref, '5xx': ErrorShape.ref, ...pickFailing(response) }
  })
}

/** A route's own answer to a failure stays. */
function pickFailing(response: Record<string, unknown>): Record<string, unknown> {
  return '503' in response ? { '503': response['503'] } : {}
}
