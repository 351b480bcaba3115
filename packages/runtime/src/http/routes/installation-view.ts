import { Type } from '@sinclair/typebox'
import type { Selectable } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { runtimeError } from '../../errors.ts'
import type { Installations } from '../../store/tables/scenario.ts'
import type { Services } from '../services.ts'
import { AnyJson, AnyObject, choice, defineShape, nullable, Time, time } from '../shape.ts'
import { asData, ContractShape } from './plugins.ts'

export const ConfigurationShape = defineShape(
  'Configuration',
  Type.Object({
    settings: AnyObject,
    bindings: Type.Unsafe<Readonly<Record<string, readonly string[]>>>(AnyObject),
    rules: Type.Array(AnyJson),
    grants: Type.Optional(Type.Array(Type.String(), { description: 'Of a release: what was granted.' })),
  }),
)

const fields = {
  id: Type.String(),
  plugin: Type.String(),
  pluginVersion: Type.String(),
  title: Type.String(),
  community: Type.String(),
  path: Type.String(),
  release: nullable(Type.Integer({ description: 'The release in force.' })),
  state: choice(['active', 'stopped']),
  createdAt: Time,
}

export const InstallationShape = defineShape('Installation', Type.Object(fields))
export const InstallationDetailShape = defineShape(
  'InstallationDetail',
  Type.Object({
    ...fields,
    contract: ContractShape.ref,
    draft: ConfigurationShape.ref,
    draftVersion: Type.Integer(),
    published: nullable(ConfigurationShape.ref),
  }),
)
export const ReleaseShape = defineShape(
  'Release',
  Type.Object({
    number: Type.Integer(),
    note: Type.String(),
    contractVersion: Type.String(),
    publishedBy: Type.String(),
    publishedAt: Time,
    configuration: ConfigurationShape.ref,
  }),
)

type Row = Selectable<Installations>

/** An installation, or a refusal. Who works in a building sees the scenarios of the community around it. */
export async function findVisible({ store }: Services, id: string, actor: Actor): Promise<Row> {
  const row = await store.db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst()
  if (row && actor.grants.some((grant) => isRelated(grant.path, row.path))) return row
  throw runtimeError('http.not-found', { resource: 'installations', id })
}

function isRelated(one: string, other: string): boolean {
  return one === '' || `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`)
}

/** One installation with its contract, draft and what is in force. */
export async function readOne({ store, contracts }: Services, row: Row) {
  const published =
    row.release === null
      ? undefined
      : await store.db
          .selectFrom('releases')
          .select('config')
          .where('installation', '=', row.id)
          .where('number', '=', row.release)
          .executeTakeFirst()
  const contract = contracts.contract(row.plugin)
  return {
    ...toInstallation(row),
    contract: contract ? asData(contract) : {},
    draft: configurationOf(row.draft),
    draftVersion: row.draftVersion,
    published: published ? configurationOf(published.config) : null,
  }
}

/** A configuration as it was stored. */
export function configurationOf(stored: unknown) {
  const {
    settings = {},
    bindings = {},
    rules = [],
    grants,
  } = stored as {
    settings?: Record<string, unknown>
    bindings?: Record<string, readonly string[]>
    rules?: unknown[]
    grants?: string[]
  }
  return { settings, bindings, rules, ...(grants && { grants }) }
}

/** An installation as a list shows it. */
export function toInstallation({
  id,
  plugin,
  pluginVersion,
  title,
  community,
  path,
  release,
  state,
  createdAt,
}: Row) {
  return { id, plugin, pluginVersion, title, community, path, release, state, createdAt: time(createdAt) }
}
