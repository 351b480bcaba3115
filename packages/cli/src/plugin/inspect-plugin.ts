import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { checkBundle } from '@linli/sandbox'
import {
  adviseContract,
  type Contract,
  checkContract,
  type Finding,
  finding,
  type Scenario,
  sdkError,
} from '@linli/sdk'
import { checkBehaviour, loadBehaviour } from './behaviour.ts'
import { type Bundles, bundlePlugin } from './bundle.ts'
import { idOfPackage } from './package-json.ts'

/** A plugin's source as its build would leave it, with everything wrong with it. */
export interface Inspection {
  readonly contract: Contract
  readonly behaviour: string
  readonly sourceMap: string
  readonly inputs: readonly string[]
  readonly findings: readonly Finding[]
  /** What may be installed all the same. */
  readonly warnings: readonly Finding[]
}

/** Where a plugin's builds keep what is theirs alone. */
export const cacheOf = (root: string): string => join(root, 'node_modules/.cache/linli')

/**
 * Bundles a plugin and looks at its contract and its functions. Fails with `plugin.entry`, `plugin.build`,
 * `plugin.load`, `plugin.no-scenario`, `plugin.not-bare` or `sandbox.bundle` where there is nothing to look at.
 */
export async function inspectPlugin(root: string, name: string): Promise<Inspection> {
  if (!existsSync(join(root, 'src/index.ts')))
    throw sdkError('plugin.entry', { plugin: name, file: 'src/index.ts' })
  await mkdir(cacheOf(root), { recursive: true })
  const { behaviour, sourceMap, scenario, inputs } = await bundlePlugin(root, name, cacheOf(root))
  checkBundle(name, behaviour)
  const contract = contractOf(scenario, name)
  const functions = loadBehaviour(behaviour, name)
  const wrong = checkContract(contract)
  const findings =
    wrong.length > 0 ? wrong : [...checkId(contract, name), ...checkBehaviour(contract, functions, name)]
  const warnings = wrong.length > 0 ? [] : adviseContract(contract)
  return { contract, behaviour, sourceMap, inputs, findings, warnings }
}

/** The contract as `contract.json` will hold it. */
function contractOf(scenario: Bundles['scenario'], plugin: string): Contract {
  const { $type, contract } = (scenario ?? {}) as Partial<Scenario>
  if ($type !== 'scenario/v1' || contract === undefined) throw sdkError('plugin.no-scenario', { plugin })
  return JSON.parse(JSON.stringify(contract)) as Contract
}

function checkId({ id }: Contract, plugin: string): readonly Finding[] {
  const expected = idOfPackage(plugin)
  return expected === null || id === expected ? [] : [finding('plugin.id', 'id', { plugin, id, expected })]
}
