import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App } from './app.ts'
import { docsLook } from './docs-look.ts'

const docsPrefix = '/api/docs'

/** `/api/openapi.json` (OpenAPI 3.1) and its human page at `/api/docs`, from local files only. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Linli 邻里',
        version,
        description:
          'JSON, UTF-8; times are ISO 8601 with offset, ids are strings. Rows are limited to the places the account may see.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'linli_session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    refResolver: { buildLocalReference: (schema) => String(schema.$id) },
  })
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(docsPrefix)) route.config = { ...route.config, public: true }
  })
  await app.register(swaggerUi, {
    routePrefix: docsPrefix,
    // Without the library's own bar: its logo brings a style of its own, which our policy refuses.
    uiConfig: { layout: 'BaseLayout', docExpansion: 'none', persistAuthorization: false },
    theme: docsLook,
    staticCSP: true,
    transformStaticCSP: () => docsPolicy(app),
  })
  app.get('/api/openapi.json', { config: { public: true }, schema: { hide: true } }, async () =>
    app.swagger(),
  )
}

/** The page's own inline style and script are allowed by their hashes, nothing from elsewhere. */
function docsPolicy(app: App): string {
  const { script, style } = app.swaggerCSP
  return [
    "default-src 'self'",
    "base-uri 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    `script-src 'self' ${script.join(' ')}`,
    `style-src 'self' ${style.join(' ')}`,
  ].join('; ')
}
