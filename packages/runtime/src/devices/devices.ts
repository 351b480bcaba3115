import { runtimeError } from '../errors.ts'
import type { By, Devices } from '../http/services.ts'
import { refuseProblems } from '../imports/report.ts'
import type { Roster } from '../installations/roster.ts'
import { plainAddress } from '../sources/dialects/address.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { chunks } from '../store/chunks.ts'
import type { Store } from '../store/store.ts'
import { isKnownModel, mayUse, sourceKinds } from './fitting.ts'
import { planDevices } from './import-devices.ts'

/** Registers and changes devices; the pipeline knows them as soon as the call returns. */
export function createDevices(store: Store, roster: Roster): Devices {
  const { db } = store

  async function pathOf(place: string | null, community: string): Promise<string> {
    const id = place ?? community
    const row = await db.selectFrom('places').select(['path']).where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('device.no-place', { place: id })
    return row.path
  }

  /** The address as it is kept: on a source of the same community that brings messages of this model, and nobody else's there. */
  async function checkSource(
    id: string,
    community: string,
    model: string,
    source: string | null,
    given: string | null,
  ): Promise<string | null> {
    if (source === null) return given
    const row = await db.selectFrom('sources').selectAll().where('id', '=', source).executeTakeFirst()
    if (!row || row.community !== community) throw runtimeError('connection.unknown', { source })
    if (!mayUse(model, row, roster)) {
      const { plugin, spec } = row
      const known = sourceKinds(model, roster).join(', ') || '-'
      throw runtimeError('device.source-mismatch', {
        model,
        source: row.name,
        plugin: plugin ?? '-',
        spec: spec ?? '-',
        known,
      })
    }
    if (given === null) return null
    const address = plainAddress(row.dialect, given)
    const other = await db
      .selectFrom('devices')
      .select('id')
      .where('source', '=', source)
      .where('address', '=', address)
      .where('id', '!=', id)
      .executeTakeFirst()
    if (other) throw runtimeError('device.address-taken', { address, source, device: other.id })
    return address
  }

  const create: Devices['create'] = async (input, by) => {
    const { id, community, model, name, place, source } = input
    if (!isKnownModel(model, roster)) throw runtimeError('device.unknown-model', { model })
    const known = await db.selectFrom('devices').select('id').where('id', '=', id).executeTakeFirst()
    if (known) throw runtimeError('device.exists', { device: id })
    const address = await checkSource(id, community, model, source, input.address)
    const path = await pathOf(place, community)
    const row = { id, community, path, model, name, place, source, address }
    await store.transaction(async (trx) => {
      await trx.insertInto('devices').values(newRow(row, by)).execute()
      await appendAudit(trx, {
        community,
        path,
        at: by.at,
        actor: by.account,
        action: 'device.create',
        subject: id,
        detail: { model, source, address },
      })
      await recordChanges(trx, [{ community, path, resource: 'devices', id, op: 'create', at: by.at }])
    })
    await roster.reload()
  }

  const update: Devices['update'] = async (id, given, by: By) => {
    const row = await db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('device.unknown', { device: id })
    const next = { ...row, ...given }
    const isMoved = given.source !== undefined || given.address !== undefined
    const change = isMoved
      ? { ...given, address: await checkSource(id, row.community, row.model, next.source, next.address) }
      : given
    const path = change.place === undefined ? row.path : await pathOf(change.place, row.community)
    await store.transaction(async (trx) => {
      await trx
        .updateTable('devices')
        .set({ ...change, path })
        .where('id', '=', id)
        .execute()
      await appendAudit(trx, {
        community: row.community,
        path,
        at: by.at,
        actor: by.account,
        action: 'device.update',
        subject: id,
        detail: change,
      })
      await recordChanges(trx, [
        { community: row.community, path, resource: 'devices', id, op: 'update', at: by.at },
      ])
    })
    await roster.reload()
  }

  const importTable: Devices['import'] = async ({ community, table, dryRun }, by) => {
    const { rows, report } = await planDevices(db, roster, community, table)
    if (dryRun) return report
    refuseProblems(report.problems)
    const path = roster.communityPath(community)
    await store.transaction(async (trx) => {
      for (const some of chunks(rows.map((row) => newRow(row, by))))
        await trx.insertInto('devices').values(some).execute()
      await appendAudit(trx, {
        community,
        path,
        at: by.at,
        actor: by.account,
        action: 'device.import',
        subject: community,
        detail: { created: rows.length, devices: rows.map((row) => row.id) },
      })
      await recordChanges(
        trx,
        rows.map((row) => ({
          community,
          path: row.path,
          resource: 'devices',
          id: row.id,
          op: 'create',
          at: by.at,
        })),
      )
    })
    await roster.reload()
    return report
  }

  return { create, update, import: importTable }
}

/** A device as it is registered. */
export interface DeviceInput {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly model: string
  readonly name: string
  readonly place: string | null
  readonly source: string | null
  readonly address: string | null
}

const newRow = (row: DeviceInput, by: By) => ({ ...row, lastSeen: null, credentials: null, createdAt: by.at })
