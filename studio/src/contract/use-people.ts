import { useCallback, useMemo } from 'react'
import { useGetList } from 'react-admin'
import { roleTexts } from '@linli/flow'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useSay, useWords } from '../i18n/words.ts'

/** An account as others see it. */
export interface AccountRow {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly roles: readonly { readonly role: string; readonly path?: string }[]
}

/** The accounts the reader may see. */
export function useAccounts(): readonly AccountRow[] {
  const { data } = useGetList<AccountRow>(
    'accounts',
    { pagination: { page: 1, perPage: pageLimit }, sort: { field: 'name', order: 'ASC' } },
    { retry: false },
  )
  return data ?? []
}

/** Names of accounts and roles; an account that is not visible keeps its id, the platform is 系统. */
export function useNames(): {
  readonly account: (id: string | null | undefined) => string
  readonly role: (role: string | null | undefined) => string
} {
  const t = useWords()
  const say = useSay()
  const accounts = useAccounts()
  const byId = useMemo(() => new Map(accounts.map((account) => [account.id, account.name || account.login])), [accounts])
  const account = useCallback(
    (id: string | null | undefined) => (id && id !== 'system' ? (byId.get(id) ?? id) : t('incidents.system')),
    [byId, t],
  )
  const role = useCallback(
    (name: string | null | undefined) => (name ? say((roleTexts as Readonly<Record<string, unknown>>)[name], name) : ''),
    [say],
  )
  return { account, role }
}
