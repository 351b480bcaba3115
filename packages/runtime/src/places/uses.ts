import { sql } from 'kysely'
import type { PlaceRow, Trx } from './tree.ts'

/** How often a place is used, by what: one that is used at all is not removed. */
export interface PlaceUses {
  readonly places: number
  readonly devices: number
  readonly people: number
  readonly cases: number
  readonly accounts: number
}

/** Counts what stands at a place, lives there, happened there, or works there. */
export async function usesOf(trx: Trx, { id, path }: PlaceRow): Promise<PlaceUses> {
  const { rows } = await sql<PlaceUses>`select
    (select count(*)::int from places where parent = ${id}) as places,
    (select count(*)::int from devices where place = ${id}) as devices,
    (select count(*)::int from residences where place = ${id})
      + (select count(*)::int from people where path = ${path}) as people,
    (select count(*)::int from alerts where place = ${id})
      + (select count(*)::int from incidents where place = ${id}) as cases,
    (select count(*)::int from accounts
      where exists (select 1 from jsonb_to_recordset(accounts.roles) as held(role text, path text)
        where held.path = ${path})) as accounts`.execute(trx)
  return rows[0]!
}
