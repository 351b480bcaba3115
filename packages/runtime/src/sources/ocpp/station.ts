import { randomUUID } from 'node:crypto'
import type { Json, Text } from '@linli/kernel'
import type { RawData, WebSocket } from 'ws'
import { runtimeError } from '../../errors.ts'
import { readJson } from '../dialects/read-json.ts'
import { isRefusal } from '../dialects/refusal.ts'
import type { CommandAnswer, Ingest, OutgoingCommand } from '../source.ts'
import { countRefusal, type Tally, turnAway } from '../tally.ts'
import { answerTo, decide, metaOf } from './decide.ts'
import { callFrame, errorFrame, type Frame, readFrame, resultFrame } from './frame.ts'
import { actionOf, answerFrom, objection } from './outgoing.ts'
import { type CentralAction, isStationAction, type StationAction, violation } from './schemas.ts'
import type { KnownChargePoint, OcppSuppliers } from './suppliers.ts'

export interface StationOptions {
  readonly id: string
  readonly chargePoint: KnownChargePoint
  readonly socket: WebSocket
  readonly ingest: Ingest
  readonly suppliers: OcppSuppliers
  readonly tally: Tally
  /** Seconds between heartbeats. */
  readonly heartbeat: number
  /** ms a station may take to answer a command. */
  readonly callTimeout: number
  /** Bytes of the longest message. */
  readonly maxPayload: number
}

/** Messages waiting for their turn; beyond it the socket is not read. */
const mostWaiting = 32
/** Broken messages in a row after which the connection is closed. */
const mostBroken = 10

type Call = Frame & { readonly type: 'call' }

interface PendingCall {
  readonly id: string
  readonly action: CentralAction
  readonly resolve: (answer: CommandAnswer) => void
}

/** The connection of one charge point. OCPP-J has one CALL under way in each direction; ours wait for their turn. */
export class Station {
  readonly #options: StationOptions
  #inbox: Buffer[] = []
  #reading = false
  #broken = 0
  #outbox: Promise<unknown> = Promise.resolve()
  #pending: PendingCall | null = null
  #alive = true

