import { runtimeError } from '../errors.ts'
import { decodeTable } from '../imports/read-table.ts'
import type { App } from './app.ts'

/** What a JSON body may hold at most: `JSON.parse` itself takes any depth. */
export const bodyLimits = { bytes: 1024 * 1024, depth: 32 } as const

/** Reads JSON bodies: guarded against depth, and without keys that reach an object's prototype. */
export function readJsonBodies(app: App): void {
  app.removeContentTypeParser('application/json')
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: bodyLimits.bytes },
    (request, body, done) => {
      const text = String(body)
      if (text === '') return done(null, undefined)
      const depth = depthOf(text)
      if (depth > bodyLimits.depth)
        return done(
          runtimeError('http.too-deep', { what: 'depth', size: depth, limit: bodyLimits.depth }),
          undefined,
        )
      parse(request, text, (error, value) => done(error && notReadable(text, error), value))
    },
  )
}

/** What is wrong with a body: no JSON, or JSON with a key that would reach an object's prototype. */
function notReadable(text: string, error: Error): Error {
  const key = forbiddenKey(parsed(text))
  return key === null
    ? runtimeError('http.not-json', { reason: error.message })
    : runtimeError('http.forbidden-key', { key })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function forbiddenKey(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  for (const [key, part] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor') return key
    const within = forbiddenKey(part)
    if (within !== null) return within
  }
  return null
}

/** Reads CSV tables as text, whatever their encoding: thousands of rows take more than a JSON body. */
export function readTables(app: App): void {
  const options = { parseAs: 'buffer' as const, bodyLimit: 4 * bodyLimits.bytes }
  app.addContentTypeParser<Buffer>('text/csv', options, (_request, body, done) =>
    done(null, decodeTable(body)),
  )
}

/** Takes JSON lines as they are: whoever replays them reads them one by one. */
export function readLogs(app: App): void {
  const options = { parseAs: 'buffer' as const, bodyLimit: 20 * bodyLimits.bytes }
  app.addContentTypeParser<Buffer>('application/x-ndjson', options, (_request, body, done) =>
    done(null, body),
  )
}

/** How deep brackets nest outside of strings. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (quoted) {
      if (code === 0x5c) index++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d || code === 0x5d) depth--
  }
  return deepest
}
