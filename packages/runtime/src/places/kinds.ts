import type { Places } from '../store/tables/place.ts'

/** What a place is. */
export type PlaceKind = Places['kind']

/** Every kind, from the top of the tree down; a site is a spot outside the houses: a gate, a bicycle shed, a square. */
export const placeKinds = [
  'city',
  'district',
  'street',
  'community',
  'building',
  'unit',
  'room',
  'site',
] as const satisfies readonly PlaceKind[]

const above: readonly PlaceKind[] = ['city', 'district', 'street']

/** Whether it stands above communities. */
export function isAboveCommunities(kind: PlaceKind): boolean {
  return above.includes(kind)
}

/** Whether a place of one kind may stand directly below another; null is the top of the tree. Levels may be left out. */
export function mayStandIn(kind: PlaceKind, parent: PlaceKind | null): boolean {
  if (kind === 'community' || isAboveCommunities(kind))
    return parent === null || (isAboveCommunities(parent) && rank(parent) < rank(kind))
  if (parent === null || isAboveCommunities(parent) || parent === 'site') return false
  return kind === 'site' ? parent !== 'room' : rank(parent) < rank(kind)
}

function rank(kind: PlaceKind): number {
  return placeKinds.indexOf(kind)
}
