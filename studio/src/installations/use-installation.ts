import { useQuery } from '@tanstack/react-query'
import { useGetList } from 'react-admin'
import { oneQuery } from '../api/use-one.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { type InstallationRow, installationOf } from './installation.ts'

/** One installation with its contract; nothing while `id` is empty. */
export function useInstallation(id: string | null | undefined) {
  return useQuery({ ...oneQuery('installations', id), select: installationOf })
}

/** All installations the reader may see. */
export function useInstallations() {
  return useGetList<InstallationRow>('installations', {
    pagination: { page: 1, perPage: pageLimit },
    sort: { field: 'title', order: 'ASC' },
  })
}
