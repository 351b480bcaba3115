import { type EventEmitter, once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import type { Text } from '@linli/kernel'
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes'
import { type ErrorParam, RuntimeError, runtimeError } from '../../errors.ts'
import type { CommandAnswer, Ingest, SourceStatus } from '../source.ts'
import { createTally, note, statusOf, type Tally, turnAway } from '../tally.ts'
import { type FrameLimit, guardFrames } from './frame-guard.ts'
import { type MqttGrant, mayHear, mayPublish, maySubscribe } from './grant.ts'
import { Intake } from './intake.ts'
import { protocolFault } from './protocol-fault.ts'
import { createRetainedBudget } from './retained-budget.ts'
import { filterMatches, type Route } from './route-table.ts'
import type { MqttTraffic, MqttTransport } from './transport.ts'

/** Bounds of the embedded broker. */
export interface MqttLimits {
  /** Bytes of one packet, unless a client's grant says otherwise. */
  readonly packet: number
  readonly connections: number
  /** ms until the CONNECT has to be there. */
  readonly firstPacket: number
  readonly topicLevels: number
  readonly topicBytes: number
  readonly subscriptions: number
}

export const mqttLimits: MqttLimits = {
  packet: 64 * 1024,
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

/** The embedded broker, listening. */
export interface MqttBroker extends MqttTransport {
  readonly port: number
  /** Disconnects a client whose credential was withdrawn. */
  disconnect(clientId: string): void
}

/**
 * Starts the embedded broker. A QoS 1 publish is acknowledged after `ingest.accept` has resolved for every source it
 * belongs to. Fails with `mqtt.port` where it cannot listen.
 */
export async function createMqttBroker(options: MqttBrokerOptions): Promise<MqttBroker> {
  const broker = new Broker(options)
  await broker.listen()
  return broker
}

interface Session {
  readonly grant: MqttGrant
  readonly filters: Set<string>
}

type Done = (error?: Error | null) => void

const noMeta: Readonly<Record<string, string>> = Object.freeze({})

class Broker implements MqttBroker {
  readonly #options: MqttBrokerOptions
  readonly #limits: MqttLimits
  readonly #aedes: Aedes
  readonly #server: Server
  readonly #intake: Intake
  readonly #retained = createRetainedBudget()
  readonly #sessions = new WeakMap<Client, Session>()
  readonly #frameLimits = new WeakMap<Duplex, FrameLimit>()
  readonly #clients = new Set<Client>()
  readonly #sockets = new Set<Socket>()
  readonly #outside = createTally()

  constructor(options: MqttBrokerOptions) {
    this.#options = options
    this.#limits = { ...mqttLimits, ...options.limits }
    this.#intake = new Intake(options.ingest)
    this.#aedes = this.#createAedes()
    this.#server = createServer(options.tls, this.#limits)
    const { connections } = this.#limits
    this.#server.maxConnections = connections
    this.#server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => this.#admit(socket))
    this.#server.on('drop', (from) =>
      this.#guarded(
        from?.remoteAddress ?? '?',
        { zh: '连接数', en: 'connections' },
        connections + 1,
        connections,
      ),
    )
    this.#server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) =>
      this.#turnAway('mqtt.tls', socket.remoteAddress ?? '?', error.code ?? error.message),
    )
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async listen(): Promise<void> {
    await this.#aedes.listen()
    const { port, host, routes } = this.#options
    await this.#intake.update(routes)
    try {
      this.#server.listen(port, host)
      await once(this.#server, 'listening')
    } catch (cause) {
      this.#aedes.close()
      const { code, message } = cause as NodeJS.ErrnoException
      throw runtimeError('mqtt.port', { port, reason: code ?? message }, { cause })
    }
    this.#server.on('error', (error) => note(this.#outside, error))
    await this.#intake.connected(true)
  }

  update(routes: readonly Route[]): Promise<void> {
    return this.#intake.update(routes)
  }

  async publish(topic: string, payload: string): Promise<CommandAnswer> {
    if (![...this.#clients].some((client) => this.#listens(client, topic))) {
      return { state: 'rejected', reason: 'nobody-listens' }
    }
    const packet = { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false } as const
    const error = await new Promise<Error | undefined>((resolve) => this.#aedes.publish(packet, resolve))
    return error ? { state: 'unknown', reason: error.message } : { state: 'sent' }
  }

  status(source: string, later: Tally = createTally()): SourceStatus {
    return this.#intake.status(source, later, this.#outside)
  }

  traffic(): MqttTraffic {
    const { refused, lastError, knocks } = statusOf(this.#outside)
    const { unroutable } = this.#intake
    return { connections: this.#sockets.size, unroutable, refused, lastError, knocks }
  }

  disconnect(clientId: string): void {
    for (const client of this.#clients) if (client.id === clientId) client.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    await new Promise<void>((resolve) => this.#aedes.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
    await this.#intake.connected(false)
  }

  #createAedes(): Aedes {
    const aedes = new Aedes({
      connectTimeout: this.#limits.firstPacket,
      maxTopicLevels: this.#limits.topicLevels,
      preConnect: (client, packet, done) => {
        // Nothing is queued for absent clients: a command that waits for its device is one that comes too late.
        packet.clean = true
        const { length } = packet.clientId
        const isLong = length > longestId
        // Without an error the connection would stay, forgotten.
        done(isLong ? this.#guarded(addressOf(client), idLength, length, longestId) : null, !isLong)
      },
      authenticate: (client, user, password, done) => {
        this.#authenticate(client, user ?? null, password ?? null).then(
          (known) => done(null, known),
          (error: Error) => done(comeAgain(error), false),
        )
      },
      authorizePublish: (client, packet, done) => this.#onPublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, this.#subscription(client, subscription)),
      authorizeForward: (client, packet) => (this.#mayHear(client, packet.topic) ? packet : null),
    })
    aedes.on('unsubscribe', (filters, client) => {
      for (const filter of filters) this.#sessions.get(client)?.filters.delete(filter)
    })
    aedes.on('client', (client) => this.#clients.add(client))
    aedes.on('clientDisconnect', (client) => this.#clients.delete(client))
    aedes.on('clientError', (client, error) => this.#broken(client, error))
    aedes.on('connectionError', (client, error) => this.#broken(client, error))
    const emitter: EventEmitter = aedes
    emitter.on('error', (error) => note(this.#outside, error))
    return aedes
  }

  #admit(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    const from = socket.remoteAddress ?? '?'
    const frameLimit = { maxPacket: this.#limits.packet }
    this.#frameLimits.set(socket, frameLimit)
    guardFrames(socket, frameLimit, ({ what, size, limit }) => this.#guarded(from, what, size, limit))
    this.#aedes.handle(socket)
  }

  async #authenticate(client: Client, user: string | null, password: Uint8Array | null): Promise<boolean> {
    const grant = await this.#options.authenticate(client.id, user, password)
    if (grant === null) {
      turnAway(this.#outside, client.id, runtimeError('mqtt.credentials', { client: client.id }))
      return false
    }
    this.#sessions.set(client, { grant, filters: new Set() })
    const frameLimit = this.#frameLimits.get(client.conn)
    if (frameLimit && grant.packet !== undefined) frameLimit.maxPacket = grant.packet
    return true
  }

  #onPublish(client: Client | null, packet: PublishPacket, done: Done): void {
    const { topic, payload } = packet
    const grant = client ? this.#sessions.get(client)?.grant : undefined
    const refusal = this.#refusalOf(client?.id ?? '', grant, topic)
    if (refusal || !grant) {
      done(refusal)
      return
    }
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (packet.retain && !this.#retained.admit(topic, body.length)) packet.retain = false
    const { address, community } = grant
    const kept = this.#intake.take({ topic, body, address, community, meta: noMeta })
    if (kept) kept.then(() => done(), done)
    else done()
  }

  #refusalOf(client: string, grant: MqttGrant | undefined, topic: string): RuntimeError | null {
    if (!grant || !mayPublish(grant, topic)) return this.#refused(client, topic)
    const { topicBytes } = this.#limits
    if (topic.length * 3 <= topicBytes) return null
    const size = Buffer.byteLength(topic)
    return size > topicBytes
      ? this.#guarded(client, { zh: '主题字节数', en: 'topic length' }, size, topicBytes)
      : null
  }

  #subscription(client: Client, subscription: Subscription): Subscription | null {
    const session = this.#sessions.get(client)
    const { topic } = subscription
    if (!session || !maySubscribe(session.grant, topic)) {
      this.#refused(client.id, topic)
      return null
    }
    const { filters } = session
    if (filters.size >= this.#limits.subscriptions && !filters.has(topic)) {
      const what = { zh: '订阅数', en: 'subscriptions' }
      this.#guarded(client.id, what, filters.size + 1, this.#limits.subscriptions)
      return null
    }
    filters.add(topic)
    return subscription
  }

  #mayHear(client: Client, topic: string): boolean {
    const session = this.#sessions.get(client)
    return session !== undefined && mayHear(session.grant, topic)
  }

  #listens(client: Client, topic: string): boolean {
    const filters = this.#sessions.get(client)?.filters ?? []
    return [...filters].some((filter) => filterMatches(filter, topic))
  }

  #refused(client: string, topic: string): RuntimeError {
    const error = runtimeError('mqtt.refused', { client, topic: topic.slice(0, 200) })
    turnAway(this.#outside, client, error)
    return error
  }

  #guarded(client: string, what: Text, size: number, limit: number): RuntimeError {
    const error = runtimeError('mqtt.guard', { client, what, size, limit })
    turnAway(this.#outside, client, error)
    return error
  }

  /** What the broker itself found wrong with a client; our own refusals are counted where they are made. */
  #broken(client: Client, error: Error & { readonly code?: unknown; readonly returnCode?: number }): void {
    if (error.returnCode !== undefined) note(this.#outside, error)
    const isCounted = error instanceof RuntimeError || error.returnCode !== undefined
    if (isCounted || error.code !== undefined || unremarkable.has(error.message)) return
    this.#turnAway('mqtt.protocol', client.id || addressOf(client), protocolFault(error.message))
  }

  #turnAway(code: 'mqtt.protocol' | 'mqtt.tls', client: string, reason: ErrorParam): void {
    turnAway(this.#outside, client, runtimeError(code, { client, reason }))
  }
}

const longestId = 128
const idLength: Text = { zh: '客户端编号长度', en: 'client id length' }

/** A client that went or did not keep up, and one whose credentials were refused and counted. */
const unremarkable = new Set(['keep alive timeout', 'connection closed', 'drain timeout', 'not authorized'])

const addressOf = (client: Client): string => (client.conn as Socket).remoteAddress ?? '?'

function createServer(tls: TlsOptions | undefined, { firstPacket }: MqttLimits): Server {
  return tls ? createTlsServer({ ...tls, handshakeTimeout: firstPacket }) : createTcpServer({ noDelay: true })
}

/** Authentication that could not be tried: the client is told to come again, not that it is wrong. */
function comeAgain(cause: Error): AuthenticateError {
  return Object.assign(cause, { returnCode: 3 as const })
}
