import { mkdirSync, statfsSync } from 'node:fs'
import { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { runtimeError } from '../errors.ts'
import type { FromWorker, ToWorker } from './pglite-worker.ts'

/** Authentication accepted, ready for queries: PGlite is entered behind the handshake of the protocol. */
const greeting = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])
const terminate = 0x58

/**
 * The embedded database as a socket: `pg` speaks PostgreSQL's own protocol to it, so both databases share one driver.
 * Each stream has a worker thread; a query without an answer after `patience` ms ends the thread, as a crash would.
 */
export class PGliteStream extends Duplex {
  readonly #dir: string
  readonly #patience: number
  #worker: Worker | null = null
  #greeted = false
  #done: ((error?: Error | null) => void) | null = null
  #watch: NodeJS.Timeout | undefined
  #ended: Promise<unknown> = Promise.resolve()

  constructor(dir: string, patience: number) {
    super()
    this.#dir = dir
    this.#patience = patience
  }

  connect(): this {
    mkdirSync(this.#dir, { recursive: true })
    const worker = new Worker(workerFile, { workerData: { dir: this.#dir }, stdout: false, stderr: false })
    worker.on('message', (message: FromWorker) => this.#hear(message))
    worker.on('error', (error) => this.destroy(failed(this.#dir, error.message, error)))
    worker.on('exit', () => this.destroy(this.#done ? failed(this.#dir, 'the thread ended') : undefined))
    this.#worker = worker
    this.#ended = new Promise((resolve) => worker.once('exit', resolve))
    this.#startWatch(Math.max(this.#patience, startPatience))
    return this
  }

  /** Resolves once the thread has closed its files: `pg` says that it is done before. */
  get ended(): Promise<unknown> {
    return this.#ended
  }

  // What `pg` calls on a socket and a thread has no use for.
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    this.#worker?.ref()
    return this
  }
  unref(): this {
    this.#worker?.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#run(chunk, done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#run(Buffer.concat(chunks.map(({ chunk }) => chunk)), done)
  }

  override _final(done: (error?: Error | null) => void): void {
    const worker = this.#worker
    if (worker === null) {
      done()
      return
    }
    worker.once('exit', () => done())
    worker.postMessage({ close: true } satisfies ToWorker)
    this.#startWatch(this.#patience)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#watch)
    this.#done = null
    const worker = this.#worker
    this.#worker = null
    void Promise.resolve(worker?.terminate()).finally(() => done(error))
  }

  #run(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (!this.#greeted) {
      this.#greeted = true
      this.push(greeting)
      done()
      return
    }
    if (bytes[0] === terminate) {
      done()
      return
    }
    this.#done = done
    this.#startWatch(this.#patience)
    const copy = new Uint8Array(bytes)
    this.#worker?.postMessage({ run: copy } satisfies ToWorker, [copy.buffer])
  }

  #hear(message: FromWorker): void {
    if ('ready' in message) this.#ready()
    else if ('failed' in message) this.destroy(failed(this.#dir, message.failed))
    else this.#answer(Buffer.from(message.answer.buffer))
  }

  #ready(): void {
    clearTimeout(this.#watch)
    this.emit('connect')
  }

  #answer(bytes: Buffer): void {
    clearTimeout(this.#watch)
    const done = this.#done
    this.#done = null
    if (bytes.length > 0) this.push(bytes)
    done?.()
  }

  #startWatch(patience: number): void {
    clearTimeout(this.#watch)
    this.#watch = setTimeout(
      () => this.destroy(runtimeError('store.stuck', { dir: this.#dir, seconds: patience / 1000 })),
      patience,
    )
    this.#watch.unref()
  }
}

/** Making a new database or recovering one after a crash may take longer than any statement, ms. */
const startPatience = 120_000
const workerFile = new URL(
  `./pglite-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
)

/** PGlite does not say why it could not start; a full disk can be seen from outside. */
function failed(dir: string, reason: string, cause?: Error): Error {
  return isFull(dir)
    ? runtimeError('store.full', { where: dir }, { cause: cause ?? reason })
    : runtimeError('store.embedded', { dir, reason }, cause && { cause })
}

function isFull(dir: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize < leastSpace
  } catch {
    return false
  }
}

/** PostgreSQL's log grows by 16 MiB at a time: with less than that it cannot work. */
const leastSpace = 20 * 1024 * 1024
