import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Contract, readContract, type Scenario, sdkError } from '@linli/sdk'
import { bundlePlugin } from './bundle.ts'
import { isFresh, rememberInputs } from './freshness.ts'
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
 * Makes `dist/contract.json` and `dist/behaviour.js` from a plugin's `src/index.ts`; does nothing where no input
 * changed. Fails with `plugin.*` or `contract.invalid`; `dist` then stays as it was.
 */
export async function buildPlugin(
  dir: string,
  options: { readonly force?: boolean } = {},
): Promise<BuiltPlugin> {
  const root = resolve(dir)
  const { name, version } = await readPackage(root)
  const dist = join(root, 'dist')
  const outputs = { contractFile: join(dist, 'contract.json'), behaviourFile: join(dist, 'behaviour.js') }
  const cache = join(root, 'node_modules/.cache/linli')
  if (!options.force && (await isFresh(cache, Object.values(outputs))))
    return { name, version, ...outputs, built: false }
  if (!existsSync(join(root, 'src/index.ts')))
    throw sdkError('plugin.entry', { plugin: name, file: 'src/index.ts' })
  await mkdir(cache, { recursive: true })
  const { behaviour, scenario, inputs } = await bundlePlugin(root, name, cache)
  const contract = readContract(JSON.parse(JSON.stringify(contractOf(scenario, name))))
  await mkdir(dist, { recursive: true })
  await replaceFile(outputs.contractFile, `${JSON.stringify(contract, null, 2)}\n`)
  await replaceFile(outputs.behaviourFile, behaviour)
  await rememberInputs(cache, [...inputs, join(root, 'package.json')])
  return { name, version, ...outputs, built: true }
}

function contractOf(scenario: unknown, plugin: string): Contract {
  const { $type, contract } = (scenario ?? {}) as Partial<Scenario>
  if ($type !== 'scenario/v1' || contract === undefined) throw sdkError('plugin.no-scenario', { plugin })
  return contract
}

/** Readers see the old file or the new one, never half of one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  await writeFile(draft, text)
  await rename(draft, file)
}
