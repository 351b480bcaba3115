import type { Bundle, PluginHealth, VendorHost } from '@linli/sandbox'
import { runtimeError } from '../errors.ts'
import type { By } from '../http/services.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'
import { type PluginBudget, storeBudget } from './budget.ts'
import type { RefusedPlugin } from './load-plugins.ts'
import type { PluginLog } from './plugin-log.ts'

/** How a plugin stands in the sandbox. */
export interface PluginStanding {
  readonly domain: string
  /** Null where it does not run. */
  readonly health: PluginHealth | null
  /** Why it was not taken, where it was not; an older version may run all the same. */
  readonly refused: unknown
}

/** The plugins as they run: looked at, resumed, given budgets. */
export interface PluginService {
  standing(plugin: string): PluginStanding
  readonly log: Pick<PluginLog, 'read' | 'dropped'>
  /** Ends a suspension; its alerts are taken back. */
  resume(plugin: string, by: By): Promise<void>
  /** Replaces what it may use; in force with its next call. */
  setBudget(plugin: string, budget: PluginBudget, by: By): Promise<void>
  /** Everything that does not run as it should, by plugin. */
  troubles(): ReadonlyMap<string, PluginStanding>
}

interface Parts {
  readonly store: Store
  readonly vendor: Pick<VendorHost, 'load' | 'resume' | 'health'>
  readonly bundles: ReadonlyMap<string, Bundle>
  readonly refused: readonly RefusedPlugin[]
  readonly log: PluginLog
  /** Told when a plugin runs again by somebody's hand. */
  readonly onResume: (plugin: string) => void
}

/** The service over what was loaded. */
export function createPlugins({
  store,
  vendor,
  bundles: loaded,
  refused,
  log,
  onResume,
}: Parts): PluginService {
  const bundles = new Map(loaded)

  function healthOf(plugin: string): PluginHealth | null {
    const running = vendor.health().workers.flatMap(({ plugins = [] }) => plugins)
    return running.find((one) => one.plugin === plugin) ?? null
  }

  function standing(plugin: string): PluginStanding {
    return {
      domain: bundles.get(plugin)?.domain ?? plugin,
      health: healthOf(plugin),
      refused: refused.find((one) => one.plugin === plugin)?.error ?? null,
    }
  }

  function find(plugin: string): Bundle {
    const bundle = bundles.get(plugin)
    if (bundle === undefined) throw runtimeError('plugin.not-running', { plugin })
    return bundle
  }

  async function written(plugin: string, action: string, detail: unknown, by: By, budget?: PluginBudget) {
    await store.transaction(async (trx) => {
      if (budget !== undefined) await storeBudget(trx, plugin, budget)
      const entry = { actor: by.account, action: `plugin.${action}`, subject: plugin, detail }
      await appendAudit(trx, { community: '', path: '', at: by.at, ...entry })
      await recordChanges(trx, [
        { community: '', path: '', resource: 'plugins', id: plugin, op: 'update', at: by.at },
      ])
    })
  }

  return {
    standing,
    log,
    async resume(plugin, by) {
      find(plugin)
      await written(plugin, 'resume', {}, by)
      vendor.resume(plugin)
      onResume(plugin)
    },
    async setBudget(plugin, budget, by) {
      const bundle = { ...find(plugin), limits: budget }
      await written(plugin, 'budget', budget, by, budget)
      await vendor.load(bundle)
      bundles.set(plugin, bundle)
      onResume(plugin)
    },
    troubles() {
      const names = new Set([...bundles.keys(), ...refused.map(({ plugin }) => plugin)])
      const standings = [...names].map((plugin) => [plugin, standing(plugin)] as const)
      return new Map(
        standings.filter(([, { health, refused }]) => refused !== null || health?.state === 'suspended'),
      )
    },
  }
}
