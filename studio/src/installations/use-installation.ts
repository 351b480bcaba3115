import { useGetList } from 'react-admin'
import { useOne } from '../api/use-one.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useSay } from '../i18n/words.ts'
import type { InstallationRow } from './installation.ts'

/** One installation with its contract; nothing while `id` is empty. */
export function useInstallation(id: string | null | undefined) {
  return useOne<InstallationRow>('installations', id)
}

/** All installations the reader may see. */
export function useInstallations() {
  return useGetList<InstallationRow>('installations', {
    pagination: { page: 1, perPage: pageLimit },
    sort: { field: 'title', order: 'ASC' },
  })
}

/** The name of an installation: its own, else its contract's. */
export function useInstallationTitle(): (installation: InstallationRow | undefined) => string {
  const say = useSay()
  return (installation) => say(installation?.contract?.title) || installation?.title || ''
}
