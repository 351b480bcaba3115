import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { artifactNames, distFolder, sourceFolder } from './places.ts'

/** Bundles what runs outside the core into `dist`: the worker with the vendor guest's script, the kernel's, or that of `rules eval`. */
export async function buildArtifact(name: keyof typeof artifactNames): Promise<void> {
  const text =
    name === 'worker' ? await bundleWorker() : await bundleInstaller(join(sourceFolder, `guest/${name}.ts`))
  await mkdir(distFolder, { recursive: true })
  await put(artifactNames[name], text)
}

async function bundleWorker(): Promise<string> {
  const guest = await bundleInstaller(join(sourceFolder, 'guest/main.ts'))
  const worker = await build({
    entryPoints: [join(sourceFolder, 'worker/main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    define: { GUEST_SCRIPT: JSON.stringify(guest) },
    logLevel: 'silent',
  })
  return worker.outputFiles[0]?.text ?? ''
}

/** An entry that exports `install` as one expression whose value is what `install` returns; leaves no global behind. */
export async function bundleInstaller(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'iife',
    globalName: 'bundle',
    target: 'es2024',
    banner: { js: '(function () {"use strict";' },
    footer: { js: 'return bundle.install() })()' },
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}

/** Several processes may build at once: each writes beside and renames, so a reader never sees half a file. */
async function put(name: string, text: string): Promise<void> {
  const beside = join(distFolder, `.${name}.${process.pid}`)
  await writeFile(beside, text, { mode: 0o644 })
  await rename(beside, join(distFolder, name))
}
