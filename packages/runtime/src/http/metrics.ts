import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'
import type { Figure, Services } from './services.ts'

/** `/api/metrics` in Prometheus' text form: requests by route, the process, and what the parts of the server supply. */
export function metricsRoutes(app: App, { figures }: Services): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  measureRequests(app, register)
  for (const figure of figures) registerFigure(register, figure)
  app.get('/api/metrics', {
    config: { resource: 'metrics' },
    schema: {
      tags: ['operation'],
      summary: 'Figures for Prometheus (a token with `metrics:read`)',
      produces: ['text/plain'],
    },
    handler: async (_request, reply) => reply.type(register.contentType).send(await register.metrics()),
  })
}

function measureRequests(app: App, register: Registry): void {
  const seconds = new Histogram({
    name: 'linli_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.2, 0.5, 1, 5],
    registers: [register],
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    // The route's pattern, not the address: ids would make a series each.
    seconds.observe(
      { method, route: routeOptions.url ?? '(none)', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
}

/** A figure is read when Prometheus asks: nothing is counted twice. */
function registerFigure(register: Registry, figure: Figure): void {
  const labelNames = Object.keys(figure.read()[0]?.labels ?? {})
  const options = { name: figure.name, help: figure.help, labelNames, registers: [register] }
  if (figure.kind === 'gauge') {
    const gauge = new Gauge({
      ...options,
      collect() {
        gauge.reset()
        for (const { labels, value } of figure.read()) gauge.set(labels, value)
      },
    })
    return
  }
  const counter = new Counter({
    ...options,
    collect() {
      counter.reset()
      for (const { labels, value } of figure.read()) counter.inc(labels, value)
    },
  })
}
