import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sdkError } from '@linli/sdk'
import { checkout, ownPlugins } from './checkout.ts'
import { say } from './language.ts'
import { buildPlugin } from './plugin/index.ts'

/** Plugins that were built, and why the others were not. */
export interface Built {
  readonly ready: readonly string[]
  readonly failures: readonly unknown[]
}

/** Builds what a checkout needs before it can start, skipping what is up to date: plugins and the studio. */
export async function buildCheckout(report: (line: string) => void): Promise<Built> {
  const [built] = await Promise.all([buildPlugins(ownPlugins(), report), buildStudio(report)])
  return built
}

/** Builds plugins, wherever they are, skipping those that are up to date; one that is broken keeps no other from it. */
export async function buildPlugins(dirs: readonly string[], report: (line: string) => void): Promise<Built> {
  const outcomes = await Promise.allSettled(dirs.map((dir) => buildOne(dir, report)))
  return {
    ready: dirs.filter((_, index) => outcomes[index]?.status === 'fulfilled'),
    failures: outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
  }
}

async function buildOne(dir: string, report: (line: string) => void): Promise<void> {
  const { name, built } = await buildPlugin(dir)
  if (built) report(say(`· 构建应用场景 ${name}`, `· built scenario ${name}`))
}

/** Where the studio's built files are. */
export const studioDir = path.join(checkout, 'studio/dist')

async function buildStudio(report: (line: string) => void): Promise<void> {
  const stamp = path.join(checkout, 'studio/node_modules/.cache/linli-build')
  const state = studioState()
  if (
    existsSync(path.join(studioDir, 'index.html')) &&
    (await readFile(stamp, 'utf8').catch(() => '')) === state
  )
    return
  report(say('· 构建工作台 …', '· building the studio …'))
  await vite()
  await mkdir(path.dirname(stamp), { recursive: true })
  await writeFile(stamp, state)
}

/** Sizes and times of every file the studio is made of. */
function studioState(): string {
  const files = globSync(
    [
      'studio/{src,public}/**/*',
      'studio/*.{ts,json,html}',
      'packages/{client,sdk,flow,kernel}/src/**/*.ts',
      'pnpm-lock.yaml',
    ],
    { cwd: checkout },
  )
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(path.join(checkout, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function vite(): Promise<void> {
  const cwd = path.join(checkout, 'studio')
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [path.join(cwd, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      { cwd, stdio: ['ignore', 2, 2] },
    )
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(sdkError('plugin.build', { plugin: 'studio', reason: `vite build: ${code}` })),
    )
  })
}
