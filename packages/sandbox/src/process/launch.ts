import { type ChildProcess, spawn } from 'node:child_process'
import type { Artifacts } from '../artifacts/artifacts.ts'

/** How a worker process is locked down, strongest first. */
export const tiers = ['bwrap', 'unshare', 'plain'] as const

/** A launcher's name. */
export type Tier = (typeof tiers)[number]

/** What a worker is for: foreign code without JIT, or our kernel with it. */
export interface LaunchOptions {
  readonly tier: Tier
  readonly mode: 'vendor' | 'kernel'
  readonly jit: boolean
  readonly artifacts: Artifacts
  readonly probePort: number
}

/** Starts a worker process; its standard input and output are the pipe. */
export function launch(options: LaunchOptions): ChildProcess {
  const { command, args } = commandLine(options)
  return spawn(command, args, { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
}

function commandLine({ mode, jit, artifacts, probePort }: LaunchOptions): {
  command: string
  args: string[]
} {
  const node = [
    '--no-node-snapshot',
    ...(jit ? [] : ['--jitless']),
    '--permission',
    '--allow-addons',
    `--allow-fs-read=${artifacts.worker}`,
    '--max-old-space-size=64',
    '--enable-experimental-regexp-engine-on-excessive-backtracks',
    '--disable-warning=SecurityWarning',
    artifacts.worker,
    mode,
    artifacts.addon,
    String(process.pid),
    String(probePort),
  ]
  return { command: process.execPath, args: node }
}
