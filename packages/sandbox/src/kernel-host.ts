import { type Effect, KernelError, type KernelErrorCode, kernelErrors, type LogRecord } from '@linli/kernel'
import { loadKernelScript } from './artifacts/artifacts.ts'
import { SandboxError, type SandboxErrorCode, sandboxError } from './errors.ts'
import type { KernelHost, SandboxHealth } from './port.ts'
import { ask } from './process/frame.ts'
import { Supervisor, type SupervisorOptions } from './process/supervisor.ts'
import type { WorkerProcess } from './process/worker-process.ts'
import { packRecords } from './records/pack.ts'

/** How the kernel's processes are run. */
export interface KernelHostOptions extends Pick<SupervisorOptions, 'minimumTier' | 'onlyTier'> {
  /** Processes; partitions are spread over them. Default 1. */
  readonly workers?: number
  /** Heap of each process for the folds' state, MB. Default 512. */
  readonly heapMb?: number
  /** The kernel's script; by default our kernel as built from `@linli/kernel`. */
  readonly script?: string
}

interface Slot {
  worker: WorkerProcess | null
  starting: Promise<WorkerProcess> | null
  readonly partitions: Set<string>
  restarts: number
  heapUsed: number
}

/** No step of ours takes this long; a worker that does is lost rather than waited for. */
const longestRequest = 120_000

/** Starts the kernel workers. Resolves when all of them are ready. */
export async function createKernelHost(options: KernelHostOptions = {}): Promise<KernelHost> {
  const [script, { supervisor, first }] = await Promise.all([
    options.script ?? loadKernelScript(),
    Supervisor.create({ ...options, mode: 'kernel', jit: true }),
  ])
  const host = new ProcessKernelHost(supervisor, options, script)
  await host.boot(first)
  return host
}

class ProcessKernelHost implements KernelHost {
  #supervisor: Supervisor
  #slots: Slot[]
  #script: string
  #heapMb: number
  #home = new Map<string, Slot>()
  #lost = new Set<string>()
  #closed = false

