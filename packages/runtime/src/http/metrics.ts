import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'
import type { Figure, Services } from './services.ts'

/** `/api/metrics` in Prometheus' text form: requests by route, the process, and what the parts of the server supply. */
export function metricsRoutes(app: App, { figures }: Services): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  measureRequests(app, register)
  app.get('/api/metrics', {
    config: { resource: 'metrics' },
    schema: {
      tags: ['operation'],
      summary: 'Figures for Prometheus (a token with `metrics:read`)',
      produces: ['text/plain'],
    },
    handler: async (_request, reply) =>
      reply.type(register.contentType).send((await register.metrics()) + (await supplied(figures))),
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

/** The figures as they are now; each is read when Prometheus asks, so nothing is counted twice. */
async function supplied(figures: readonly Figure[]): Promise<string> {
  const register = new Registry()
  for (const { name, help, kind, read } of figures) {
    const rows = read()
    const labelNames = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))]
    const metric = { name, help, labelNames, registers: [register] }
    if (kind === 'gauge') {
      const gauge = new Gauge(metric)
      for (const { labels, value } of rows) gauge.set(labels, value)
    } else {
      const counter = new Counter(metric)
      for (const { labels, value } of rows) counter.inc(labels, value)
    }
  }
  return register.metrics()
}
