import { type Client, type components, createClient, LinliError, unwrap } from '@linli/client'
import { noteServerTime } from './server-clock.ts'

/** The shapes of the API, as its OpenAPI document has them. */
export type Schemas = components['schemas']

let language = 'zh'

/** The language in which the server answers refusals. */
export function speak(locale: string): void {
  language = locale
}

/** The API of this page's own origin; the session's cookie goes along. */
export const api: Client = createClient({
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  fetch: send,
})

/** What the server answered; a refusal, or no answer at all, rejects with a `LinliError`. */
export async function answered<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  return unwrap(await asked)
}

type Answer<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response }

async function send(request: Request | string | URL): Promise<Response> {
  const asked = request as Request
  asked.headers.set('accept-language', language)
  try {
    const response = await fetch(asked)
    noteServerTime(response.headers.get('date'))
    return response
  } catch (cause) {
    throw asked.signal.aborted ? cause : new LinliError(0, null, { cause })
  }
}
