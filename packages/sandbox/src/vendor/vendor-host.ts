import { sandboxError } from '../errors.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import type { Bundle, LogLine, Outcome, SandboxHealth, VendorHost } from '../port.ts'
import { Supervisor, type SupervisorOptions } from '../process/supervisor.ts'
import type { WorkerProcess } from '../process/worker-process.ts'
import { createDomain, type Domain } from './domain.ts'
import { failedOutcome } from './outcome.ts'
import { createSpares, type Spares } from './spares.ts'

/** How foreign code is run. */
export interface VendorHostOptions extends Pick<SupervisorOptions, 'minimumTier' | 'onlyTier'> {
  readonly limits?: Partial<Limits>
  /** Compile foreign code to machine code: faster loops, larger attack surface. Default false. */
  readonly jit?: boolean
  /** Processes kept warm for when one has to be killed. Default 1. */
  readonly spares?: number
  /** Told when a plugin is suspended, for an alert to its operator. */
  readonly onSuspend?: (plugin: string, until: number) => void
  /** Given the lines a plugin writes with `console`, for its vendor's log page. */
  readonly onLog?: (plugin: string, lines: readonly LogLine[]) => void
}

/** Starts the vendor host. Resolves when a first process has proved its limits and is ready. */
export async function createVendorHost(options: VendorHostOptions = {}): Promise<VendorHost> {
  const { supervisor, first } = await Supervisor.create({
    ...options,
    mode: 'vendor',
    jit: options.jit ?? false,
  })
  return new ProcessVendorHost(supervisor, first, options)
}

class ProcessVendorHost implements VendorHost {
  #supervisor: Supervisor
  #spares: Spares
  #options: VendorHostOptions
  #limits: Limits
  #domains = new Map<string, Domain>()
  #home = new Map<string, Domain>()
  #closed = false

  constructor(supervisor: Supervisor, first: WorkerProcess, options: VendorHostOptions) {
    this.#supervisor = supervisor
    this.#spares = createSpares(() => supervisor.start(), options.spares ?? 1, first)
    this.#options = options
    this.#limits = { ...defaultLimits, ...options.limits }
  }

  async load(bundle: Bundle): Promise<void> {
    if (this.#closed) throw sandboxError('sandbox.closed', {})
    const domain = this.#domainOf(bundle.domain)
    const former = this.#home.get(bundle.plugin)
    await domain.load(bundle)
    if (former !== undefined && former !== domain) await former.unload(bundle.plugin)
    this.#home.set(bundle.plugin, domain)
  }

  async call(
    plugin: string,
    path: string,
    items: readonly unknown[],
    now: number | readonly number[],
  ): Promise<Outcome[]> {
    if (this.#closed) return items.map(() => failedOutcome('sandbox.closed', {}))
    const domain = this.#home.get(plugin)
    if (domain === undefined) return items.map(() => failedOutcome('sandbox.not-loaded', { plugin }))
    return domain.call(plugin, path, items, now)
  }

  async missing(plugin: string, paths: readonly string[]): Promise<string[]> {
    const domain = this.#home.get(plugin)
    if (domain === undefined) throw sandboxError('sandbox.not-loaded', { plugin })
    return domain.missing(plugin, paths)
  }

  async unload(plugin: string): Promise<void> {
    const domain = this.#home.get(plugin)
    this.#home.delete(plugin)
    await domain?.unload(plugin)
  }

  resume(plugin: string): void {
    this.#home.get(plugin)?.resume(plugin)
  }

  health(): SandboxHealth {
    return {
      tier: this.#supervisor.tier,
      seccomp: this.#supervisor.seccomp,
      selfTest: this.#supervisor.trials,
      workers: [...this.#domains.values()].map((domain) => domain.health()),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#domains.values()].map((domain) => domain[Symbol.asyncDispose]()))
    await this.#spares[Symbol.asyncDispose]()
    await this.#supervisor[Symbol.asyncDispose]()
  }

  #domainOf(name: string): Domain {
    const known = this.#domains.get(name)
    if (known !== undefined) return known
    const domain = createDomain(name, this.#spares, this.#limits, {
      onSuspend: this.#options.onSuspend ?? (() => {}),
      onLog: this.#options.onLog ?? (() => {}),
    })
    this.#domains.set(name, domain)
    return domain
  }
}
