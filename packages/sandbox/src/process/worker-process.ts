import type { ChildProcess } from 'node:child_process'
import { sandboxError } from '../errors.ts'
import type { TrialResults } from '../worker/self-test.ts'
import { createFrameReader, encodeFrame, type Frame, reply } from './frame.ts'
import { innermostProcess, memoryOf } from './proc.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'

/** How a request ended. A worker's requests never reject. */
export type Reply =
  | { readonly kind: 'done'; readonly header: string; readonly body: string }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string }
  /** The process is gone. `running`: this was the request in hand; `killed`: the watchdog ended it. */
  | { readonly kind: 'lost'; readonly running: boolean; readonly killed: boolean }

interface Waiting {
  readonly id: number
  /** Milliseconds from the moment the worker takes it in hand until the watchdog; null means none. */
  readonly limit: number | null
  readonly settle: (reply: Reply) => void
}

const longestStart = 10_000

/**
 * One worker process. Requests are pipelined and answered in order, so the oldest unanswered one is the one in hand:
 * the watchdog times it, and when the process dies it is the one to blame.
 */
export class WorkerProcess implements AsyncDisposable {
  readonly pid: number | null
  readonly ended: Promise<void>
  #child: ChildProcess
  #waiting: Waiting[] = []
  #nextId = 1
  #watchdog: Watchdog
  #innerPid: number | null = null
  #killed = false
  #alive = true
  #trials: TrialResults | null = null
  #noise = ''

  private constructor(child: ChildProcess, ready: (error: Error | null) => void) {
    this.#child = child
    this.pid = child.pid ?? null
    this.#watchdog = createWatchdog(
      () => this.#innerPid,
      () => this.kill(),
    )
    const reader = createFrameReader()
    child.stdout?.on('data', (chunk: Buffer) => {
      const frames = reader.push(chunk)
      if (frames === null) {
        this.kill()
        return
      }
      for (const frame of frames) {
        if (frame.id === 0) {
          this.#trials = JSON.parse(frame.body) as TrialResults
          this.#innerPid = child.pid === undefined ? null : innermostProcess(child.pid)
          ready(null)
        } else this.#receive(frame)
      }
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (this.#noise.length < 2000) this.#noise += chunk.toString('utf8')
    })
    child.stdin?.on('error', () => {})
    this.ended = new Promise((resolve) => {
      const end = (error: Error | null) => {
        if (!this.#alive) return
        this.#alive = false
        this.#lose()
        ready(
          error ??
            sandboxError('sandbox.unavailable', {
              detail: this.#noise.trim().slice(-300) || 'it ended at once',
            }),
        )
        resolve()
      }
      child.once('error', end)
      child.once('close', () => end(null))
    })
  }

  /** Resolves when the process has tried its limits and listens. */
  static async start(child: ChildProcess): Promise<WorkerProcess> {
    const ready = Promise.withResolvers<void>()
    const worker = new WorkerProcess(child, (error) =>
      error === null ? ready.resolve() : ready.reject(error),
    )
    const timer = setTimeout(() => worker.kill(), longestStart)
    try {
      await ready.promise
    } finally {
      clearTimeout(timer)
    }
    return worker
  }

  /** What the worker tried at its start. */
  get trials(): TrialResults | null {
    return this.#trials
  }

  get alive(): boolean {
    return this.#alive && !this.#killed
  }

  /** How many requests are not answered yet. */
  get depth(): number {
    return this.#waiting.length
  }

  /** Resident memory of the worker, bytes; null where the system does not tell. */
  get memory(): number | null {
    return this.#innerPid === null ? null : memoryOf(this.#innerPid)
  }

  /** Sends a request; several may be under way. */
  request(kind: number, header: string, body: string | Uint8Array, limit: number | null): Promise<Reply> {
    if (!this.alive) return Promise.resolve({ kind: 'lost', running: false, killed: this.#killed })
    return new Promise((settle) => {
      const id = this.#nextId++
      this.#waiting.push({ id, limit, settle })
      const content = typeof body === 'string' ? { body } : { body: '', bytes: body }
      this.#write(encodeFrame({ id, kind, header, ...content }))
      if (this.#waiting.length === 1) this.#arm()
    })
  }

  /** Ends the process at once. */
  kill(): void {
    this.#killed = true
    if (this.#alive) this.#child.kill('SIGKILL')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill()
    await this.ended
  }

  /** What is asked for in one turn of the event loop leaves in one write. */
  #write(bytes: Buffer): void {
    const { stdin } = this.#child
    if (stdin === null) return
    if (stdin.writableCorked === 0) {
      stdin.cork()
      process.nextTick(() => stdin.uncork())
    }
    stdin.write(bytes)
  }

  #receive(frame: Frame): void {
    if (frame.kind === reply.patience) {
      this.#arm()
      return
    }
    const head = this.#waiting.shift()
    if (head === undefined || head.id !== frame.id) {
      this.kill()
      return
    }
    this.#arm()
    head.settle(
      frame.kind === reply.done
        ? { kind: 'done', header: frame.header, body: frame.body }
        : { kind: 'failed', code: frame.header, detail: frame.body },
    )
  }

  #arm(): void {
    this.#watchdog.arm(this.#waiting[0]?.limit ?? null)
  }

  #lose(): void {
    this.#watchdog.disarm()
    const lost = this.#waiting
    this.#waiting = []
    for (const [index, waiting] of lost.entries()) {
      waiting.settle({ kind: 'lost', running: index === 0, killed: this.#killed })
    }
  }
}
