import type { IncomingMessage, Server } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { runtimeError } from '../../errors.ts'
import type { CommandAnswer, Ingest, OutgoingCommand } from '../source.ts'
import { createTally, note, type Tally, turnAway } from '../tally.ts'
import { isProved, stationOf } from './handshake.ts'
import { Station } from './station.ts'
import type { KnownChargePoint, OcppSuppliers } from './suppliers.ts'

export interface OcppCentralOptions {
  /** The HTTP server whose `/ocpp/<charge point id>` is ours. */
  readonly server: Server
  readonly ingest: Ingest
  readonly suppliers: OcppSuppliers
  /** Counters and heartbeat interval (seconds) of a source; undefined where it is not running. */
  source(id: string): { readonly tally: Tally; readonly heartbeat: number } | undefined
  /** ms a station may take to answer a command. */
  readonly callTimeout?: number
  /** ms between pings. */
  readonly pingInterval?: number
}

/** The OCPP 1.6-J central system. */
export interface OcppCentral extends AsyncDisposable {
  send(command: OutgoingCommand): Promise<CommandAnswer>
  /** Ids of the stations connected now. */
  stations(): readonly string[]
  /** Connections of stations that nobody registered. */
  readonly refusals: Readonly<Tally>
  /** Disconnects the stations of sources that are no longer running. */
  prune(): void
}

/** The longest message, bytes. */
const maxPayload = 64 * 1024
const subprotocol = 'ocpp1.6'

/** Attaches to the server's upgrade requests. */
export function createOcppCentral(options: OcppCentralOptions): OcppCentral {
  return new Central(options)
}

class Central implements OcppCentral {
  readonly #options: OcppCentralOptions
  readonly #stations = new Map<string, Station>()
  readonly #sockets: WebSocketServer
  readonly #pings: NodeJS.Timeout
  readonly refusals = createTally()

  constructor(options: OcppCentralOptions) {
    this.#options = options
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
    })
    options.server.on('upgrade', this.#onUpgrade)
    this.#pings = setInterval(() => this.#ping(), options.pingInterval ?? 30_000)
    this.#pings.unref()
  }

  async send(command: OutgoingCommand): Promise<CommandAnswer> {
    const station = this.#stations.get(command.address)
    if (station?.source !== command.source) return { state: 'rejected', reason: 'not-connected' }
    return station.send(command)
  }

  stations(): readonly string[] {
    return [...this.#stations.keys()]
  }

  prune(): void {
    for (const station of this.#stations.values()) {
      if (!this.#options.source(station.source)) station.close(1001, 'source stopped')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#pings)
    this.#options.server.off('upgrade', this.#onUpgrade)
    for (const station of this.#stations.values()) station.terminate()
    this.#stations.clear()
    this.#sockets.close()
  }

  readonly #onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const id = stationOf(request.url)
    if (id === null) {
      if (isOurs(request.url)) countDoor(this.refusals, request.url.slice(6))
      if (this.#options.server.listenerCount('upgrade') === 1) answer(socket, 404)
      return
    }
    socket.on('error', () => socket.destroy())
    this.#admit(id, request, socket, head).catch((error: Error) => {
      note(this.refusals, error)
      answer(socket, 503)
    })
  }

  async #admit(id: string, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const chargePoint = await this.#options.suppliers.chargePoints.find(id)
    const running = chargePoint && this.#options.source(chargePoint.source)
    if (!chargePoint || !running) {
      countDoor(this.refusals, id)
      return answer(socket, 404)
    }
    if (!isProved(request, id, chargePoint)) {
      turnAway(running.tally, id, runtimeError('ocpp.password', { station: id }))
      return answer(socket, 401)
    }
    if (socket.destroyed) return
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#open(id, chargePoint, running, webSocket),
    )
  }

  #open(
    id: string,
    chargePoint: KnownChargePoint,
    { tally, heartbeat }: { readonly tally: Tally; readonly heartbeat: number },
    socket: WebSocket,
  ): void {
    if (socket.protocol !== subprotocol) {
      turnAway(tally, id, runtimeError('ocpp.protocol', { station: id }))
      // So OCPP-J has it: complete the handshake without a subprotocol, then close.
      socket.close(1002, `${subprotocol} only`)
      return
    }
    const { ingest, suppliers, callTimeout = 30_000 } = this.#options
    const own = { id, chargePoint, socket, tally, heartbeat, callTimeout, maxPayload }
    const station = new Station({ ...own, ingest, suppliers })
    // A station that lost its line connects anew before we notice: the newer connection is the true one.
    this.#stations.get(id)?.terminate()
    this.#stations.set(id, station)
    socket.on('close', () => {
      if (this.#stations.get(id) === station) this.#stations.delete(id)
    })
  }

  #ping(): void {
    for (const station of this.#stations.values()) station.checkAlive()
  }
}

/** A path below `/ocpp/` that names no charge point. */
const isOurs = (url: string | undefined): url is string => url?.startsWith('/ocpp/') === true

/** Nobody knows whose it is: every OCPP source shows it, so that whoever owns it can add it. */
function countDoor(door: Tally, station: string): void {
  turnAway(door, station, runtimeError('ocpp.station', { station: station.slice(0, 64) }))
}

function answer(socket: Duplex, status: number): void {
  const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="OCPP"\r\n' : ''
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${challenge}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}
