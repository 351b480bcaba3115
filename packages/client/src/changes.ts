import type { Client } from 'openapi-fetch'
import { LinliError, unwrap } from './error.ts'
import type { components, paths } from './generated/api.ts'

/** What changed; keep its cursor to go on from there another day. */
export type Change = components['schemas']['Change']

export interface ChangesOptions {
  /** The last cursor you have; without one it starts now. */
  readonly after?: string
  readonly signal?: AbortSignal
  /** Told about each break; the next attempt follows by itself. */
  readonly onBreak?: (error: unknown) => void
}

const waitSeconds = 25
const longestPause = 10_000

/**
 * Follows the change feed. Breaks of the line and a server that is away are waited out; a refusal (signed out, or
 * `changes.gone` where the cursor is older than what is kept) ends it with a `LinliError`.
 */
export async function* followChanges(
  client: Pick<Client<paths>, 'GET'>,
  { after, signal, onBreak }: ChangesOptions,
): AsyncGenerator<Change, void, undefined> {
  let cursor = after
  let pause = 0
  while (!signal?.aborted) {
    const page = await readPage(client, cursor, signal).catch((error) => {
      if (!isBreak(error)) throw error
      if (!signal?.aborted) onBreak?.(error)
      return null
    })
    if (page === null) {
      pause = Math.min(Math.max(pause * 2, 250), longestPause)
      await sleep(pause, signal)
      continue
    }
    pause = 0
    cursor = page.cursor
    yield* page.items
  }
}

async function readPage(
  client: Pick<Client<paths>, 'GET'>,
  after: string | undefined,
  signal: AbortSignal | undefined,
) {
  const query = after === undefined ? {} : { after, wait: waitSeconds, limit: 500 }
  const init = { params: { query }, ...(signal ? { signal } : {}) }
  const answer = await client.GET('/api/changes', init).catch((cause) => {
    throw new LinliError(0, null, { cause })
  })
  return unwrap(answer)
}

/** No answer, or an answer that says "not now". */
function isBreak(error: unknown): boolean {
  return error instanceof LinliError && (error.status === 0 || error.status === 429 || error.status >= 500)
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal?.addEventListener('abort', () => resolve(), { once: true })
  return promise.finally(() => clearTimeout(timer))
}
