import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { accessSync, closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Artifacts } from '../artifacts/artifacts.ts'
import { seccompFilter } from './seccomp.ts'

/** How a worker process is locked down, strongest first. */
export const tiers = ['bwrap', 'unshare', 'plain'] as const

/** A launcher's name. */
export type Tier = (typeof tiers)[number]

/** One way to start a worker: root becomes the user nobody where the system lets it, else it stays who it is. */
export interface Launcher {
  readonly tier: Tier
  readonly user: 'nobody' | 'same'
  /** Whether system calls are filtered; only bubblewrap can. */
  readonly seccomp: boolean
}

/** What to try on this machine, strongest first. */
export const launchers: readonly Launcher[] = tiers.flatMap((tier): Launcher[] => {
  const same: Launcher = { tier, user: 'same', seccomp: false }
  if (tier === 'bwrap') return [{ ...same, seccomp: true }, same]
  return isRoot() ? [{ ...same, user: 'nobody' }, same] : [same]
})

/** What a worker is for: foreign code without JIT, or our kernel with it. */
export interface LaunchOptions extends Launcher {
  readonly mode: 'vendor' | 'kernel'
  readonly jit: boolean
  readonly artifacts: Artifacts
  readonly probePort: number
}

interface Command {
  readonly line: readonly string[]
  /** Paths handed over as open files: the worker may be a user that cannot reach them. */
  readonly files: readonly string[]
  /** Handed over behind the files, as a file that has no name. */
  readonly filter?: Buffer
  readonly options: SpawnOptions
}

const nobody = 65534
const isLinux = process.platform === 'linux'

/** The worker's script comes as file 3: it needs no right to read any path. */
const bootstrap =
  "new module.constructor('worker')._compile(require('node:fs').readFileSync(3, 'utf8'), 'worker.cjs')"

/** Even a worker that is busy and does not listen ends with the core. */
const dieWithParent = ['--pdeathsig', 'KILL']

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Starts a worker process whose standard input and output are the pipe; null where the tier's tools are missing. */
export function launch(options: LaunchOptions): ChildProcess | null {
  const command = commandOf(options)
  if (command === null) return null
  const files = command.files.map((path) => openSync(path, 'r'))
  if (command.filter !== undefined) files.push(openNameless(command.filter))
  try {
    const [file, ...args] = command.line as [string, ...string[]]
    // Its own session, so that Ctrl-C reaches the core alone, which then ends its workers in order.
    const fixed: SpawnOptions = { env: {}, cwd: '/', detached: true, windowsHide: true }
    return spawn(file, args, { ...fixed, ...command.options, stdio: ['pipe', 'pipe', 'pipe', ...files] })
  } finally {
    for (const file of files) closeSync(file)
  }
}

function openNameless(content: Buffer): number {
  const folder = mkdtempSync(join(tmpdir(), 'linli-'))
  try {
    writeFileSync(join(folder, 'filter'), content)
    return openSync(join(folder, 'filter'), 'r')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function commandOf(options: LaunchOptions): Command | null {
  switch (options.tier) {
    case 'bwrap':
      return bwrapCommand(options)
    case 'unshare':
      return unshareCommand(options)
    case 'plain':
      return plainCommand(options)
  }
}

/** A root of its own that holds node, its libraries and the addon, read-only; every namespace its own; system calls filtered. */
function bwrapCommand(options: LaunchOptions): Command | null {
  const bwrap = isLinux ? find('bwrap') : null
  if (bwrap === null) return null
  const filter = options.seccomp ? seccompFilter() : undefined
  if (filter === null) return null
  const { worker, addon } = options.artifacts
  const seen: string[] = []
  for (const library of sharedLibraries()) seen.push('--ro-bind', library, library)
  const line = [
    ...limited(),
    ...[bwrap, '--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv'],
    ...['--uid', String(nobody), '--gid', String(nobody), '--hostname', 'sandbox'],
    ...['--ro-bind', process.execPath, '/node', '--ro-bind', addon, '/isolated-vm.node', ...seen],
    ...['--remount-ro', '/', '--chdir', '/'],
    // The worker's script is file 3.
    ...(filter === undefined ? [] : ['--seccomp', '4']),
    ...nodeLine('/node', '/isolated-vm.node', options),
  ]
  return { line, files: [worker], ...(filter && { filter }), options: {} }
}

/** Network, processes and IPC of its own, no capabilities, no way to new ones; as root also the user nobody, else users of its own. */
function unshareCommand(options: LaunchOptions): Command | null {
  const unshare = isLinux ? find('unshare') : null
  const setpriv = isLinux ? find('setpriv') : null
  if (unshare === null || setpriv === null) return null
  const { worker, addon } = options.artifacts
  const user =
    options.user === 'nobody'
      ? ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', '--inh-caps=-all']
      : []
  const line = [
    ...limited(),
    // A change of user forgets who is to be killed with whom, so the namespace of users comes first.
    ...(options.user === 'nobody' ? [] : [unshare, '--user', '--map-root-user']),
    ...[setpriv, ...dieWithParent, unshare, '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child'],
    ...[setpriv, ...user, '--no-new-privs', '--bounding-set=-all', ...dieWithParent],
    ...nodeLine('/proc/self/fd/4', '/proc/self/fd/5', options),
  ]
  return { line, files: [worker, process.execPath, addon], options: {} }
}

/** What every machine can do: Node's own permission model, and the user nobody where we are root. */
function plainCommand(options: LaunchOptions): Command {
  const { worker, addon } = options.artifacts
  if (!isLinux) return { line: nodeLine(process.execPath, addon, options), files: [worker], options: {} }
  const setpriv = find('setpriv')
  return {
    line: [
      ...(setpriv === null ? [] : [setpriv, ...dieWithParent]),
      ...nodeLine('/proc/self/fd/4', '/proc/self/fd/5', options),
    ],
    files: [worker, process.execPath, addon],
    options: options.user === 'nobody' ? { uid: nobody, gid: nobody } : {},
  }
}

function nodeLine(node: string, addon: string, { mode, jit, probePort }: LaunchOptions): string[] {
  return [
    node,
    '--no-node-snapshot',
    ...(jit ? [] : ['--jitless']),
    '--permission',
    '--allow-addons',
    '--disable-warning=SecurityWarning',
    ...(mode === 'kernel' ? ['--expose-gc'] : ['--max-old-space-size=48', '--max-semi-space-size=2']),
    '--enable-experimental-regexp-engine-on-excessive-backtracks',
    ...['-e', bootstrap, '--', mode, addon, String(process.pid), String(probePort)],
  ]
}

/** No core dumps (they are slow and hold data), no files, few handles; where the tool is present. */
function limited(): string[] {
  const prlimit = find('prlimit')
  return prlimit === null ? [] : [prlimit, '--core=0', '--fsize=0', '--nofile=64']
}

let libraries: string[] | null = null

/** The shared libraries this very Node has loaded: the same binary needs the same ones. */
function sharedLibraries(): readonly string[] {
  if (libraries !== null) return libraries
  // Without the network section it takes 2 ms; the types do not know the switch yet.
  const report = process.report as typeof process.report & { excludeNetwork: boolean }
  const { excludeNetwork } = report
  report.excludeNetwork = true
  const { sharedObjects } = report.getReport() as { sharedObjects: string[] }
  report.excludeNetwork = excludeNetwork
  libraries = sharedObjects.filter((path) => /^\/.*\.so(\.[\d.]+)?$/.test(path))
  return libraries
}

function find(tool: string): string | null {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin']) {
    const path = join(folder, tool)
    try {
      if (folder === '') continue
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not there: look on.
    }
  }
  return null
}
