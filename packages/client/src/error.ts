import type { components } from './generated/api.ts'

type Body = components['schemas']['Error']

/** A refusal of the server. Ask by `code`; the message names the culprit and the way out. */
export class LinliError extends Error {
  override readonly name = 'LinliError'
  /** `network` where no answer came. */
  readonly code: string
  readonly fault: string
  readonly params: Readonly<Record<string, unknown>>
  /** The HTTP status; 0 where no answer came. */
  readonly status: number

  constructor(status: number, body: Body | null, options?: ErrorOptions) {
    super(body?.error.message ?? `The server answered ${status}`, options)
    this.status = status
    this.code = body?.error.code ?? (status === 0 ? 'network' : 'http.unexpected')
    this.fault = body?.error.fault ?? 'platform'
    this.params = body?.error.params ?? {}
  }
}

interface Answer<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

/** The data of an answer; a refusal is thrown as a `LinliError`. */
export function unwrap<Data>({ data, error, response }: Answer<Data>): Data {
  if (response.ok) return data as Data
  const isCoded = typeof error === 'object' && error !== null && 'error' in error
  throw new LinliError(response.status, isCoded ? (error as Body) : null)
}
