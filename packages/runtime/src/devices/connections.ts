import { runtimeError } from '../errors.ts'
import type { Sources } from '../http/services.ts'
import type { Roster } from '../installations/roster.ts'
import type { SourceStatus } from '../sources/source.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'

interface Running {
  /** The configured connections changed: start, stop and change what runs. */
  refresh(): Promise<void>
  status(id: string): SourceStatus | undefined
}

/** Configures connections; what runs follows as soon as the call returns. */
export function createConnections(store: Store, roster: Roster, running: Running): Sources {
  const { db } = store

  const create: Sources['create'] = async ({ id, community, name, kind, plugin, spec, config }, by) => {
    const declared = roster.scenario(plugin)?.contract.sources[spec]
    if (!declared || declared.kind !== kind)
      throw runtimeError('connection.unknown-spec', { plugin, spec, kind })
    const known = await db.selectFrom('sources').select('id').where('id', '=', id).executeTakeFirst()
    if (known) throw runtimeError('connection.exists', { source: id })
    const place = await db
      .selectFrom('communities')
      .select('path')
      .where('id', '=', community)
      .executeTakeFirst()
    if (!place) throw runtimeError('community.unknown', { community })
    await store.transaction(async (trx) => {
      const row = {
        id,
        community,
        path: place.path,
        name,
        kind: declared.kind,
        dialect: declared.dialect,
        plugin,
        spec,
      }
      await trx
        .insertInto('sources')
        .values({ ...row, config: json(config), createdAt: by.at })
        .execute()
      await appendAudit(trx, {
        community,
        path: place.path,
        at: by.at,
        actor: by.account,
        action: 'source.create',
        subject: id,
        detail: { kind, plugin, spec },
      })
      await recordChanges(trx, [
        { community, path: place.path, resource: 'sources', id, op: 'create', at: by.at },
      ])
    })
    await roster.reload()
    await running.refresh()
  }

  const update: Sources['update'] = async (id, { name, state, config }, by) => {
    const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('connection.unknown', { source: id })
    const { community, path } = row
    await store.transaction(async (trx) => {
      await trx
        .updateTable('sources')
        .set({ name: name ?? row.name, state: state ?? row.state, config: json(config ?? row.config) })
        .where('id', '=', id)
        .execute()
      const changed = Object.keys({
        ...(name && { name }),
        ...(state && { state }),
        ...(config && { config }),
      })
      await appendAudit(trx, {
        community,
        path,
        at: by.at,
        actor: by.account,
        action: 'source.update',
        subject: id,
        detail: { changed },
      })
      await recordChanges(trx, [{ community, path, resource: 'sources', id, op: 'update', at: by.at }])
    })
    await roster.reload()
    await running.refresh()
  }

  return { create, update, status: (id) => running.status(id) }
}
