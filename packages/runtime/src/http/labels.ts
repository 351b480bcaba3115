import type { Kysely } from 'kysely'
import { virtualParts } from '../access/public-id.ts'
import type { Database } from '../store/tables.ts'

/** Names for the ids of a page, so that no reader has to ask row by row. */
export interface Labels {
  /** `3号楼 1单元 302`, from the building down; the place's own name above that. */
  place(id: string | null): string | null
  /** Of a record, what its key names: the place or device it is kept for; null where that is something else. */
  device(id: string | null): string | null
  account(id: string | null): string | null
}

interface Wanted {
  readonly place?: string | null
  readonly device?: string | null
  readonly accounts?: readonly (string | null)[]
}

/** Looks up the names of everything some rows refer to, in one query a kind. */
export async function labelsFor(db: Kysely<Database>, rows: readonly Wanted[]): Promise<Labels> {
  const keys = rows.map((row) => virtualParts(row.device ?? '')?.key)
  const [places, devices, accounts] = [
    await placeLabels(db, idsOf([...rows.map((row) => row.place), ...keys])),
    await names(db, 'devices', idsOf([...rows.map((row) => row.device), ...keys])),
    await names(db, 'accounts', idsOf(rows.flatMap((row) => row.accounts ?? []))),
  ]
  const reader = (from: ReadonlyMap<string, string>) => (id: string | null) =>
    id === null ? null : (from.get(id) ?? id)
  const keptFor = (key: string) => places.get(key) ?? devices.get(key) ?? null
  const device = (id: string | null) => {
    const parts = virtualParts(id ?? '')
    return parts ? keptFor(parts.key) : reader(devices)(id)
  }
  return { place: reader(places), device, account: reader(accounts) }
}

function idsOf(ids: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null && id !== undefined))]
}

async function names(
  db: Kysely<Database>,
  table: 'devices' | 'accounts',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

const inner: readonly string[] = ['building', 'unit', 'room', 'site']

async function placeLabels(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const wanted = await db
    .selectFrom('places')
    .select(['id', 'path', 'name', 'kind'])
    .where('id', 'in', ids)
    .execute()
  const ancestors = [...new Set(wanted.flatMap((place) => place.path.split('.')))]
  if (ancestors.length === 0) return new Map()
  const nodes = await db
    .selectFrom('places')
    .select(['id', 'name', 'kind'])
    .where('id', 'in', ancestors)
    .execute()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return new Map(
    wanted.map((place) => {
      const parts = place.path.split('.').flatMap((id) => byId.get(id) ?? [])
      const shown = parts.filter((part) => inner.includes(part.kind)).map((part) => part.name)
      return [place.id, shown.join(' ') || place.name]
    }),
  )
}
