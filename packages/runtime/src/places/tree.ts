import type { Selectable, Transaction } from 'kysely'
import { runtimeError } from '../errors.ts'
import type { Places } from '../store/tables/place.ts'
import type { Database } from '../store/tables.ts'
import { isAboveCommunities, mayStandIn, type PlaceKind } from './kinds.ts'
import { placeIdFor } from './place-id.ts'

export type Trx = Transaction<Database>
export type PlaceRow = Selectable<Places>

/** A place that is to be made; without an id it gets one. */
export interface NewPlace {
  readonly id?: string
  readonly kind: PlaceKind
  readonly name: string
  readonly lat: number | null
  readonly lng: number | null
}

/** The names of what lies above a community; those that are there are used, the others are made. */
export interface Above {
  readonly city?: string
  readonly district?: string
  readonly street?: string
}

/** The place with this id, or a coded refusal. */
export async function placeOf(trx: Trx, id: string): Promise<PlaceRow> {
  const row = await trx.selectFrom('places').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw runtimeError('device.no-place', { place: id })
  return row
}

/** How far down the named city, district and street are there, and which are missing. */
export async function findAbove(trx: Trx, above: Above) {
  let parent: PlaceRow | null = null
  const missing: NewPlace[] = []
  for (const kind of ['city', 'district', 'street'] as const) {
    const name = above[kind]
    if (name === undefined) continue
    const found: PlaceRow | undefined =
      missing.length > 0 ? undefined : await childNamed(trx, parentId(parent), name, kind)
    if (found) parent = found
    else missing.push({ kind, name, lat: null, lng: null })
  }
  return { parent, missing }
}

const parentId = (parent: PlaceRow | null) => parent?.id ?? null

/** The place of this name directly below another; null is the top of the tree. */
export function childNamed(
  trx: Trx,
  parent: string | null,
  name: string,
  kind?: PlaceKind,
): Promise<PlaceRow | undefined> {
  const named = trx.selectFrom('places').selectAll().where('name', '=', name)
  const below = parent === null ? named.where('parent', 'is', null) : named.where('parent', '=', parent)
  return (kind === undefined ? below : below.where('kind', '=', kind)).executeTakeFirst()
}

/** The row of a place that may be made below `parent`; its id is not among those taken. */
export function newPlaceRow(
  { kind, name, lat, lng, id: given }: NewPlace,
  parent: PlaceRow | null,
  taken: ReadonlySet<string>,
): PlaceRow {
  if (!mayStandIn(kind, parent?.kind ?? null))
    throw runtimeError('place.kind', { kind, parent: parent?.name ?? '/', parentKind: parent?.kind ?? '-' })
  const id = given ?? placeIdFor({ kind, name, parent: idBase(kind, parent) }, taken)
  if (taken.has(id)) throw runtimeError('place.exists', { place: id })
  return {
    id,
    kind,
    name,
    lat,
    lng,
    parent: parent?.id ?? null,
    path: parent === null ? id : `${parent.path}.${id}`,
    community: kind === 'community' ? id : (parent?.community ?? ''),
  }
}

/** Ids below a community begin with their parent's. */
const idBase = (kind: PlaceKind, parent: PlaceRow | null) =>
  kind === 'community' || isAboveCommunities(kind) ? null : (parent?.id ?? null)

/** Every id there is. */
export async function takenIds(trx: Trx): Promise<Set<string>> {
  const rows = await trx.selectFrom('places').select('id').execute()
  return new Set(rows.map((row) => row.id))
}

/** Nobody could tell two of one name below one parent apart. */
export async function refuseSameName(
  trx: Trx,
  { id, parent, name }: Pick<PlaceRow, 'id' | 'parent' | 'name'>,
): Promise<void> {
  const other = await childNamed(trx, parent, name)
  if (other && other.id !== id) throw runtimeError('place.name-taken', { name, place: other.id })
}
