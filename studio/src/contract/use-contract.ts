import type { Contract } from '@linli/sdk'
import { useQueries, useQuery } from '@tanstack/react-query'
import { oneQuery } from '../api/use-one.ts'

const contractQuery = (plugin: string | null | undefined) => ({
  ...oneQuery('plugins', plugin),
  staleTime: 300_000,
})

/** The contract of a plugin: all that the studio knows of a scenario. The server has checked it. */
export function useContract(plugin: string | null | undefined): Contract | undefined {
  return useQuery(contractQuery(plugin)).data?.contract as Contract | undefined
}

/** The contracts of several plugins, by id; those still on their way are missing. */
export function useContracts(plugins: readonly string[]): ReadonlyMap<string, Contract> {
  const unique = [...new Set(plugins)].sort()
  return useQueries({
    queries: unique.map(contractQuery),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }) =>
          data ? [[data.id, data.contract as unknown as Contract] as const] : [],
        ),
      ),
  })
}

/** `plugin/model` taken apart. */
export function modelName(model: string): { readonly plugin: string; readonly name: string } {
  const slash = model.indexOf('/')
  return { plugin: model.slice(0, slash), name: model.slice(slash + 1) }
}
