import { setTimeout as sleep } from 'node:timers/promises'
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt'
import { type ErrorParam, type RuntimeError, runtimeError } from '../../errors.ts'
import type { CommandAnswer, Ingest, SourceStatus } from '../source.ts'
import { createTally, note, statusOf, type Tally } from '../tally.ts'
import { type AckLine, createAckLine } from './ack-line.ts'
import { Intake } from './intake.ts'
import { filterCovers, type Route } from './route-table.ts'
import type { MqttTraffic, MqttTransport } from './transport.ts'

export interface MqttSourceOptions {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`. */
  readonly url: string
  /** Stable over restarts: the broker keeps our session, and what came meanwhile, under it. */
  readonly clientId: string
  readonly user?: string
  readonly password?: string
  /** 4 is MQTT 3.1.1. */
  readonly protocolVersion?: 4 | 5
  readonly tls?: Pick<IClientOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>
  readonly ingest: Ingest
  readonly routes: readonly Route[]
  /** Told once when the broker is away, and once when it is back. */
  readonly onAway?: (error: RuntimeError) => void
  readonly onBack?: () => void
  /** ms between attempts to connect. */
  readonly reconnectPeriod?: number
}

/** How long the broker keeps our session, seconds; MQTT 3.1.1 brokers decide themselves. */
const sessionExpiry = 7 * 86_400
/** Messages on their way to disk; beyond it the connection is not read. */
const mostPending = 20_000
/** MQTT 5: only new subscriptions bring retained messages, so that a reconnect does not repeat old states. */
const newSubscriptionsOnly = 1

/**
 * Connects to an external broker and keeps trying for ever. Each PUBACK is held until `ingest.accept` has resolved,
 * while further messages are read: acknowledged after the disk, pipelined all the same.
 */
export async function createMqttSource(options: MqttSourceOptions): Promise<MqttTransport> {
  const source = new ExternalBroker(options)
  await source.open()
  return source
}

/** The private part of mqtt.js that is replaced: it writes every outgoing packet, acknowledgements included. */
interface PacketSender {
  _sendPacket(
    packet: { cmd: string; messageId?: number },
    done?: (error?: Error) => void,
    ...rest: unknown[]
  ): void
}

const nothing = () => {}
const noMeta: Readonly<Record<string, string>> = Object.freeze({})
const retainedMeta: Readonly<Record<string, string>> = Object.freeze({ retained: '1' })

class ExternalBroker implements MqttTransport {
  readonly #options: MqttSourceOptions
  readonly #intake: Intake
  readonly #outside = createTally()
  readonly #subscribed = new Set<string>()
  #client: MqttClient | null = null
  #acks: AckLine = createAckLine(nothing)
  #pending = 0
  #resume: (() => void) | null = null
  /** Whether this connection's end has been noted with its reason. */
  #explained = false
  /** The broker is away, and whoever wanted to know was told. */
  #isAway = false
  #stopping = false
  #idle: (() => void) | null = null

  constructor(options: MqttSourceOptions) {
    this.#options = options
    this.#intake = new Intake(options.ingest)
  }

  async open(): Promise<void> {
    await this.#intake.update(this.#options.routes)
    const client = mqtt.connect(this.#options.url, this.#clientOptions())
    this.#client = client
    const sendPacket = holdAcknowledgements(client)
    client.handleMessage = (packet, done) => this.#onMessage(packet as IPublishPacket, done)
    client.on('packetreceive', (packet) => {
      // Not in 'connect': what the broker kept for us may come before that event.
      if (packet.cmd !== 'connack' || (packet.reasonCode ?? packet.returnCode ?? 0) > 0) return
      this.#acks = createAckLine((messageId) => sendPacket({ cmd: 'puback', messageId }))
      this.#intake.connected(true).catch((error: Error) => this.#failed(error))
    })
    client.on('connect', ({ sessionPresent }) => {
      if (this.#isAway) this.#options.onBack?.()
      this.#isAway = false
      if (!sessionPresent) this.#subscribed.clear()
      this.#subscribe().catch((error: Error) => this.#failed(error))
    })
    client.on('close', () => this.#onClose())
    client.on('error', (error) => this.#failed(error))
    client.on('reconnect', () => {
      this.#explained = false
    })
    client.connect()
    await firstOutcome(client)
  }

  async update(routes: readonly Route[]): Promise<void> {
    await this.#intake.update(routes)
    if (!this.#client?.connected) return
    await this.#subscribe()
    const wanted = filtersOf(routes)
    const unwanted = [...this.#subscribed].filter((filter) => !wanted.includes(filter))
    if (unwanted.length > 0) await this.#client.unsubscribeAsync(unwanted)
    for (const filter of unwanted) this.#subscribed.delete(filter)
  }

  async publish(topic: string, payload: string): Promise<CommandAnswer> {
    if (!this.#client?.connected) return { state: 'rejected', reason: 'not-connected' }
    try {
      await this.#client.publishAsync(topic, payload, { qos: 0, retain: false })
      return { state: 'sent' }
    } catch (error) {
      return { state: 'unknown', reason: (error as Error).message }
    }
  }

  status(source: string, later: Tally = createTally()): SourceStatus {
    const status = this.#intake.status(source, later)
    const routes = this.#intake.routes.filter((route) => route.source === source)
    const waits = routes.some(
      ({ filter }) => ![...this.#subscribed].some((wide) => filterCovers(wide, filter)),
    )
    return status.state === 'up' && waits ? { ...status, state: 'starting' } : status
  }

  traffic(): MqttTraffic {
    const { refused, lastError, knocks } = statusOf(this.#outside)
    const connections = this.#client?.connected ? 1 : 0
    return { connections, unroutable: this.#intake.unroutable, refused, lastError, knocks }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    if (this.#pending > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
    await this.#client?.endAsync()
    this.#acks.drop()
    await this.#intake.connected(false)
  }

  #clientOptions(): IClientOptions {
    const { clientId, user, password, tls, protocolVersion = 4, reconnectPeriod = 1000 } = this.#options
    return {
      ...tls,
      clientId,
      protocolVersion,
      reconnectPeriod,
      clean: false,
      manualConnect: true,
      resubscribe: false,
      queueQoSZero: false,
      reconnectOnConnackError: true,
      connectTimeout: 10_000,
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password }),
      ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: sessionExpiry } } : {}),
    }
  }

  #onMessage(packet: IPublishPacket, next: (error?: Error) => void): void {
    const { topic, payload, qos, messageId, retain } = packet
    const acks = this.#acks
    // Not acknowledged, so it comes again on the next connection.
    if (this.#stopping || !acks.open) {
      next()
      return
    }
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload
    const meta = retain ? retainedMeta : noMeta
    const acknowledge = qos === 1 && messageId !== undefined ? acks.hold(messageId) : nothing
    const kept = this.#intake.take({ topic, body, address: null, community: null, meta })
    if (kept === null) {
      acknowledge()
      next()
      return
    }
    this.#pending++
    kept.then(
      () => {
        acknowledge()
        this.#settled()
      },
      (error: Error) => this.#notKept(acks, error),
    )
    if (this.#pending < mostPending) next()
    else this.#resume = next
  }

  #settled(): void {
    this.#pending--
    if (this.#pending === 0) this.#idle?.()
    if (this.#resume === null || this.#pending > mostPending / 2) return
    const resume = this.#resume
    this.#resume = null
    resume()
  }

  /** What is not on disk must come again, and brokers repeat only on a new connection. */
  #notKept(acks: AckLine, error: Error): void {
    note(this.#outside, error)
    if (acks.open) {
      acks.drop()
      this.#explained = true
      this.#client?.stream.destroy()
    }
    this.#settled()
  }

  async #subscribe(): Promise<void> {
    const client = this.#client!
    for (const filter of filtersOf(this.#intake.routes)) {
      if (this.#subscribed.has(filter)) continue
      const options =
        this.#options.protocolVersion === 5
          ? { qos: 1 as const, rh: newSubscriptionsOnly }
          : { qos: 1 as const }
      const refused = await client.subscribeAsync(filter, options).then(
        (granted) => granted.some(({ qos }) => qos > 2),
        () => client.connected,
      )
      if (refused) await this.#refused(filter)
      else if (client.connected) this.#subscribed.add(filter)
    }
  }

  async #refused(filter: string): Promise<void> {
    const error = runtimeError('mqtt.subscription', { url: publicUrl(this.#options.url), filter })
    note(this.#outside, error)
    for (const route of this.#intake.routes)
      if (route.filter === filter) await this.#intake.refused(route, error)
  }

  #onClose(): void {
    const reason = this.#acks.open ? lost : refusedByBroker
    this.#acks.drop()
    if (this.#stopping) return
    if (!this.#explained) this.#unreachable(reason)
    this.#intake.connected(false).catch((error: Error) => this.#failed(error))
  }

  #failed(cause: { readonly message: string; readonly code?: unknown }): void {
    this.#unreachable(cause.message === '' ? String(cause.code) : cause.message, cause)
  }

  #unreachable(reason: ErrorParam, cause?: unknown): void {
    this.#explained = true
    const error = runtimeError('mqtt.unreachable', { url: publicUrl(this.#options.url), reason }, { cause })
    note(this.#outside, error)
    this.#intake.failed(error)
    if (!this.#isAway && !this.#stopping) this.#options.onAway?.(error)
    this.#isAway = true
  }
}

/** How long a start waits to know whether the broker is there, ms. */
const patience = 3_000

/** Whoever starts the server should see at once that the broker is away; a slow one is waited for behind the start. */
async function firstOutcome(client: MqttClient): Promise<void> {
  const known = new Promise<void>((resolve) => {
    client.once('connect', () => resolve())
    client.once('close', () => resolve())
  })
  await Promise.race([known, sleep(patience, undefined, { ref: false })])
}

const lost: ErrorParam = { zh: '连接中断', en: 'the connection was lost' }
const refusedByBroker: ErrorParam = {
  zh: '连接在被接受之前已关闭',
  en: 'the connection was closed before it was accepted',
}

/**
 * mqtt.js acknowledges a message as soon as `handleMessage` calls back, and reads the next one only then. Here it may
 * call back at once: acknowledgements of its own are swallowed, ours go out through the function returned.
 */
function holdAcknowledgements(client: MqttClient): (packet: { cmd: 'puback'; messageId: number }) => void {
  const sender = client as unknown as PacketSender
  const send = sender._sendPacket.bind(client)
  sender._sendPacket = (packet, done, ...rest) => {
    if (packet.cmd === 'puback') done?.()
    else send(packet, done, ...rest)
  }
  return (packet) => send(packet)
}

/**
 * The filters to subscribe to. One that a wider one covers is left out: brokers may deliver a message once for each
 * subscription it matches.
 */
function filtersOf(routes: readonly Route[]): readonly string[] {
  const filters = [...new Set(routes.map(({ filter }) => filter))]
  return filters.filter((filter) => !filters.some((wide) => wide !== filter && filterCovers(wide, filter)))
}

/** The address without user and password. */
function publicUrl(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
