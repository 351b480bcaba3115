import { roleTexts } from '@linli/flow'
import { useCallback } from 'react'
import { useGetList } from 'react-admin'
import type { Schemas } from '../api/client.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useSay } from '../i18n/words.ts'

type AccountRow = Schemas['Account']

/** Who can be dispatched to at a place: the accounts whose roles count there. */
export function useAccountsAt(place: string | null): readonly AccountRow[] {
  const { data } = useGetList<AccountRow>('accounts', {
    pagination: { page: 1, perPage: pageLimit },
    sort: { field: 'name', order: 'ASC' },
    filter: { state: 'active', ...(place ? { at: place } : {}) },
  })
  return data ?? []
}

/** The name of a role. */
export function useRoleName(): (role: string | null | undefined) => string {
  const say = useSay()
  return useCallback(
    (name) => (name ? say((roleTexts as Readonly<Record<string, unknown>>)[name], name) : ''),
    [say],
  )
}
