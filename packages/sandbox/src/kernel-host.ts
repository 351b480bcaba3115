import type { Effect, LogRecord } from '@linli/kernel'
import { loadKernelScript } from './artifacts/artifacts.ts'
import { SandboxError, type SandboxErrorCode, sandboxError } from './errors.ts'
import type { KernelHost, SandboxHealth } from './port.ts'
import { ask } from './process/frame.ts'
import { Supervisor, type SupervisorOptions } from './process/supervisor.ts'
import type { Reply, WorkerProcess } from './process/worker-process.ts'

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
}

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
    }))
  }

  async boot(first: WorkerProcess): Promise<void> {
    await Promise.all(this.#slots.map((slot, index) => this.#start(slot, index === 0 ? first : null)))
  }

  async open(partition: string, checkpoint: string | null): Promise<void> {
    const slot = this.#home.get(partition) ?? this.#leastUsed()
    const worker = await this.#ready(slot)
    const reply = await worker.request(ask.open, JSON.stringify({ partition }), checkpoint ?? '', null)
    read(partition, reply)
    slot.partitions.add(partition)
    this.#home.set(partition, slot)
  }

  async step(partition: string, records: readonly LogRecord[], now: number | null): Promise<Effect[]> {
    const text = await this.#ask(
      partition,
      ask.step,
      JSON.stringify({ partition, now }),
      JSON.stringify(records),
    )
    return text === '[]' ? [] : (JSON.parse(text) as Effect[])
  }

  save(partition: string): Promise<string> {
    return this.#ask(partition, ask.save, JSON.stringify({ partition }), '')
  }

  async close(partition: string): Promise<void> {
    const slot = this.#home.get(partition)
    if (slot === undefined) return
    this.#home.delete(partition)
    slot.partitions.delete(partition)
    await slot.worker?.request(ask.close, JSON.stringify({ partition }), '', null)
  }

  health(): SandboxHealth {
    return {
      tier: this.#supervisor.tier,
      selfTest: this.#supervisor.trials,
      workers: this.#slots.map((slot, index) => ({
        domain: `kernel-${index}`,
        pid: slot.worker?.pid ?? null,
        restarts: slot.restarts,
        state: slot.worker?.alive ? 'ready' : 'starting',
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

  async #ask(partition: string, kind: number, header: string, body: string): Promise<string> {
    const slot = this.#home.get(partition)
    if (slot === undefined || slot.worker === null) throw sandboxError('kernel.lost', { partition })
    return read(partition, await slot.worker.request(kind, header, body, null))
  }

  #leastUsed(): Slot {
    return this.#slots.reduce((best, slot) => (slot.partitions.size < best.partitions.size ? slot : best))
  }

  async #ready(slot: Slot): Promise<WorkerProcess> {
    if (this.#closed) throw sandboxError('sandbox.closed', {})
    if (slot.worker?.alive) return slot.worker
    slot.starting ??= this.#start(slot, null)
    return slot.starting
  }

  async #start(slot: Slot, ready: WorkerProcess | null): Promise<WorkerProcess> {
    const worker = ready ?? (await this.#supervisor.start())
    const reply = await worker.request(ask.boot, JSON.stringify({ heapMb: this.#heapMb }), this.#script, null)
    if (reply.kind !== 'done') {
      await worker[Symbol.asyncDispose]()
      throw sandboxError('sandbox.unavailable', {
        detail: reply.kind === 'failed' ? `kernel script: ${reply.detail}` : 'the worker ended',
      })
    }
    slot.worker = worker
    slot.starting = null
    void worker.ended.then(() => this.#restart(slot))
    return worker
  }

  #restart(slot: Slot): void {
    slot.worker = null
    if (this.#closed) return
    slot.restarts += 1
    for (const partition of slot.partitions) this.#home.delete(partition)
    slot.partitions.clear()
    slot.starting = this.#start(slot, null)
    slot.starting.catch(() => {
      slot.starting = null
    })
  }
}

function read(partition: string, reply: Reply): string {
  if (reply.kind === 'done') return reply.body
  if (reply.kind === 'lost') throw sandboxError('kernel.lost', { partition })
  throw new SandboxError(reply.code as SandboxErrorCode, { partition, detail: reply.detail })
}
