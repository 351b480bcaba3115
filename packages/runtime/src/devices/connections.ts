import type { SourceSpec } from '@linli/sdk'
import type { Selectable, Transaction } from 'kysely'
import { hashSecret, newSecret } from '../access/secret.ts'
import { runtimeError } from '../errors.ts'
import type { By, Sources } from '../http/services.ts'
import type { Roster } from '../installations/roster.ts'
import type { SourceStatus } from '../sources/source.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import type { Sources as SourceTable } from '../store/tables/device.ts'
import type { Database } from '../store/tables.ts'
import { checkSourceConfig } from './source-settings.ts'

interface Running {
  /** Rules wait for other sources of this community from now on. */
  rebind(community: string): Promise<void>
  /** The configured connections changed: start, stop and change what runs. */
  refresh(): Promise<void>
  status(id: string): SourceStatus | undefined
  broker(): string | null
}

/** Configures connections; what runs follows as soon as the call returns. */
export function createConnections(store: Store, roster: Roster, running: Running): Sources {
  const { db } = store
  const takeUp = async (community: string) => {
    await roster.reload()
    await running.rebind(community)
    await running.refresh()
  }

  const create: Sources['create'] = async ({ id, community, name, kind, plugin, spec, config }, by) => {
    const declared = roster.scenario(plugin)?.contract.sources[spec]
    if (!declared || declared.kind !== kind)
      throw runtimeError('connection.unknown-spec', { plugin, spec, kind })
    checkSourceConfig(id, declared, config)
    const known = await db.selectFrom('sources').select('id').where('id', '=', id).executeTakeFirst()
    if (known) throw runtimeError('connection.exists', { source: id })
    const place = await db
      .selectFrom('communities')
      .select('path')
      .where('id', '=', community)
      .executeTakeFirst()
    if (!place) throw runtimeError('community.unknown', { community })
    const { dialect } = declared
    const row = { id, community, path: place.path, name, kind: declared.kind, dialect, plugin, spec }
    await store.transaction(async (trx) => {
      await trx
        .insertInto('sources')
        .values({ ...row, config: json(config), createdAt: by.at })
        .execute()
      await note(trx, row, 'create', by, { kind, plugin, spec })
    })
    await takeUp(community)
  }

  const update: Sources['update'] = async (id, { name, state, config }, by) => {
    const row = await sourceRow(id)
    const declared = specOf(row, roster)
    if (config && declared) checkSourceConfig(id, declared, config)
    // What is set elsewhere, the token, stays where nothing is said about it.
    const kept = 'tokenHash' in row.config ? { tokenHash: row.config.tokenHash } : {}
    await store.transaction(async (trx) => {
      const next = config ? { ...kept, ...config } : row.config
      await trx
        .updateTable('sources')
        .set({ name: name ?? row.name, state: state ?? row.state, config: json(next) })
        .where('id', '=', id)
        .execute()
      const changed = Object.keys({
        ...(name && { name }),
        ...(state && { state }),
        ...(config && { config }),
      })
      await note(trx, row, 'update', by, { changed })
    })
    await takeUp(row.community)
  }

  async function sourceRow(id: string): Promise<Selectable<SourceTable>> {
    const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('connection.unknown', { source: id })
    return row
  }

  return {
    create,
    update,
    async remove(id, by) {
      const row = await sourceRow(id)
      await store.transaction(async (trx) => {
        const { count } = await trx
          .selectFrom('devices')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('source', '=', id)
          .executeTakeFirstOrThrow()
        if (Number(count) > 0)
          throw runtimeError('connection.in-use', { source: row.name, count: Number(count) })
        await trx.deleteFrom('sources').where('id', '=', id).execute()
        await note(trx, row, 'delete', by, { name: row.name })
      })
      await takeUp(row.community)
    },
    async renewToken(id, by) {
      const row = await sourceRow(id)
      if (row.kind !== 'http') throw runtimeError('connection.no-token', { source: row.name })
      const token = newSecret()
      const config = json({ ...row.config, tokenHash: hashSecret(token) })
      await store.transaction(async (trx) => {
        await trx.updateTable('sources').set({ config }).where('id', '=', id).execute()
        await note(trx, row, 'update', by, { changed: ['token'] })
      })
      await takeUp(row.community)
      return token
    },
    status: (id) => running.status(id),
    broker: () => running.broker(),
  }
}

function specOf({ plugin, spec }: Selectable<SourceTable>, roster: Roster): SourceSpec | undefined {
  return plugin && spec ? roster.scenario(plugin)?.contract.sources[spec] : undefined
}

async function note(
  trx: Transaction<Database>,
  { id, community, path }: Pick<Selectable<SourceTable>, 'id' | 'community' | 'path'>,
  op: 'create' | 'update' | 'delete',
  { account, at }: By,
  detail: unknown,
): Promise<void> {
  const action = `source.${op}`
  await appendAudit(trx, { community, path, at, actor: account, action, subject: id, detail })
  await recordChanges(trx, [{ community, path, resource: 'sources', id, op, at }])
}
