import createFetchClient, { type Client as FetchClient, type Middleware } from 'openapi-fetch'
import { type Change, type ChangesOptions, followChanges } from './changes.ts'
import type { paths } from './generated/api.ts'

export interface ClientOptions {
  /** Where the server is: `http://linli.lan:8080`. In a page of the server itself, its origin. */
  readonly baseUrl: string
  /** An API token; in a browser the session's cookie does without. */
  readonly token?: string
  /** The language of messages. */
  readonly lang?: 'zh' | 'en'
  readonly fetch?: typeof globalThis.fetch
}

/** The API, typed from its OpenAPI document: `GET('/api/alerts', { params: { query: { state: 'open' } } })`. */
export interface Client extends FetchClient<paths> {
  /** Every change from a cursor on, or from now; goes on after any break and misses nothing. */
  changes(options?: ChangesOptions): AsyncGenerator<Change, void, undefined>
}

/** Creates a client. Writes carry an Idempotency-Key of their own unless the caller gives one. */
export function createClient({ baseUrl, token, lang = 'zh', fetch }: ClientOptions): Client {
  const headers = {
    'accept-language': lang,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const client = createFetchClient<paths>({ baseUrl, headers, ...(fetch ? { fetch } : {}) })
  client.use(idempotent)
  return Object.assign(client, { changes: (options: ChangesOptions = {}) => followChanges(client, options) })
}

const idempotent: Middleware = {
  onRequest({ request }) {
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD'
    if (isWrite && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', newKey())
    return request
  },
}

/** `crypto.randomUUID` is missing on pages that came over plain http; this is not. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
