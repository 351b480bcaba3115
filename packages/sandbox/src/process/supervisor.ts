import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { type Artifacts, loadArtifacts } from '../artifacts/artifacts.ts'
import { SandboxError, sandboxError } from '../errors.ts'
import type { TrialResults } from '../worker/self-test.ts'
import { type Launcher, type LaunchOptions, launch, launchers, type Tier, tiers } from './launch.ts'
import { WorkerProcess } from './worker-process.ts'

/** What a host asks of its worker processes. */
export interface SupervisorOptions {
  readonly mode: 'vendor' | 'kernel'
  readonly jit: boolean
  /** Refuse to start below this tier. Default: `plain`, which every machine reaches. */
  readonly minimumTier?: Tier
  /** Use exactly this tier; for tests. */
  readonly onlyTier?: Tier
}

/** Starts worker processes in the strongest tier that works on this machine. */
export class Supervisor implements AsyncDisposable {
  readonly artifacts: Artifacts
  #launcher: Launcher
  #options: SupervisorOptions
  #probe: Server
  #trials: TrialResults

  private constructor(
    options: SupervisorOptions,
    artifacts: Artifacts,
    probe: Server,
    launcher: Launcher,
    trials: TrialResults,
  ) {
    this.#options = options
    this.artifacts = artifacts
    this.#probe = probe
    this.#launcher = launcher
    this.#trials = trials
  }

  /** Finds the tier by starting a worker in it; that worker comes back ready for use. */
  static async create(options: SupervisorOptions): Promise<{ supervisor: Supervisor; first: WorkerProcess }> {
    const artifacts = await loadArtifacts()
    const probe = await listen()
    const { onlyTier, minimumTier = 'plain' } = options
    const reasons: string[] = []
    for (const launcher of launchers) {
      const { tier } = launcher
      if (onlyTier !== undefined && tier !== onlyTier) continue
      if (tiers.indexOf(tier) > tiers.indexOf(minimumTier)) break
      try {
        const first = await begin({ ...options, ...launcher, artifacts, probePort: portOf(probe) })
        const trials = first.trials as TrialResults
        if (isHonest(tier, trials))
          return { supervisor: new Supervisor(options, artifacts, probe, launcher, trials), first }
        reasons.push(`${tier}: ${JSON.stringify(trials)}`)
        await first[Symbol.asyncDispose]()
      } catch (error) {
        reasons.push(`${tier}: ${reasonOf(error)}`)
      }
    }
    probe.close()
    if (minimumTier !== 'plain')
      throw sandboxError('sandbox.tier', { wanted: minimumTier, detail: reasons.join('; ') })
    throw sandboxError('sandbox.unavailable', { detail: reasons.join('; ') })
  }

  /** The strongest tier that works on this machine. */
  get tier(): Tier {
    return this.#launcher.tier
  }

  /** Whether its system calls are filtered beside. */
  get seccomp(): boolean {
    return this.#launcher.seccomp
  }

  /** What the last started worker tried and whether it was stopped. */
  get trials(): TrialResults {
    return this.#trials
  }

  /** Starts one more worker in the tier found. */
  async start(): Promise<WorkerProcess> {
    const { mode, jit } = this.#options
    const worker = await begin({
      mode,
      jit,
      ...this.#launcher,
      artifacts: this.artifacts,
      probePort: portOf(this.#probe),
    })
    this.#trials = worker.trials as TrialResults
    return worker
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#probe.close(resolve))
  }
}

async function begin(options: LaunchOptions): Promise<WorkerProcess> {
  const child = launch(options)
  if (child === null) throw sandboxError('sandbox.unavailable', { detail: 'its tools are not installed' })
  return WorkerProcess.start(child)
}

function reasonOf(error: unknown): string {
  if (error instanceof SandboxError) return error.params.detail ?? error.message
  return error instanceof Error ? error.message : String(error)
}

/** A tier that promises isolation counts only if the worker was stopped at everything it tried. */
function isHonest(tier: Tier, trials: TrialResults): boolean {
  return tier === 'plain' || Object.values(trials).every((result) => result === 'refused')
}

async function listen(): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  server.unref()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
