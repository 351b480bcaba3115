import type { Ingest, SourceStatus } from '../source.ts'
import { countRefusal, createTally, note, statusOf, type Tally } from '../tally.ts'
import { createRouteTable, type Route, type RouteTable } from './route-table.ts'

/** A message as it came off the wire. */
export interface Incoming {
  readonly topic: string
  readonly body: Uint8Array
  /** The sender's address where its credential proves it. */
  readonly address: string | null
  /** Routes of this community only; null for all. */
  readonly community: string | null
  readonly meta: Readonly<Record<string, string>>
}

/**
 * Hands messages to the sources they belong to: what the embedded broker and the connection to an external one
 * have in common.
 */
export class Intake {
  readonly #ingest: Ingest
  readonly #tallies = new Map<string, Tally>()
  #table: RouteTable = createRouteTable([])
  #up = false
  #announcing: Promise<unknown> = Promise.resolve()
  /** Messages no route takes. */
  unroutable = 0

  constructor(ingest: Ingest) {
    this.#ingest = ingest
  }

  get routes(): readonly Route[] {
    return this.#table.routes
  }

  /** Resolves when every source has the message on disk; null where it belongs to none. */
  take(incoming: Incoming): Promise<unknown> | null {
    const { community } = incoming
    const all = this.#table.routesOf(incoming.topic)
    const routes = community === null ? all : all.filter((route) => route.community === community)
    if (routes.length === 1) return this.#accept(routes[0]!, incoming)
    if (routes.length > 1) return Promise.all(routes.map((route) => this.#accept(route, incoming)))
    this.unroutable++
    return null
  }

  /** Replaces the routes; sources that come or go are announced as up or down. */
  async update(routes: readonly Route[]): Promise<void> {
    const before = this.#table.routes
    this.#table = createRouteTable(routes)
    const gone = without(before, routes)
    for (const { source } of gone) this.#tallies.delete(source)
    for (const { source } of without(routes, before)) {
      this.#tallies.set(source, { ...createTally(), state: this.#up ? 'up' : 'starting' })
    }
    if (!this.#up) return
    await this.#announce(gone, false)
    await this.#announce(without(routes, before), true)
  }

  /** The connection came or went: every source learns of it once. */
  async connected(up: boolean): Promise<void> {
    if (this.#up === up) return this.#settled()
    this.#up = up
    for (const tally of this.#tallies.values()) tally.state = up ? 'up' : 'down'
    await this.#announce(this.#table.routes, up)
  }

  /** One source is down though the connection stands: its subscription was refused. */
  async refused(route: Route, error: Error): Promise<void> {
    const tally = this.#tallies.get(route.source)
    if (!tally) return
    tally.state = 'down'
    note(tally, error)
    await this.#announce([route], false)
  }

  /** Shows an error of the connection on every source that hangs on it. */
  failed(error: Error): void {
    for (const tally of this.#tallies.values()) {
      note(tally, error)
      if (tally.state === 'starting') tally.state = 'down'
    }
  }

  /** With what was refused elsewhere. */
  status(source: string, ...more: readonly Tally[]): SourceStatus {
    return statusOf(this.#tallies.get(source) ?? createTally(), ...more)
  }

  async #accept(route: Route, incoming: Incoming): Promise<void> {
    const { community, source } = route
    const { topic: channel, body, address, meta } = incoming
    const tally = this.#tallies.get(source)
    try {
      await this.#ingest.accept({ community, source, channel, address, meta, body })
      if (tally) tally.accepted++
    } catch (error) {
      if (tally) countRefusal(tally, error)
      throw error
    }
  }

  /** One after the other: the journal must not see "up" overtake "down". */
  #announce(routes: readonly Route[], up: boolean): Promise<void> {
    const sources = new Map(routes.map(({ source, community }) => [source, community]))
    const announce = () =>
      Promise.all([...sources].map(([source, community]) => this.#ingest.connected(community, source, up)))
    this.#announcing = this.#announcing.then(announce).catch((error: Error) => this.failed(error))
    return this.#settled()
  }

  async #settled(): Promise<void> {
    await this.#announcing
  }
}

function without(routes: readonly Route[], others: readonly Route[]): readonly Route[] {
  return routes.filter(({ source }) => !others.some((other) => other.source === source))
}
