import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Contract, readContract } from '@linli/sdk'
import { runtimeError } from '../errors.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'

/** A plugin as it lies on disk: the contract read as data, the behaviour as text that this process never runs. */
export interface PluginFiles {
  readonly contract: Contract
  readonly version: string
  /** Trust domain: plugins of one npm scope share it, every other package stands alone. */
  readonly domain: string
  readonly script: string
  /** The script's source map, where the build left one. */
  readonly sourceMap: string | null
}

/** Reads and checks a built plugin package. */
export async function readPlugin(dir: string): Promise<PluginFiles> {
  const [manifest, contract, script] = await Promise.all(
    ['package.json', 'dist/contract.json', 'dist/behaviour.js'].map((file) => readText(dir, file)),
  )
  const { name, version } = JSON.parse(manifest ?? '{}') as { name: string; version: string }
  return {
    contract: readContract(JSON.parse(contract ?? 'null')),
    version,
    domain: domainOf(name),
    script: script ?? '',
    sourceMap: await readFile(path.join(dir, 'dist/behaviour.js.map'), 'utf8').catch(() => null),
  }
}

async function readText(dir: string, file: string): Promise<string> {
  return readFile(path.join(dir, file), 'utf8').catch((cause) => {
    throw runtimeError('plugin.unreadable', { dir, file }, { cause })
  })
}

const domainOf = (packageName: string) =>
  packageName.startsWith('@') ? (packageName.split('/')[0] ?? packageName) : packageName

/** Stores a plugin, or its new version. Returns whether anything changed. */
export async function storePlugin(
  { contract, version, domain, script, sourceMap }: PluginFiles,
  store: Store,
  now: number,
): Promise<boolean> {
  const hash = createHash('sha256')
    .update(JSON.stringify(contract))
    .update(script)
    .update(`\n${domain}\n${sourceMap ?? ''}`)
    .digest('hex')
  const known = await store.db
    .selectFrom('plugins')
    .select('hash')
    .where('id', '=', contract.id)
    .executeTakeFirst()
  if (known?.hash === hash) return false
  const row = { contract: json(contract), bundle: script, domain, sourceMap, hash, installedAt: now }
  await store.db
    .insertInto('plugins')
    .values({ id: contract.id, version, ...row })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doUpdateSet(row))
    .execute()
  return true
}

/** The newest stored version of every plugin. */
export async function readStored(store: Store): Promise<readonly PluginFiles[]> {
  const rows = await store.db
    .selectFrom('plugins')
    .select(['id', 'contract', 'version', 'bundle', 'domain', 'sourceMap'])
    .distinctOn('id')
    .orderBy('id')
    .orderBy('installedAt', 'desc')
    .execute()
  return rows.map(({ id, contract, version, bundle, domain, sourceMap }) => ({
    contract,
    version,
    domain: domain ?? id,
    script: bundle,
    sourceMap,
  }))
}
