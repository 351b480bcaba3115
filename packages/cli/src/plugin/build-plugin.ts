import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Finding, sdkError } from '@linli/sdk'
import { isFresh, rememberInputs } from './freshness.ts'
import { cacheOf, inspectPlugin } from './inspect-plugin.ts'
import { readPackage } from './package-json.ts'

/** What a build left in `dist`. */
export interface BuiltPlugin {
  readonly name: string
  readonly version: string
  readonly contractFile: string
  readonly behaviourFile: string
  /** False where `dist` was up to date already. */
  readonly built: boolean
}

/**
 * Makes `dist/contract.json` and `dist/behaviour.js` (with its source map) from a plugin's `src/index.ts`; does nothing where no input
 * changed. Fails with a `plugin.*` code, `plugin.invalid` for one whose `findings` say more; `dist` then stays as
 * it was.
 */
export async function buildPlugin(
  dir: string,
  options: { readonly force?: boolean } = {},
): Promise<BuiltPlugin> {
  const root = resolve(dir)
  const { name, version } = await readPackage(root)
  const dist = join(root, 'dist')
  const files = { contractFile: join(dist, 'contract.json'), behaviourFile: join(dist, 'behaviour.js') }
  const mapFile = join(dist, 'behaviour.js.map')
  const fresh = !options.force && (await isFresh(cacheOf(root), [...Object.values(files), mapFile]))
  if (fresh) return { name, version, ...files, built: false }
  const { contract, behaviour, sourceMap, inputs, findings } = await inspectPlugin(root, name)
  refuse(name, findings)
  await mkdir(dist, { recursive: true })
  await replaceFile(files.contractFile, `${JSON.stringify(contract, null, 2)}\n`)
  await replaceFile(mapFile, sourceMap)
  await replaceFile(files.behaviourFile, behaviour)
  await rememberInputs(cacheOf(root), [...inputs, join(root, 'package.json')])
  return { name, version, ...files, built: true }
}

function refuse(plugin: string, findings: readonly Finding[]): void {
  const [first] = findings
  if (first === undefined) return
  throw sdkError(
    'plugin.invalid',
    { plugin, count: String(findings.length), first: first.text },
    { findings },
  )
}

/** Readers see the old file or the new one, never half of one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`
  await writeFile(draft, text)
  await rename(draft, file)
}
