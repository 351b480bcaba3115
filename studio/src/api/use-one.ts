import { useQuery } from '@tanstack/react-query'
import { call } from './call.ts'

/**
 * One thing, whole. react-admin's own hook would first show the row of a list for it, which lacks what only one
 * thing has (steps, timeline, contract). Kept fresh by the live stream: its key begins with the resource.
 */
export function useOne<Row>(resource: string, id: string | null | undefined) {
  return useQuery({
    queryKey: [resource, 'one', id],
    queryFn: ({ signal }) => call<Row>('GET', `${resource}/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: Boolean(id),
  })
}