  constructor(supervisor: Supervisor, options: KernelHostOptions, script: string) {
    this.#supervisor = supervisor
    this.#script = script
    this.#heapMb = options.heapMb ?? 512
    this.#slots = Array.from({ length: options.workers ?? 1 }, () => ({
      worker: null,
      starting: null,
      partitions: new Set<string>(),
      restarts: 0,
      heapUsed: 0,
    }))
  }

  async boot(first: WorkerProcess): Promise<void> {
    await Promise.all(this.#slots.map((slot, index) => this.#start(slot, index === 0 ? first : null)))
  }

  async open(partition: string, checkpoint: string | null): Promise<number> {
    const slot = this.#home.get(partition) ?? this.#leastUsed()
    const worker = await this.#ready(slot)
    const header = JSON.stringify({ partition })
    const wanted = await this.#request(slot, worker, partition, ask.open, header, checkpoint ?? '')
    slot.partitions.add(partition)
    this.#home.set(partition, slot)
    this.#lost.delete(partition)
    return Number(wanted)
  }

  async recall(partition: string, observations: readonly LogRecord[]): Promise<void> {
    await this.#ask(partition, ask.recall, JSON.stringify({ partition }), packRecords(observations))
  }

  async step(partition: string, records: readonly LogRecord[], now: number | null): Promise<Effect[]> {
    const text = await this.#ask(
      partition,
      ask.step,
      JSON.stringify({ partition, now }),
      packRecords(records),
    )
    return text === '[]' ? [] : (JSON.parse(text) as Effect[])
  }

  save(partition: string): Promise<string> {
    return this.#ask(partition, ask.save, JSON.stringify({ partition }), '')
  }

  outline(partition: string): Promise<string> {
    return this.#ask(partition, ask.outline, JSON.stringify({ partition }), '')
  }

  async close(partition: string): Promise<void> {
    const slot = this.#home.get(partition)
    if (slot === undefined) return
    this.#home.delete(partition)
    slot.partitions.delete(partition)
    await slot.worker?.request(ask.close, JSON.stringify({ partition }), '', longestRequest)
  }

  health(): SandboxHealth {
    return {
      tier: this.#supervisor.tier,
      seccomp: this.#supervisor.seccomp,
      selfTest: this.#supervisor.trials,
      workers: this.#slots.map((slot, index) => ({
        domain: `kernel-${index}`,
        pid: slot.worker?.pid ?? null,
        restarts: slot.restarts,
        state: slot.worker?.alive ? 'ready' : 'starting',
        memory: slot.worker?.memory ?? null,
        heap: { used: slot.heapUsed, limit: this.#heapMb * 1024 * 1024 },
      })),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await Promise.all(
      this.#slots.map(async (slot) => {
        const worker = slot.worker ?? (await slot.starting?.catch(() => null))
        await worker?.[Symbol.asyncDispose]()
      }),
    )
    await this.#supervisor[Symbol.asyncDispose]()
  }

  async #ask(partition: string, kind: number, header: string, body: string | Uint8Array): Promise<string> {
    const slot = this.#home.get(partition)
    if (slot?.worker?.alive) return this.#request(slot, slot.worker, partition, kind, header, body)
    const known = slot !== undefined || this.#lost.has(partition)
    throw sandboxError(known ? 'kernel.lost' : 'kernel.not-open', { partition })
  }

  async #request(
    slot: Slot,
    worker: WorkerProcess,
    partition: string,
    kind: number,
    header: string,
    body: string | Uint8Array,
  ): Promise<string> {
    const reply = await worker.request(kind, header, body, longestRequest)
    if (reply.kind === 'lost') throw sandboxError('kernel.lost', { partition })
    if (reply.kind === 'failed') throw this.#errorOf(partition, reply.code, reply.detail)
    slot.heapUsed = Number(reply.header)
    return reply.body
  }

  #errorOf(partition: string, code: string, detail: string): Error {
    const params = {
      partition,
      limit: `${this.#heapMb} MB`,
      ...(JSON.parse(detail) as Record<string, string>),
    }
    if (Object.hasOwn(kernelErrors, code)) return new KernelError(code as KernelErrorCode, params)
    return new SandboxError(code as SandboxErrorCode, params)
  }

  #leastUsed(): Slot {
    return this.#slots.reduce((best, slot) => (slot.partitions.size < best.partitions.size ? slot : best))
  }

  async #ready(slot: Slot): Promise<WorkerProcess> {
    if (this.#closed) throw sandboxError('sandbox.closed', {})
    if (slot.worker?.alive) return slot.worker
    if (slot.worker !== null) this.#drop(slot, slot.worker)
    return slot.starting ?? this.#restart(slot)
  }

  async #start(slot: Slot, ready: WorkerProcess | null): Promise<WorkerProcess> {
    const worker = ready ?? (await this.#supervisor.start())
    const header = JSON.stringify({ heapMb: this.#heapMb })
    const reply = await worker.request(ask.boot, header, this.#script, longestRequest)
    if (reply.kind !== 'done') {
      await worker[Symbol.asyncDispose]()
      const detail = reply.kind === 'failed' ? `kernel script: ${reply.detail}` : 'the worker ended'
      throw sandboxError('sandbox.unavailable', { detail })
    }
    slot.worker = worker
    slot.starting = null
    void worker.ended.then(() => this.#drop(slot, worker))
    return worker
  }

  /** The worker is gone: its partitions are lost until opened again. Starts the next one. */
  #drop(slot: Slot, worker: WorkerProcess): void {
    if (slot.worker !== worker) return
    slot.worker = null
    for (const partition of slot.partitions) {
      this.#home.delete(partition)
      this.#lost.add(partition)
    }
    slot.partitions.clear()
    if (this.#closed) return
    slot.restarts += 1
    this.#restart(slot).catch(() => {})
  }

  #restart(slot: Slot): Promise<WorkerProcess> {
    const starting = this.#start(slot, null)
    slot.starting = starting
    starting.catch(() => {
      if (slot.starting === starting) slot.starting = null
    })
    return starting
  }
}
