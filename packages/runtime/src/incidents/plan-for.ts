import { type FlowDefinition, type Plan, planOf, standardFlow } from '@linli/flow'
import type { Json } from '@linli/kernel'
import { type Contract, hintFor } from '@linli/sdk'
import type { Kysely } from 'kysely'
import { runtimeError } from '../errors.ts'
import type { Database } from '../store/tables.ts'

/** The contracts of the plugins that are installed, in memory. */
export interface ContractSource {
  contract(plugin: string): Contract | undefined
}

/** The plan for a flow of an installation, with its settings in force; the standard flow where it names none that exists. */
export async function planFor(
  db: Kysely<Database>,
  contracts: ContractSource,
  installation: string | null,
  flow: string | null,
): Promise<Plan> {
  if (installation === null || flow === null) return planOf(standardFlow)
  const row = await db
    .selectFrom('installations')
    .leftJoin('releases', (join) =>
      join
        .onRef('releases.installation', '=', 'installations.id')
        .onRef('releases.number', '=', 'installations.release'),
    )
    .select(['installations.plugin', 'releases.config'])
    .where('installations.id', '=', installation)
    .executeTakeFirst()
  const flows: Readonly<Record<string, FlowDefinition>> = row
    ? (contracts.contract(row.plugin)?.flows ?? {})
    : {}
  const definition = Object.hasOwn(flows, flow) ? flows[flow] : undefined
  const { settings = {} } = (row?.config ?? {}) as { readonly settings?: Readonly<Record<string, Json>> }
  return definition ? planOf(definition, settings) : planOf(standardFlow)
}

/** Refuses a flow that the installation does not have. */
export async function requireFlow(
  db: Kysely<Database>,
  contracts: ContractSource,
  installation: string | null,
  flow: string | null,
): Promise<void> {
  if (flow === null) return
  const row = await db
    .selectFrom('installations')
    .select('plugin')
    .where('id', '=', installation ?? '')
    .executeTakeFirst()
  const known = Object.keys((row && contracts.contract(row.plugin)?.flows) ?? {})
  if (known.includes(flow)) return
  const hint = hintFor(flow, known)
  throw runtimeError('incident.unknown-flow', { installation: installation ?? '', flow, hint })
}
