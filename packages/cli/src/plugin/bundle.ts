import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sdkError } from '@linli/sdk'
import type { Options } from 'tsup'
import { readScenario } from './read-scenario.ts'

type BundlePlugin = NonNullable<Options['esbuildPlugins']>[number]

/** What bundling a plugin gives, before anything is checked or written to `dist`. */
export interface Bundles {
  /** The script for the sandbox. */
  readonly behaviour: string
  /** Its source map, as JSON: the author's files by their paths within the plugin, without their text. */
  readonly sourceMap: string
  /** The default export of `src/index.ts` as data: made by the plugin's own SDK, or by ours where it brings none. */
  readonly scenario: unknown
  /** Every file the outcome depends on. */
  readonly inputs: readonly string[]
}

/**
 * Bundles a plugin twice: for the sandbox (one script, the SDK replaced by its guest) and for this process, to
 * read the contract (a bundle too, so that a changed file is never served from the module cache).
 * Fails with `plugin.build` or `plugin.load`.
 */
export async function bundlePlugin(dir: string, name: string, cache: string): Promise<Bundles> {
  const scratch = await mkdtemp(join(cache, 'build-'))
  const inputs = new Set<string>()
  try {
    await Promise.all([
      bundle(dir, scratch, {
        entry: { behaviour: join(dir, 'src/index.ts') },
        format: 'iife',
        platform: 'neutral',
        target: 'es2023',
        globalName: 'scenario',
        footer: { js: handOver },
        sourcemap: true,
        noExternal: [/.*/],
        esbuildPlugins: [guestSdk, noteInputs(inputs)],
      }),
      bundle(dir, scratch, {
        entry: { scenario: join(dir, 'src/index.ts') },
        format: 'esm',
        platform: 'node',
        target: 'node24',
        noExternal: [/.*/],
        esbuildPlugins: [theirSdkOrOurs(dir), noteInputs(inputs)],
      }),
    ]).catch((cause: unknown) => {
      throw sdkError('plugin.build', { plugin: name, reason: buildReason(cause) }, { cause })
    })
    const behaviour = await readFile(join(scratch, 'behaviour.js'), 'utf8')
    const sourceMap = withoutTexts(await readFile(join(scratch, 'behaviour.js.map'), 'utf8'), scratch, dir)
    const scenario = await readScenario(join(scratch, 'scenario.js'), name)
    return { behaviour, sourceMap, scenario, inputs: [...inputs].sort() }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Paths as the author knows them, and none of the sources' text: it is on the author's machine. */
function withoutTexts(text: string, scratch: string, dir: string): string {
  const { sourcesContent: _, ...map } = JSON.parse(text) as {
    sources: string[]
    sourcesContent?: unknown
  }
  const sources = map.sources.map((source) =>
    source.startsWith('linli-sdk:') ? '@linli/sdk' : relative(dir, resolve(scratch, source)),
  )
  return JSON.stringify({ ...map, sources })
}

/** Leaves exactly the functions for the sandbox, whatever else the plugin exports. */
const handOver =
  'globalThis.linli = (({ codecs, functions, reducers }) => ({ codecs, functions, reducers }))(scenario.default ?? {})'

async function bundle(dir: string, outDir: string, options: Options): Promise<void> {
  const { build } = await import('tsup')
  await build({
    config: false,
    silent: true,
    clean: false,
    dts: false,
    splitting: false,
    removeNodeProtocol: false,
    outDir,
    outExtension: () => ({ js: '.js' }),
    esbuildOptions: (esbuild) => {
      esbuild.absWorkingDir = dir
      esbuild.logLevel = 'silent'
    },
    ...options,
  })
}

const guestFile = fileURLToPath(import.meta.resolve('@linli/sdk/guest'))

/** Outside the sandbox `@linli/sdk` is the one the plugin has installed; a plugin that stands alone gets this one. */
const theirSdkOrOurs = (dir: string): BundlePlugin => ({
  name: 'linli-sdk',
  setup(build) {
    build.onResolve({ filter: /^@linli\/sdk$/ }, () => ({ path: findSdk(dir), external: true }))
  },
})

function findSdk(dir: string): string {
  try {
    return pathToFileURL(createRequire(join(dir, 'src/index.ts')).resolve('@linli/sdk')).href
  } catch {
    return import.meta.resolve('@linli/sdk')
  }
}

/** Inside the sandbox `@linli/sdk` is its small guest, so that no schema library is bundled. */
const guestSdk: BundlePlugin = {
  name: 'linli-guest-sdk',
  setup(build) {
    build.onResolve({ filter: /^@linli\/sdk$/ }, () => ({ path: 'guest', namespace: 'linli-sdk' }))
    build.onLoad({ filter: /.*/, namespace: 'linli-sdk' }, async () => ({
      contents: await readFile(guestFile, 'utf8'),
      loader: guestFile.endsWith('.ts') ? 'ts' : 'js',
      watchFiles: [guestFile],
    }))
  },
}

const noteInputs = (inputs: Set<string>): BundlePlugin => ({
  name: 'linli-inputs',
  setup(build) {
    const base = build.initialOptions.absWorkingDir ?? process.cwd()
    build.onEnd(({ metafile }) => {
      for (const file of Object.keys(metafile?.inputs ?? {}))
        inputs.add(file.startsWith('linli-sdk:') ? guestFile : resolve(base, file))
    })
  },
})

interface BuildMessage {
  readonly text: string
  readonly location: { readonly file: string; readonly line: number } | null
}

function buildReason(cause: unknown): string {
  const [first] = (cause as { readonly errors?: readonly BuildMessage[] }).errors ?? []
  if (first === undefined) return cause instanceof Error ? cause.message : String(cause)
  return first.location === null
    ? first.text
    : `${first.text} (${relative('.', first.location.file)}:${first.location.line})`
}
