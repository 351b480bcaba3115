import type { Millis, Scope } from './scope.ts'

/** A community: the partition of the pipeline. Its id is that of its place. */
export interface Communities {
  id: string
  path: string
  name: string
  createdAt: Millis
}

/** A node of the tree city → district → street → community → building → unit → room; a site is a spot beside the houses. Ids are unique everywhere. */
export interface Places extends Scope {
  id: string
  parent: string | null
  kind: 'city' | 'district' | 'street' | 'community' | 'building' | 'unit' | 'room' | 'site'
  name: string
  lat: number | null
  lng: number | null
}

/** A set of places that need not fit the tree: a residential estate, a grid. */
export interface Areas extends Scope {
  id: string
  kind: 'estate' | 'grid' | 'other'
  name: string
}

/** A place of an area. */
export interface AreaPlaces extends Scope {
  area: string
  place: string
}

/** A resident or contact; personal columns are declared in `personal.ts`. */
export interface People extends Scope {
  id: string
  name: string
  phone: string | null
  note: string | null
  createdAt: Millis
}

/** Who lives where, or owns or rents what, and when. */
export interface Residences extends Scope {
  id: string
  person: string
  place: string
  relation: 'owner' | 'tenant' | 'family' | 'other'
  from: Millis | null
  until: Millis | null
}