  constructor(options: StationOptions) {
    this.#options = options
    const { socket } = options
    socket.on('message', (data) => this.#onMessage(data))
    socket.on('pong', () => {
      this.#alive = true
    })
    socket.on('error', (error) => this.#onSocketError(error))
    socket.on('close', () => this.#pending?.resolve({ state: 'unknown', reason: 'connection-lost' }))
  }

  get id(): string {
    return this.#options.id
  }

  get source(): string {
    return this.#options.chargePoint.source
  }

  /** The channel of what names no action. */
  get #door(): string {
    return `/ocpp/${this.id}`
  }

  /** Ends a connection that did not answer the last ping, and asks again. */
  checkAlive(): void {
    const { socket } = this.#options
    if (!this.#alive) socket.terminate()
    this.#alive = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }

  close(code: number, reason: string): void {
    this.#options.socket.close(code, reason)
  }

  terminate(): void {
    this.#options.socket.terminate()
  }

  /** Sends a command as a CALL, after those before it; one whose time is over by then does not leave. */
  send(command: OutgoingCommand): Promise<CommandAnswer> {
    const answer = this.#outbox.then(() => this.#call(command))
    this.#outbox = answer.catch(() => {})
    return answer
  }

  #call(command: OutgoingCommand): Promise<CommandAnswer> | CommandAnswer {
    const { socket, callTimeout } = this.#options
    const action = actionOf(command.name)
    const refused = objection(command, action, Date.now())
    if (refused || action === null) return refused ?? { state: 'rejected', reason: 'unknown-command' }
    if (socket.readyState !== socket.OPEN) return { state: 'rejected', reason: 'not-connected' }
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ state: 'unknown', reason: 'no-answer' }), callTimeout)
      const settle = (answer: CommandAnswer) => {
        clearTimeout(timer)
        this.#pending = null
        resolve(answer)
      }
      const id = randomUUID()
      this.#pending = { id, action, resolve: settle }
      socket.send(callFrame(id, action, command.args))
    })
  }

  #onMessage(data: RawData): void {
    this.#inbox.push(data as Buffer)
    if (this.#inbox.length > mostWaiting) this.#options.socket.pause()
    if (!this.#reading) this.#readAll().catch(() => this.terminate())
  }

  async #readAll(): Promise<void> {
    this.#reading = true
    for (let body = this.#inbox.shift(); body; body = this.#inbox.shift()) {
      await this.#read(body)
      const { socket } = this.#options
      if (socket.isPaused && this.#inbox.length === 0) socket.resume()
    }
    this.#reading = false
  }

  async #read(body: Buffer): Promise<void> {
    // Some vendors send empty texts as a sign of life.
    if (body.length === 0) return
    const read = readJson(this.#arrival(this.#door, body, {}))
    if (isRefusal(read)) return this.#onBroken(body, '-1', { zh: '不是 JSON', en: 'not JSON' })
    const frame = readFrame(read.json)
    if (frame.type === 'malformed') return this.#onBroken(body, frame.id, frame.reason)
    this.#broken = 0
    if (frame.type === 'call') return this.#onCall(frame, body)
    return this.#onAnswer(frame, body)
  }

  /** What breaks the connection itself never becomes a message; a lost line is nobody's fault. */
  #onSocketError({ code = '', message }: Error & { readonly code?: string }): void {
    const { socket, tally, maxPayload } = this.#options
    if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
      turnAway(tally, this.id, runtimeError('ocpp.oversize', { station: this.id, limit: maxPayload }))
    else if (code.startsWith('WS_ERR_')) {
      const reason = { zh: `WebSocket 帧有误（${code}）`, en: `a broken WebSocket frame: ${message}` }
      turnAway(tally, this.id, runtimeError('ocpp.frame', { station: this.id, reason }))
    }
    socket.terminate()
  }

  async #onCall(frame: Call, body: Buffer): Promise<void> {
    const { id, action, payload } = frame
    if (!isStationAction(action)) {
      const error = runtimeError('ocpp.action', { station: this.id, action: action.slice(0, 60) })
      return this.#refuse(frame, body, 'NotImplemented', error)
    }
    const broken = violation(action, 'req', payload)
    if (broken) {
      const error = runtimeError('ocpp.schema', { station: this.id, action, reason: broken.reason })
      return this.#refuse(frame, body, broken.errorCode, error)
    }
    try {
      this.#reply(resultFrame(id, await this.#answer(action, frame, body)))
    } catch (error) {
      countRefusal(this.#options.tally, error)
      this.#reply(errorFrame(id, 'InternalError', 'not stored, send it again'))
    }
  }

  /** Decides, journals, and only then says so. */
  async #answer(action: StationAction, { id, payload }: Call, body: Buffer): Promise<unknown> {
    const { chargePoint, suppliers, ingest, tally, heartbeat } = this.#options
    const call = { station: this.id, chargePoint, action, payload: payload as Readonly<Record<string, Json>> }
    const decision = await decide(call, suppliers)
    const { stamp } = await ingest.accept(this.#arrival(action, body, metaOf(decision, id)))
    tally.accepted++
    return answerTo(action, decision, stamp, heartbeat)
  }

  /** What cannot be taken is journalled too: it becomes a dead letter that says why, and is counted as one. */
  async #refuse(frame: Call, body: Buffer, errorCode: string, error: Error): Promise<void> {
    await this.#keep(frame.action.slice(0, 60), body, { messageId: frame.id })
    this.#reply(errorFrame(frame.id, errorCode, error.message))
  }

  async #onBroken(body: Buffer, id: string, reason: Text): Promise<void> {
    await this.#keep(this.#door, body, {})
    this.#reply(errorFrame(id, 'FormationViolation', reason.en))
    if (++this.#broken >= mostBroken) this.close(1002, 'too many broken messages')
  }

  async #onAnswer(frame: Frame & { readonly type: 'result' | 'error' }, body: Buffer): Promise<void> {
    const pending = this.#pending
    if (pending?.id !== frame.id) return
    if (frame.type === 'error') {
      pending.resolve({ state: 'rejected', reason: `${frame.errorCode}: ${frame.reason}`.slice(0, 200) })
      return
    }
    if (pending.action === 'GetConfiguration') await this.#keep('GetConfiguration.conf', body, {})
    pending.resolve(answerFrom(pending.action, frame.payload))
  }

  /** Journals without an answer depending on it. */
  async #keep(channel: string, body: Buffer, meta: Readonly<Record<string, string>>): Promise<void> {
    const { ingest, tally } = this.#options
    await ingest.accept(this.#arrival(channel, body, meta)).catch((error) => countRefusal(tally, error))
  }

  #arrival(channel: string, body: Buffer, meta: Readonly<Record<string, string>>) {
    const { community, source } = this.#options.chargePoint
    return { community, source, channel, address: this.id, meta, body }
  }

  #reply(text: string): void {
    const { socket } = this.#options
    if (socket.readyState === socket.OPEN) socket.send(text)
  }
}
