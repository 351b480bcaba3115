import { type Bundle, checkBundle, type VendorHost } from '@linli/sandbox'
import { functionUses } from '@linli/sdk'
import { runtimeError } from '../errors.ts'
import { type PluginFiles, readPlugin, readStored, storePlugin } from '../installations/plugins.ts'
import type { Store } from '../store/store.ts'
import { type PluginBudget, readBudgets } from './budget.ts'

/** A plugin that was not taken, by its id or, where that cannot be read, its folder. */
export interface RefusedPlugin {
  readonly plugin: string
  readonly error: unknown
}

interface Parts {
  readonly store: Store
  readonly vendor: Pick<VendorHost, 'load' | 'missing' | 'unload'>
  readonly now: number
}

/** What came of it: every bundle that runs, and every plugin that was refused. */
export interface LoadedPlugins {
  readonly bundles: ReadonlyMap<string, Bundle>
  readonly refused: readonly RefusedPlugin[]
}

/**
 * Takes the plugins of these folders in and loads every stored one into the sandbox. One that cannot be read, whose
 * bundle is not acceptable or does not fit its contract is left out: the others, and an older version of it that is
 * stored, work on.
 */
export async function loadPlugins(dirs: readonly string[], parts: Parts): Promise<LoadedPlugins> {
  const { store, vendor, now } = parts
  const budgets = await readBudgets(store.db)
  const bundles = new Map<string, Bundle>()
  const refused: RefusedPlugin[] = []
  const take = async (files: PluginFiles): Promise<boolean> => {
    const bundle = bundleOf(files, budgets.get(files.contract.id))
    try {
      await admit(files, bundle, vendor)
      bundles.set(bundle.plugin, bundle)
      return true
    } catch (error) {
      refused.push({ plugin: bundle.plugin, error })
      return false
    }
  }
  const read = await Promise.allSettled(dirs.map(readPlugin))
  for (const [index, one] of read.entries()) {
    if (one.status === 'rejected') refused.push({ plugin: dirs[index] ?? '', error: one.reason })
    else if (await take(one.value)) await storePlugin(one.value, store, now)
  }
  const stored = await readStored(store)
  await Promise.all(stored.filter(({ contract }) => !bundles.has(contract.id)).map(take))
  return { bundles, refused }
}

/** A plugin's bundle as the sandbox takes it. */
export function bundleOf(
  { contract, version, domain, script, sourceMap }: PluginFiles,
  budget: PluginBudget | undefined,
): Bundle {
  return {
    plugin: contract.id,
    version,
    domain,
    script,
    ...(sourceMap === null ? {} : { sourceMap }),
    ...(budget === undefined ? {} : { limits: budget }),
  }
}

/** Loads a bundle that is acceptable and has every function that its contract names. */
async function admit({ contract }: PluginFiles, bundle: Bundle, vendor: Parts['vendor']): Promise<void> {
  checkBundle(bundle.plugin, bundle.script)
  await vendor.load(bundle)
  const uses = functionUses(contract)
  const missing = await vendor.missing(
    bundle.plugin,
    uses.map(({ part, name }) => `${part}.${name}`),
  )
  const use = uses.find(({ part, name }) => missing.includes(`${part}.${name}`))
  if (use === undefined) return
  await vendor.unload(bundle.plugin)
  throw runtimeError('plugin.lacks-function', {
    plugin: bundle.plugin,
    function: `${use.part}.${use.name}`,
    field: use.path,
  })
}
