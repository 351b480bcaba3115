import { useQuery } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client.ts'

/** What there is one of, by resource. */
interface Ones {
  accounts: Schemas['Account']
  alerts: Schemas['AlertDetail']
  'dead-letters': Schemas['DeadLetterDetail']
  devices: Schemas['Device']
  incidents: Schemas['IncidentDetail']
  installations: Schemas['InstallationDetail']
  plugins: Schemas['PluginDetail']
  sources: Schemas['Source']
  submissions: Schemas['Submission']
}

/**
 * The query for one thing, whole. react-admin's own hook would first show the row of a list for it, which lacks what
 * only one thing has (steps, timeline, contract). Kept fresh by the live stream: its key begins with the resource.
 */
export function oneQuery<Name extends keyof Ones>(resource: Name, id: string | null | undefined) {
  return {
    queryKey: [resource, 'one', id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      // All of these paths have the same form; `Ones` says what each gives.
      answered(
        api.GET(`/api/${resource}/{id}` as '/api/devices/{id}', {
          params: { path: { id: id ?? '' } },
          signal,
        }),
      ) as Promise<unknown> as Promise<Ones[Name]>,
    enabled: Boolean(id),
  }
}

/** One thing, whole; nothing is asked while `id` is empty. */
export function useOne<Name extends keyof Ones>(resource: Name, id: string | null | undefined) {
  return useQuery(oneQuery(resource, id))
}
