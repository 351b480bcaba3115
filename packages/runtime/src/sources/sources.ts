import { isDeepStrictEqual } from 'node:util'
import type { FastifyInstance } from 'fastify'
import type { RuntimeError } from '../errors.ts'
import type { HttpCommands } from './http/commands.ts'
import { type HttpTable, registerHttpSources } from './http/register.ts'
import { createMqttBroker, type MqttBroker, type MqttBrokerOptions } from './mqtt/broker.ts'
import { createMqttSource, type MqttSourceOptions } from './mqtt/external.ts'
import type { MqttTraffic, MqttTransport } from './mqtt/transport.ts'
import { mqttCommand } from './mqtt-command.ts'
import { createOcppCentral, type OcppCentral } from './ocpp/central.ts'
import type { OcppSuppliers } from './ocpp/suppliers.ts'
import { type Poller, type PollSupplies, startPoller } from './poll/poller.ts'
import { routeOf } from './routes.ts'
import type { CommandAnswer, Ingest, OutgoingCommand, SourceStatus } from './source.ts'
import { readConfig, type SourceRow } from './source-row.ts'
import { countRefusal, createTally, statusOf, type Tally } from './tally.ts'

/** Which broker the MQTT sources stand on: our own, or an external one. */
export type MqttChoice =
  | ({ readonly kind: 'embedded' } & Omit<MqttBrokerOptions, 'ingest' | 'routes'>)
  | ({ readonly kind: 'external' } & Omit<MqttSourceOptions, 'ingest' | 'routes'>)

export interface SourcesOptions {
  readonly mqtt: MqttChoice
  /** Gets `POST /in/:source`, and on its server `/ocpp/:id`; must not be listening yet when the sources are created. */
  readonly app: FastifyInstance
  readonly ingest: Ingest
  readonly rows: readonly SourceRow[]
  readonly suppliers: OcppSuppliers & { readonly commands: HttpCommands; readonly polls: PollSupplies }
}

/** All sources of the server. */
export interface Sources {
  start(): Promise<void>
  stop(): Promise<void>
  /** Replaces the configured sources while running. */
  update(rows: readonly SourceRow[]): Promise<void>
  /** Undefined for a source that is not configured. */
  status(source: string): SourceStatus | undefined
  /** Whether commands can be sent over a source of their own accord; HTTP sources only answer. */
  canSend(source: string): boolean
  send(command: OutgoingCommand): Promise<CommandAnswer>
  /** Something that a source brought was refused further on, and is a dead letter. */
  refused(source: string, error: RuntimeError): void
  /** MQTT traffic that belongs to no source; null before the start. */
  mqttTraffic(): MqttTraffic | null
  /** Why the external broker is away; null while it is there, and always with the embedded one. */
  brokerAway(): SourceStatus['lastError']
  /** Refused charge points, and who is connected. */
  ocpp(): {
    readonly stations: readonly string[]
    readonly refused: number
    readonly lastError: SourceStatus['lastError']
  }
  /** The embedded broker, once started; null with an external one. */
  readonly broker: MqttBroker | null
}

/** Runs the sources that the rows describe: one MQTT transport, one HTTP path and one OCPP path for all of them. */
export function createSources(options: SourcesOptions): Sources {
  return new RunningSources(options)
}

/** A source that is not MQTT: the transport does not count for it. */
interface Entry {
  readonly row: SourceRow
  readonly tally: Tally
}

class RunningSources implements Sources {
  readonly #options: SourcesOptions
  #entries = new Map<string, Entry>()
  #transport: MqttTransport | null = null
  #central: OcppCentral | null = null
  #pollers = new Map<string, { readonly entry: Entry; readonly poller: Poller }>()
  broker: MqttBroker | null = null

  constructor(options: SourcesOptions) {
    this.#options = options
    const { app, ingest, rows, suppliers } = options
    this.#entries = entriesOf(rows, new Map())
    const table: HttpTable = { find: (id) => this.#find(id, 'http') }
    registerHttpSources(app, table, ingest, suppliers.commands)
    // An HTTP server does not close while a charge point holds its connection.
    app.addHook('preClose', () => this.#central?.[Symbol.asyncDispose]() ?? Promise.resolve())
  }

  async start(): Promise<void> {
    const { app, ingest, suppliers } = this.#options
    this.#transport = await this.#openTransport()
    this.#central = createOcppCentral({
      server: app.server,
      ingest,
      suppliers,
      source: (id) => {
        const entry = this.#find(id, 'ocpp')
        return entry && { tally: entry.tally, heartbeat: readConfig(entry.row.config).heartbeat ?? 300 }
      },
    })
    await this.#announce([...this.#entries.values()], true)
    await this.#adjustPollers(this.#entries)
  }

  async stop(): Promise<void> {
    await this.#adjustPollers(new Map())
    await this.#central?.[Symbol.asyncDispose]()
    await this.#transport?.[Symbol.asyncDispose]()
    await this.#announce([...this.#entries.values()], false)
  }

