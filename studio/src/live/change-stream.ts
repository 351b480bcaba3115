/** One line of the change feed. */
export interface Change {
  readonly cursor: string | number
  readonly resource: string
  readonly id: string
  readonly op: string
  readonly at: string
}

/** How the stream stands; while lost, `since` is when the last word came. */
export type StreamState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly since: number }

/** What the stream needs of the browser: an EventSource, timers, a clock. */
export interface StreamDeps {
  readonly open: (url: string) => EventSource
  readonly now: () => number
}

const retryAfter = 3000
/** The server sends a heartbeat every 15 s; two missed ones mean the line is dead though nobody closed it. */
const silence = 40_000

/**
 * The change feed of this origin, resumed after every break at the last cursor seen. The browser reconnects
 * by itself after a dropped line, but not after a refused one: that is done here.
 */
export class ChangeStream {
  readonly #deps: StreamDeps
  readonly #onChange: (change: Change) => void
  readonly #listeners = new Set<() => void>()
  #state: StreamState = { kind: 'connecting' }
  #source: EventSource | null = null
  #cursor: string | null = null
  #beats = false
  #heard: number
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined

  constructor(onChange: (change: Change) => void, deps: StreamDeps) {
    this.#onChange = onChange
    this.#deps = deps
    this.#heard = deps.now()
  }

  get state(): StreamState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    this.#watch ??= setInterval(() => this.#checkSilence(), 5000)
    this.#connect()
  }

  stop(): void {
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    this.#watch = undefined
    this.#source?.close()
    this.#source = null
  }

  /** Tries again at once. */
  reconnect(): void {
    this.#connect()
  }

  #connect(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    const query = this.#cursor === null ? '' : `?after=${encodeURIComponent(this.#cursor)}`
    const source = this.#deps.open(`/api/changes/stream${query}`)
    this.#source = source
    source.onopen = () => this.#hear()
    source.addEventListener('heartbeat', (event) => {
      this.#beats = true
      this.#remember(event as MessageEvent<string>)
    })
    source.addEventListener('change', (event) => this.#take(event as MessageEvent<string>))
    source.onerror = () => this.#lose(source.readyState === 2)
  }

  #take(event: MessageEvent<string>): void {
    this.#remember(event)
    this.#onChange(JSON.parse(event.data) as Change)
  }

  #remember(event: MessageEvent<string>): void {
    if (event.lastEventId) this.#cursor = event.lastEventId
    this.#hear()
  }

  #hear(): void {
    this.#heard = this.#deps.now()
    if (this.#state.kind !== 'open') this.#enter({ kind: 'open' })
  }

  #lose(closed: boolean): void {
    if (this.#state.kind !== 'lost') this.#enter({ kind: 'lost', since: this.#heard })
    if (!closed) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#connect(), retryAfter)
  }

  #checkSilence(): void {
    if (!this.#beats || this.#state.kind !== 'open' || this.#deps.now() - this.#heard < silence) return
    this.#lose(false)
    this.#connect()
  }

  #enter(state: StreamState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
