import { useGetList } from 'react-admin'
import type { Schemas } from '../api/client.ts'
import { useContracts } from '../contract/use-contract.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useSay } from '../i18n/words.ts'

/** A device model of an installed scenario. */
export interface Model {
  readonly id: string
  readonly title: string
  /** The scenario it comes with. */
  readonly scenario: string
}

/** Every device model the installed scenarios bring. */
export function useModels(): readonly Model[] {
  const say = useSay()
  const { data } = useGetList<Schemas['Plugin']>('plugins', {
    pagination: { page: 1, perPage: pageLimit },
    sort: { field: 'id', order: 'ASC' },
  })
  const contracts = useContracts((data ?? []).map((plugin) => plugin.id))
  return [...contracts.values()].flatMap((contract) =>
    Object.entries(contract.devices).map(([name, model]) => ({
      id: `${contract.id}/${name}`,
      title: say(model.title, name),
      scenario: say(contract.title, contract.id),
    })),
  )
}