  async update(rows: readonly SourceRow[]): Promise<void> {
    const before = this.#entries
    this.#entries = entriesOf(rows, before)
    await this.#transport?.update(this.#routes())
    this.#central?.prune()
    if (!this.#transport) return
    await this.#announce(missingFrom(this.#entries, before), false)
    await this.#announce(missingFrom(before, this.#entries), true)
    await this.#adjustPollers(this.#entries)
  }

  status(source: string): SourceStatus | undefined {
    const entry = this.#entries.get(source)
    if (!entry) return undefined
    const { tally } = entry
    switch (entry.row.spec.kind) {
      case 'mqtt':
        return this.#transport?.status(source, tally) ?? statusOf(tally)
      case 'ocpp':
        return this.#central ? statusOf(tally, this.#central.refusals) : statusOf(tally)
      default:
        return statusOf(tally)
    }
  }

  refused(source: string, error: RuntimeError): void {
    const tally = this.#entries.get(source)?.tally
    if (tally) countRefusal(tally, error)
  }

  canSend(source: string): boolean {
    const kind = this.#entries.get(source)?.row.spec.kind
    return kind === 'mqtt' || kind === 'ocpp'
  }

  async send(command: OutgoingCommand): Promise<CommandAnswer> {
    const row = this.#entries.get(command.source)?.row
    if (!row || !this.#transport) return { state: 'rejected', reason: 'source-not-running' }
    if (Date.now() > command.notAfter) return { state: 'rejected', reason: 'expired' }
    if (row.spec.kind === 'ocpp') return this.#central!.send(command)
    const packet = mqttCommand(row, command)
    if (packet === null) return { state: 'rejected', reason: 'source-cannot-send' }
    return this.#transport.publish(packet.topic, packet.payload)
  }

  mqttTraffic(): MqttTraffic | null {
    return this.#transport?.traffic() ?? null
  }

  brokerAway(): SourceStatus['lastError'] {
    if (this.#options.mqtt.kind === 'embedded') return null
    const { connections = 0, lastError = null } = this.mqttTraffic() ?? {}
    return connections > 0 ? null : lastError
  }

  ocpp() {
    const { refused = 0, lastError = null } = this.#central?.refusals ?? {}
    return { stations: this.#central?.stations() ?? [], refused, lastError }
  }

  async #openTransport(): Promise<MqttTransport> {
    const { mqtt, ingest } = this.#options
    const routes = this.#routes()
    if (mqtt.kind === 'external') return createMqttSource({ ...mqtt, ingest, routes })
    this.broker = await createMqttBroker({ ...mqtt, ingest, routes })
    return this.broker
  }

  #routes() {
    return [...this.#entries.values()].flatMap(({ row }) => routeOf(row) ?? [])
  }

  #find(id: string, kind: 'http' | 'ocpp'): Entry | undefined {
    const entry = this.#entries.get(id)
    return entry?.row.spec.kind === kind ? entry : undefined
  }

  /** One poller per polled source; one whose row changed in anything starts anew. */
  async #adjustPollers(entries: ReadonlyMap<string, Entry>): Promise<void> {
    const { ingest, suppliers } = this.#options
    const wanted = [...entries.values()].filter(({ row }) => row.spec.kind === 'http-poll')
    const stays = ({ entry }: { entry: Entry }) =>
      wanted.some(({ row }) => row.id === entry.row.id && isDeepStrictEqual(row, entry.row))
    const ended = [...this.#pollers.values()].filter((one) => !stays(one))
    for (const { entry } of ended) this.#pollers.delete(entry.row.id)
    await Promise.all(ended.map(({ poller }) => poller.stop()))
    for (const entry of wanted) {
      const { id } = entry.row
      if (!this.#pollers.has(id))
        this.#pollers.set(id, { entry, poller: startPoller(entry.row, entry.tally, ingest, suppliers.polls) })
    }
  }

  /** MQTT sources announce themselves: they go with the connection to the broker. Polled ones go with their answers. */
  async #announce(entries: readonly Entry[], up: boolean): Promise<void> {
    const listening = entries.filter(({ row }) => row.spec.kind === 'http' || row.spec.kind === 'ocpp')
    for (const { tally } of listening) tally.state = up ? 'up' : 'down'
    await Promise.all(listening.map(({ row }) => this.#options.ingest.connected(row.community, row.id, up)))
  }
}

/** Counters live on where a source stays. */
function entriesOf(rows: readonly SourceRow[], before: ReadonlyMap<string, Entry>): Map<string, Entry> {
  return new Map(rows.map((row) => [row.id, { row, tally: before.get(row.id)?.tally ?? createTally() }]))
}

function missingFrom(present: ReadonlyMap<string, Entry>, all: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...all.values()].filter(({ row }) => !present.has(row.id))
}
