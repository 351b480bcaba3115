import { sql } from 'kysely'
import { runtimeError } from '../errors.ts'
import type { By } from '../http/services.ts'
import type { ImportReport } from '../imports/report.ts'
import type { Roster } from '../installations/roster.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { chunks } from '../store/chunks.ts'
import type { Store } from '../store/store.ts'
import { planPlaces } from './import-places.ts'
import {
  type Above,
  findAbove,
  type NewPlace,
  newPlaceRow,
  type PlaceRow,
  placeOf,
  refuseSameName,
  type Trx,
  takenIds,
} from './tree.ts'
import { usesOf } from './uses.ts'

/** Builds and tends the tree of places. Refusals are coded errors; the pipeline knows a community as soon as the call returns. */
export interface PlaceService {
  /** Makes a community and what is missing above it; `permit` is asked for the path of what is there already. Returns its id. */
  createCommunity(
    input: { readonly id?: string; readonly name: string; readonly above: Above },
    by: By,
    permit: (path: string) => void,
  ): Promise<string>
  renameCommunity(id: string, name: string, by: By): Promise<void>
  /** Returns the new place's id. */
  create(input: NewPlace & { readonly parent: string | null }, by: By): Promise<string>
  update(
    id: string,
    change: { readonly name?: string; readonly lat?: number | null; readonly lng?: number | null },
    by: By,
  ): Promise<void>
  /** Removes a place that nothing and nobody uses. */
  remove(id: string, by: By): Promise<void>
  /** Adds the places of a CSV table below a community: all of them, or none. */
  import(
    input: { readonly community: string; readonly table: string; readonly dryRun: boolean },
    by: By,
  ): Promise<ImportReport>
}

/** What happened to a place or a community. */
interface Note {
  readonly row: PlaceRow
  readonly resource: 'places' | 'communities'
  /** An import stands once in the audit, and each of its places in the change feed. */
  readonly op: 'create' | 'update' | 'delete' | 'import'
  readonly detail?: unknown
}

/** The service over its store. */
export function createPlaces(store: Store, roster: Roster): PlaceService {
  /** One writer of the tree at a time: ids and names are checked before they are taken. */
  const write = <Result>(by: By, work: (trx: Trx, note: (note: Note) => void) => Promise<Result>) =>
    store.transaction(async (trx) => {
      await sql`lock table places in share row exclusive mode`.execute(trx)
      const notes: Note[] = []
      const result = await work(trx, (note) => notes.push(note))
      await writeDown(trx, notes, by)
      return result
    })

  return {
    async createCommunity({ id, name, above }, by, permit) {
      const made = await write(by, async (trx, note) => {
        const standing = await findAbove(trx, above)
        permit(standing.parent?.path ?? '')
        const taken = await takenIds(trx)
        let { parent } = standing
        for (const missing of standing.missing) {
          parent = newPlaceRow(missing, parent, taken)
          taken.add(parent.id)
          await trx.insertInto('places').values(parent).execute()
          note({ row: parent, resource: 'places', op: 'create', detail: missing })
        }
        const place = { ...(id === undefined ? {} : { id }), kind: 'community' as const, name, ...nowhere }
        const row = newPlaceRow(place, parent, taken)
        await refuseSameName(trx, row)
        await trx.insertInto('places').values(row).execute()
        await trx
          .insertInto('communities')
          .values({ id: row.id, path: row.path, name, createdAt: by.at })
          .execute()
        note({ row, resource: 'communities', op: 'create', detail: { name } })
        note({ row, resource: 'places', op: 'create', detail: { name } })
        return row.id
      })
      await roster.reload()
      return made
    },

    renameCommunity: (id, name, by) =>
      write(by, async (trx, note) => {
        const row = await placeOf(trx, id)
        await refuseSameName(trx, { ...row, name })
        await trx.updateTable('communities').set({ name }).where('id', '=', id).execute()
        await trx.updateTable('places').set({ name }).where('id', '=', id).execute()
        note({ row, resource: 'communities', op: 'update', detail: { name } })
        note({ row, resource: 'places', op: 'update', detail: { name } })
      }),

    create: (input, by) =>
      write(by, async (trx, note) => {
        refuseCommunity(input)
        const parent = input.parent === null ? null : await placeOf(trx, input.parent)
        const row = newPlaceRow(input, parent, await takenIds(trx))
        await refuseSameName(trx, row)
        await trx.insertInto('places').values(row).execute()
        note({ row, resource: 'places', op: 'create', detail: { kind: row.kind, name: row.name } })
        return row.id
      }),

    update: (id, change, by) =>
      write(by, async (trx, note) => {
        const row = await placeOf(trx, id)
        if (change.name !== undefined) {
          refuseCommunity(row)
          await refuseSameName(trx, { ...row, name: change.name })
        }
        if (Object.keys(change).length === 0) return
        await trx.updateTable('places').set(change).where('id', '=', id).execute()
        note({ row, resource: 'places', op: 'update', detail: change })
      }),

    remove: (id, by) =>
      write(by, async (trx, note) => {
        const row = await placeOf(trx, id)
        refuseCommunity(row)
        const uses = await usesOf(trx, row)
        if (Object.values(uses).some((count) => count > 0))
          throw runtimeError('place.in-use', { place: row.name, ...uses })
        await trx.deleteFrom('places').where('id', '=', id).execute()
        note({ row, resource: 'places', op: 'delete', detail: { name: row.name, kind: row.kind } })
      }),

    import: ({ community, table, dryRun }, by) =>
      write(by, async (trx, note) => {
        const root = await placeOf(trx, community)
        const plan = await planPlaces(trx, root, table, dryRun)
        if (dryRun) return plan.report
        for (const some of chunks(plan.rows)) await trx.insertInto('places').values(some).execute()
        note({ row: root, resource: 'places', op: 'import', detail: { created: plan.rows.length } })
        for (const row of plan.rows) note({ row, resource: 'places', op: 'create' })
        return plan.report
      }),
  }
}

const nowhere = { lat: null, lng: null } as const

/** A community is more than its place: it is made and named among communities, and stays. */
function refuseCommunity({ kind, name }: Pick<NewPlace, 'kind' | 'name'>): void {
  if (kind === 'community') throw runtimeError('place.community', { place: name })
}

async function writeDown(trx: Trx, notes: readonly Note[], { account, at }: By): Promise<void> {
  for (const { row, resource, op, detail } of notes) {
    if (detail === undefined) continue
    const action = `${resource === 'places' ? 'place' : 'community'}.${op}`
    const { community, path, id } = row
    await appendAudit(trx, { community, path, at, actor: account, action, subject: id, detail })
  }
  await recordChanges(
    trx,
    notes.flatMap(({ row: { community, path, id }, resource, op }) =>
      op === 'import' ? [] : [{ community, path, resource, id, op, at }],
    ),
  )
}
