import { useQuery } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../api/client.ts'

/** A configured connection and how it stands. */
export type SourceRow = Schemas['Source']

/** A kind of source that an installed scenario knows. */
export type SourceSpec = Schemas['SourceSpec']

/** Every kind of source there is. */
export function useSourceSpecs(): readonly SourceSpec[] {
  const { data } = useQuery({
    queryKey: ['plugins', 'source-specs'],
    queryFn: () => answered(api.GET('/api/source-specs')),
  })
  return data?.items ?? []
}

/** The kind a source is of. */
export function specOf(source: SourceRow, specs: readonly SourceSpec[]): SourceSpec | undefined {
  return specs.find((one) => one.plugin === source.plugin && one.spec === source.spec)
}

/** What to enter on the device: the server knows the paths, the browser under which name it is reached. */
export function addressesOf({ connect }: SourceRow, origin = location.origin) {
  const { broker, topic, path } = connect
  const host = new URL(origin).hostname
  return {
    broker: broker?.replace('//0.0.0.0', `//${host}`) ?? null,
    topic,
    url: path === null ? null : `${path.startsWith('/ocpp') ? origin.replace(/^http/, 'ws') : origin}${path}`,
  }
}
