import { useCallback, useMemo } from 'react'
import { useGetList } from 'react-admin'
import type { Schemas } from '../api/client.ts'
import { pageLimit } from '../data-provider/data-provider.ts'

/** A node of the tree city → district → street → community → building → unit → room. */
export type PlaceRow = Schemas['Place']

/** The places the reader may see, and their names along a path. */
export function usePlaces(): {
  readonly places: readonly PlaceRow[]
  /** 南湖社区 3 号楼 2 单元, from the community downward. */
  readonly words: (place: string | null | undefined) => string
} {
  const { data } = useGetList<PlaceRow>('places', {
    pagination: { page: 1, perPage: pageLimit * 10 },
    sort: { field: 'path', order: 'ASC' },
  })
  const byId = useMemo(() => new Map((data ?? []).map((place) => [place.id, place])), [data])
  const words = useCallback(
    (place: string | null | undefined) => (place ? pathWords(place, byId) : ''),
    [byId],
  )
  return { places: data ?? [], words }
}

const above = new Set(['city', 'district', 'street'])

/** The names from the community down to a place; takes an id or a whole path. */
export function pathWords(place: string, byId: ReadonlyMap<string, PlaceRow>): string {
  const last = place.split('.').at(-1) ?? place
  const names: string[] = []
  for (
    let node = byId.get(place) ?? byId.get(last);
    node;
    node = node.parent ? byId.get(node.parent) : undefined
  )
    if (!above.has(node.kind) || names.length === 0) names.unshift(node.name)
  return names.join(' ') || last
}
