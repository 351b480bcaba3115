import { defaultLimits, type Limits } from '@linli/sandbox'
import type { Kysely, Transaction } from 'kysely'
import { json } from '../store/json.ts'
import type { Database } from '../store/tables.ts'

/** What an administrator allows a plugin differently from everybody's limits. */
export type PluginBudget = Partial<
  Pick<Limits, 'memoryMb' | 'processorShare' | 'itemsPerSecond' | 'outcomeCharacters'>
>

/** Least and most of each part; the sandbox's own limit is what holds where nothing is said. */
export const budgetBounds = {
  memoryMb: { least: 8, most: 256, usual: defaultLimits.memoryMb },
  processorShare: { least: 0.01, most: 1, usual: defaultLimits.processorShare },
  itemsPerSecond: { least: 1, most: 1_000_000, usual: defaultLimits.itemsPerSecond },
  outcomeCharacters: { least: 1000, most: 1_000_000, usual: defaultLimits.outcomeCharacters },
} as const satisfies Record<
  keyof PluginBudget,
  { readonly least: number; readonly most: number; readonly usual: number }
>

const prefix = 'plugin-budget:'

/** Every budget that was set, by plugin. */
export async function readBudgets(db: Kysely<Database>): Promise<ReadonlyMap<string, PluginBudget>> {
  const rows = await db.selectFrom('settings').selectAll().where('key', 'like', `${prefix}%`).execute()
  return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value as PluginBudget]))
}

/** Replaces a plugin's budget. */
export async function storeBudget(
  trx: Transaction<Database>,
  plugin: string,
  budget: PluginBudget,
): Promise<void> {
  await trx
    .insertInto('settings')
    .values({ key: `${prefix}${plugin}`, value: json(budget) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json(budget) }))
    .execute()
}
