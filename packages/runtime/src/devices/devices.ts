import { runtimeError } from '../errors.ts'
import type { By, Devices } from '../http/services.ts'
import type { Roster } from '../installations/roster.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'

/** Registers and changes devices; the pipeline knows them as soon as the call returns. */
export function createDevices(store: Store, roster: Roster): Devices {
  const { db } = store

  async function pathOf(place: string | null, community: string): Promise<string> {
    const id = place ?? community
    const row = await db.selectFrom('places').select(['path']).where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('device.no-place', { place: id })
    return row.path
  }

  async function checkAddress(id: string, source: string | null, address: string | null): Promise<void> {
    if (source === null || address === null) return
    const other = await db
      .selectFrom('devices')
      .select('id')
      .where('source', '=', source)
      .where('address', '=', address)
      .where('id', '!=', id)
      .executeTakeFirst()
    if (other) throw runtimeError('device.address-taken', { address, source, device: other.id })
  }

  const create: Devices['create'] = async ({ id, community, model, name, place, source, address }, by) => {
    if (!knownModel(model, roster)) throw runtimeError('device.unknown-model', { model })
    const known = await db.selectFrom('devices').select('id').where('id', '=', id).executeTakeFirst()
    if (known) throw runtimeError('device.exists', { device: id })
    await checkAddress(id, source, address)
    const path = await pathOf(place, community)
    await store.transaction(async (trx) => {
      await trx
        .insertInto('devices')
        .values({
          id,
          community,
          path,
          model,
          name,
          place,
          source,
          address,
          lastSeen: null,
          credentials: null,
          createdAt: by.at,
        })
        .execute()
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

  const update: Devices['update'] = async (id, change, by: By) => {
    const row = await db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('device.unknown', { device: id })
    const next = { ...row, ...change }
    await checkAddress(id, next.source, next.address)
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

  return { create, update }
}

function knownModel(model: string, roster: Roster): boolean {
  const slash = model.indexOf('/')
  const devices = roster.scenario(model.slice(0, slash))?.contract.devices
  return devices !== undefined && Object.hasOwn(devices, model.slice(slash + 1))
}
