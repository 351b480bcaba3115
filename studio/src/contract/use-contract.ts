import type { Contract } from '@linli/sdk'
import { useQueries, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'

interface PluginRow {
  readonly id: string
  readonly version: string
  readonly contract: Contract
}

const contractQuery = (plugin: string) => ({
  queryKey: ['plugins', 'getOne', { id: plugin }],
  queryFn: () => call<PluginRow>('GET', `plugins/${encodeURIComponent(plugin)}`),
  staleTime: 300_000,
})

/** The contract of a plugin: all that the studio knows of a scenario. */
export function useContract(plugin: string | null | undefined): Contract | undefined {
  return useQuery({ ...contractQuery(plugin ?? ''), enabled: Boolean(plugin) }).data?.contract
}

/** The contracts of several plugins, by id; those still on their way are missing. */
export function useContracts(plugins: readonly string[]): ReadonlyMap<string, Contract> {
  const unique = [...new Set(plugins)].sort()
  return useQueries({
    queries: unique.map(contractQuery),
    combine: (results) =>
      new Map(results.flatMap((one) => (one.data ? [[one.data.id, one.data.contract] as const] : []))),
  })
}

/** `plugin/model` taken apart. */
export function modelName(model: string): { readonly plugin: string; readonly name: string } {
  const slash = model.indexOf('/')
  return { plugin: model.slice(0, slash), name: model.slice(slash + 1) }
}
