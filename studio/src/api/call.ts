import { HttpError } from 'react-admin'
import { idempotencyKey } from './idempotency-key.ts'
import { noteServerTime } from './server-clock.ts'

/** The body of a refusal, as every endpoint sends it. */
export interface WireError {
  readonly code: string
  readonly message: string
  readonly fault: 'caller' | 'plugin' | 'device' | 'platform'
  readonly params?: Readonly<Record<string, string | number>>
}

/** A query: empty values are left out, lists are joined by commas. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

let language = 'zh'

/** The language in which the server answers refusals. */
export function speak(locale: string): void {
  language = locale
}

/** Calls the API of this origin. A refusal rejects with react-admin's HttpError; its body is a `WireError`. */
export async function call<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  input: { readonly query?: Query; readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json', 'accept-language': language })
  const form = input.body instanceof FormData
  if (input.body !== undefined && !form) headers.set('content-type', 'application/json')
  if (method !== 'GET') headers.set('idempotency-key', idempotencyKey())
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (input.body !== undefined) init.body = form ? (input.body as FormData) : JSON.stringify(input.body)
  if (input.signal) init.signal = input.signal
  const response = await fetch(`/api/${path}${queryText(input.query)}`, init).catch((cause) => {
    throw input.signal?.aborted ? cause : new HttpError('network', 0, { code: 'network' })
  })
  noteServerTime(response.headers.get('date'))
  const answer = await readBody(response)
  if (response.ok) return answer as Answer
  const error = (answer as { error?: WireError } | null)?.error
  throw new HttpError(error?.message ?? response.statusText, response.status, error ?? null)
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function queryText(query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '')
      params.set(name, Array.isArray(value) ? value.join(',') : String(value))
  const text = params.toString()
  return text ? `?${text}` : ''
}
