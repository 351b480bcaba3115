import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { sandboxError } from '../errors.ts'
import { artifactNames, distFolder, packageFolder, sourceFolder } from './places.ts'

/** What a worker process needs. */
export interface Artifacts {
  /** Absolute path of the worker's script. */
  readonly worker: string
  /** Absolute path of isolated-vm's addon for this Node. */
  readonly addon: string
}

type ArtifactName = keyof typeof artifactNames

const pending = new Map<ArtifactName, Promise<void>>()
const kernelSource = join(packageFolder, '../kernel/src')

/** The worker's script and addon; in a checkout the script is built when missing or older than its sources. */
export async function loadArtifacts(): Promise<Artifacts> {
  await refresh('worker', [sourceFolder])
  return { worker: join(distFolder, artifactNames.worker), addon: findAddon() }
}

/** Our kernel as one script for the isolate, built like the worker's. */
export async function loadKernelScript(): Promise<string> {
  await refresh('kernel', [join(sourceFolder, 'guest'), kernelSource])
  return readFile(join(distFolder, artifactNames.kernel), 'utf8')
}

/** Our kernel's evaluation alone, as a bundle for the vendor host. */
export async function loadRulesScript(): Promise<string> {
  await refresh('rules', [join(sourceFolder, 'guest'), kernelSource])
  return readFile(join(distFolder, artifactNames.rules), 'utf8')
}

function refresh(name: ArtifactName, sources: readonly string[]): Promise<void> {
  const built = timeOf(join(distFolder, artifactNames[name]))
  const inCheckout = existsSync(join(packageFolder, 'build.ts')) && existsSync(kernelSource)
  const stale = built === 0 || (inCheckout && sources.some((folder) => newestIn(folder) > built))
  if (!stale) return Promise.resolve()
  const known = pending.get(name)
  if (known !== undefined) return known
  const building = rebuild(name).finally(() => pending.delete(name))
  pending.set(name, building)
  return building
}

async function rebuild(name: ArtifactName): Promise<void> {
  try {
    const { buildArtifact } = await import('./build.ts')
    await buildArtifact(name)
  } catch (error) {
    throw sandboxError(
      'sandbox.build',
      { detail: error instanceof Error ? error.message : String(error) },
      error,
    )
  }
}

function newestIn(folder: string): number {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.endsWith('.test.ts')) continue
    newest = Math.max(newest, timeOf(join(entry.parentPath, entry.name)))
  }
  return newest
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function findAddon(): string {
  const require = createRequire(import.meta.url)
  const folder = dirname(require.resolve('isolated-vm/package.json'))
  const fromThere = createRequire(join(folder, 'package.json'))
  const nodeGypBuild = fromThere('node-gyp-build') as { resolve(folder: string): string }
  return nodeGypBuild.resolve(folder)
}
