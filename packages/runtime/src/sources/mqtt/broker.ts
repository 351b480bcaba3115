import { once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes'
import { type RuntimeError, runtimeError } from '../../errors.ts'
import type { CommandAnswer, Ingest, SourceStatus } from '../source.ts'
import { countRefusal, createTally, note, statusOf, type Tally } from '../tally.ts'
import { guardFrames } from './frame-guard.ts'
import { createRetainedBudget, type RetainedBudget } from './retained-budget.ts'
import { createRouteTable, filterCovers, filterMatches, type Route, type RouteTable } from './route-table.ts'

/** What a client of the embedded broker may do. */
export interface MqttGrant {
  /** Its messages go to sources of this community only; null for a gateway that serves several. */
  readonly community: string | null
  /** The device address this credential proves, or null (a gateway speaks for many devices). */
  readonly address: string | null
  /** Topic filters it may publish under and subscribe to. */
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
}

/** Bounds of the embedded broker. */
export interface MqttLimits {
  /** Bytes of one packet. */
  readonly packet: number
  readonly connections: number
  /** ms until the CONNECT has to be there. */
  readonly firstPacket: number
  readonly topicLevels: number
  readonly topicBytes: number
  readonly subscriptions: number
}

export const mqttLimits: MqttLimits = {
  packet: 256 * 1024,
  connections: 20_000,
  firstPacket: 5_000,
  topicLevels: 8,
  topicBytes: 256,
  subscriptions: 32,
}

export interface MqttBrokerOptions {
  /** 0 for any free port. */
  readonly port: number
  readonly host: string
  readonly ingest: Ingest
  /** Null refuses the client. */
  authenticate(clientId: string, user: string | null, password: Uint8Array | null): Promise<MqttGrant | null>
  readonly routes: readonly Route[]
  readonly limits?: Partial<MqttLimits>
  readonly tls?: TlsOptions
}

/** Traffic that belongs to no source. */
export interface BrokerTraffic {
  readonly connections: number
  /** Messages no route takes: passed on to other subscribers, not kept. */
  readonly unroutable: number
  /** Connections closed or messages refused by a guard or for want of a right. */
  readonly refused: number
  readonly lastError: SourceStatus['lastError']
}

/** The MQTT side of the sources, embedded or external. */
export interface MqttTransport extends AsyncDisposable {
  /** Replaces the routes; messages already accepted are not affected. */
  update(routes: readonly Route[]): Promise<void>
  /** At most once: never retained, never queued for somebody absent. */
  publish(topic: string, payload: string): Promise<CommandAnswer>
  status(source: string): SourceStatus
}

export interface MqttBroker extends MqttTransport {
  readonly port: number
  traffic(): BrokerTraffic
  /** Disconnects a client whose credential was withdrawn. */
  disconnect(clientId: string): void
}

interface Session {
  readonly grant: MqttGrant
  readonly filters: Set<string>
}

/** Starts the embedded broker; a QoS 1 publish is acknowledged after `ingest.accept` has resolved for every source it belongs to. */
export async function createMqttBroker(options: MqttBrokerOptions): Promise<MqttBroker> {
  const broker = new Broker(options)
  await broker.start()
  return broker
}

const noMeta: Readonly<Record<string, string>> = Object.freeze({})

class Broker implements MqttBroker {
  readonly #options: MqttBrokerOptions
  readonly #limits: MqttLimits
  readonly #aedes: Aedes
  readonly #server: Server
  readonly #retained: RetainedBudget = createRetainedBudget()
  readonly #sessions = new WeakMap<Client, Session>()
  readonly #ready = new Set<Client>()
  readonly #tallies = new Map<string, Tally>()
  readonly #outside = createTally()
  readonly #sockets = new Set<Socket>()
  #table: RouteTable = createRouteTable([])
  #unroutable = 0

  constructor(options: MqttBrokerOptions) {
    this.#options = options
    this.#limits = { ...mqttLimits, ...options.limits }
    this.#aedes = this.#createAedes()
    this.#server = options.tls ? createTlsServer(options.tls) : createTcpServer({ noDelay: true })
    this.#server.maxConnections = this.#limits.connections
    this.#server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => this.#admit(socket))
    this.#server.on('drop', () => this.#guarded('a new connection', 'connections', this.#limits.connections + 1, this.#limits.connections))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async start(): Promise<void> {
    await this.#aedes.listen()
    const { port, host, routes } = this.#options
    try {
      this.#server.listen(port, host)
      await once(this.#server, 'listening')
    } catch (cause) {
      this.#aedes.close()
      throw runtimeError('mqtt.port', { port, reason: (cause as NodeJS.ErrnoException).code ?? 'unknown' }, { cause })
    }
    await this.update(routes)
  }

  async update(routes: readonly Route[]): Promise<void> {
    const before = this.#table.routes
    this.#table = createRouteTable(routes)
    for (const { source } of routes) {
      const tally = this.#tallies.get(source) ?? createTally()
      tally.state = 'up'
      this.#tallies.set(source, tally)
    }
    const gone = before.filter(({ source }) => !routes.some((route) => route.source === source))
    for (const { source } of gone) this.#tallies.delete(source)
    await this.#announce(gone, false)
    await this.#announce(routes.filter(({ source }) => !before.some((route) => route.source === source)), true)
  }

  async publish(topic: string, payload: string): Promise<CommandAnswer> {
    if (![...this.#ready].some((client) => this.#listens(client, topic))) return { state: 'rejected', reason: 'nobody-listens' }
    const packet = { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false } as const
    const error = await new Promise<Error | undefined>((resolve) => this.#aedes.publish(packet, resolve))
    return error ? { state: 'unknown', reason: error.message } : { state: 'sent' }
  }

  status(source: string): SourceStatus {
    return statusOf(this.#tallies.get(source) ?? createTally())
  }

  traffic(): BrokerTraffic {
    const { refused, lastError } = this.#outside
    return { connections: this.#sockets.size, unroutable: this.#unroutable, refused, lastError }
  }

  disconnect(clientId: string): void {
    for (const client of this.#ready) if (client.id === clientId) client.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    await new Promise<void>((resolve) => this.#aedes.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
    await this.#announce(this.#table.routes, false)
  }

  #createAedes(): Aedes {
    const { firstPacket, topicLevels } = this.#limits
    const aedes = new Aedes({
      connectTimeout: firstPacket,
      maxTopicLevels: topicLevels,
      preConnect: (_client, packet, done) => {
        // Nothing is queued for absent clients: a command that waits for its device is one that comes too late.
        packet.clean = true
        done(null, packet.clientId.length <= 128)
      },
      authenticate: (client, user, password, done) => {
        this.#authenticate(client, user ?? null, password ?? null).then(
          (known) => done(null, known),
          (error: Error) => done(comeAgain(error), false),
        )
      },
      authorizePublish: (client, packet, done) => this.#onPublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#subscription(client, subscription)),
      authorizeForward: (client, packet) => (this.#mayHear(client, packet.topic) ? packet : null),
    })
    aedes.on('unsubscribe', (filters, client) => {
      for (const filter of filters) this.#sessions.get(client)?.filters.delete(filter)
    })
    aedes.on('clientReady', (client) => this.#ready.add(client))
    aedes.on('clientDisconnect', (client) => this.#ready.delete(client))
    aedes.on('clientError', (_client, error) => note(this.#outside, error))
    aedes.on('connectionError', (_client, error) => note(this.#outside, error))
    return aedes
  }

  #admit(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    const from = socket.remoteAddress ?? 'a client'
    guardFrames(socket, this.#limits.packet, ({ what, size, limit }) => this.#guarded(from, what, size, limit))
    this.#aedes.handle(socket)
  }

  async #authenticate(client: Client, user: string | null, password: Uint8Array | null): Promise<boolean> {
    const grant = await this.#options.authenticate(client.id, user, password)
    if (grant) this.#sessions.set(client, { grant, filters: new Set() })
    else countRefusal(this.#outside, runtimeError('mqtt.credentials', { client: client.id }))
    return grant !== null
  }

  #onPublish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const session = client ? this.#sessions.get(client) : undefined
    const { topic } = packet
    if (!session || !this.#mayPublish(session.grant, topic)) return done(this.#refused(client, topic))
    if (Buffer.byteLength(topic) > this.#limits.topicBytes) {
      return done(this.#guarded(client?.id ?? '', 'topic length', topic.length, this.#limits.topicBytes))
    }
    const { payload } = packet
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (packet.retain && !this.#retained.admit(topic, body.length)) packet.retain = false
    this.#accept(session.grant, topic, body, done)
  }

  #accept(grant: MqttGrant, topic: string, body: Uint8Array, done: (error?: Error | null) => void): void {
    const { community, address } = grant
    const all = this.#table.routesOf(topic)
    const routes = community === null ? all : all.filter((route) => route.community === community)
    if (routes.length === 0) {
      this.#unroutable++
      return done()
    }
    const accepted = routes.map((route) => this.#acceptFor(route, topic, address, body))
    const kept: Promise<unknown> = accepted.length === 1 ? accepted[0]! : Promise.all(accepted)
    kept.then(() => done(), done)
  }

  async #acceptFor(route: Route, channel: string, address: string | null, body: Uint8Array): Promise<void> {
    const { community, source } = route
    const tally = this.#tallies.get(source)
    try {
      await this.#options.ingest.accept({ community, source, channel, address, meta: noMeta, body })
      if (tally) tally.accepted++
    } catch (error) {
      if (tally) countRefusal(tally, error)
      throw error
    }
  }

  #subscription(client: Client, subscription: Subscription): Subscription | null {
    const session = this.#sessions.get(client)
    const { topic } = subscription
    const granted = session?.grant.subscribe.some((filter) => filterCovers(filter, topic)) ?? false
    if (!session || !granted) {
      this.#refused(client, topic)
      return null
    }
    if (session.filters.size >= this.#limits.subscriptions && !session.filters.has(topic)) {
      this.#guarded(client.id, 'subscriptions', session.filters.size + 1, this.#limits.subscriptions)
      return null
    }
    session.filters.add(topic)
    return subscription
  }

  #mayPublish(grant: MqttGrant, topic: string): boolean {
    return !topic.startsWith('$') && grant.publish.some((filter) => filterMatches(filter, topic))
  }

  #mayHear(client: Client, topic: string): boolean {
    return this.#sessions.get(client)?.grant.subscribe.some((filter) => filterMatches(filter, topic)) ?? false
  }

  #listens(client: Client, topic: string): boolean {
    const filters = this.#sessions.get(client)?.filters ?? []
    return [...filters].some((filter) => filterMatches(filter, topic))
  }

  #refused(client: Client | null, topic: string): RuntimeError {
    const error = runtimeError('mqtt.refused', { client: client?.id ?? '', topic })
    countRefusal(this.#outside, error)
    return error
  }

  #guarded(client: string, what: string, size: number, limit: number): RuntimeError {
    const error = runtimeError('mqtt.guard', { client, what, size, limit })
    countRefusal(this.#outside, error)
    return error
  }

  async #announce(routes: readonly Route[], up: boolean): Promise<void> {
    const sources = new Map(routes.map(({ source, community }) => [source, community]))
    await Promise.all([...sources].map(([source, community]) => this.#options.ingest.connected(community, source, up)))
  }
}

/** Authentication that could not be tried: the client is told to come again, not that it is wrong. */
function comeAgain(cause: Error): AuthenticateError {
  return Object.assign(cause, { returnCode: 3 as const })
}
