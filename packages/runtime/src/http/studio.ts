import fastifyStatic from '@fastify/static'
import type { App } from './app.ts'

/** What the studio's pages may load and run: their own files. No inline script, no eval, nothing from elsewhere. */
export const studioPolicy = [
  "default-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Emotion, which MUI stands on, writes style elements.
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
].join('; ')

/** Serves the built studio in `dir` at `/`; whatever is no file and no API is its start page. */
export async function mountStudio(app: App, dir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: dir,
    wildcard: false,
    index: 'index.html',
    schemaHide: true,
    setHeaders(reply, path) {
      reply.header('content-security-policy', studioPolicy)
      // Vite puts a hash into the names of everything under assets.
      const lasting = /[\\/]assets[\\/]/.test(path)
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { config: { public: true }, schema: { hide: true } }, async (request, reply) => {
    if (isPage(request.url, request.headers.accept)) return reply.sendFile('index.html')
    return reply.callNotFound()
  })
}

function isPage(url: string, accept = ''): boolean {
  const [path = ''] = url.split('?')
  return !/^\/(api|in|ocpp|assets)(\/|$)/.test(path) && !/\.\w+$/.test(path) && accept.includes('text/html')
}
