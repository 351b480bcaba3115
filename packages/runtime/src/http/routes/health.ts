import { Type } from '@sinclair/typebox'
import type { App } from '../app.ts'
import type { Services } from '../services.ts'
import { choice, defineShape, nullable, TextShape, Time, time } from '../shape.ts'

export const HealthShape = defineShape(
  'Health',
  Type.Object({
    status: choice(['ok', 'failing']),
    version: Type.String(),
    time: Time,
    checks: Type.Array(
      Type.Object({ name: Type.String(), ok: Type.Boolean(), detail: nullable(TextShape.ref) }),
    ),
  }),
)

/** Whether the server works: open to everybody, and only those who are signed in are told what fails and why. */
export function healthRoutes(app: App, { health, store, now, version }: Services): void {
  const database = { name: 'database', check: async () => ({ ok: await answers(store), detail: null }) }
  app.get('/api/health', {
    config: { public: true },
    schema: {
      tags: ['operation'],
      summary: 'Whether the server works',
      security: [],
      response: { 200: HealthShape.ref, 503: HealthShape.ref },
    },
    handler: async (request, reply) => {
      const checks = await Promise.all(
        [database, ...health].map(async ({ name, check }) => ({ name, ...(await check().catch(failed)) })),
      )
      const ok = checks.every((check) => check.ok)
      const shown = request.actor ? checks : checks.map((check) => ({ ...check, detail: null }))
      return reply.code(ok ? 200 : 503).send({
        status: ok ? ('ok' as const) : ('failing' as const),
        version,
        time: time(now()),
        checks: shown,
      })
    },
  })
}

const failed = () => ({ ok: false, detail: null })

async function answers(store: Services['store']): Promise<boolean> {
  await store.db.selectFrom('counters').select('key').limit(1).execute()
  return true
}
