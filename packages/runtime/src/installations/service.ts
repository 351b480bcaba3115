import { isDeepStrictEqual } from 'node:util'
import { analyseProgram, checkProgram, type Json, type Text } from '@linli/kernel'
import { type Contract, hintFor, surroundingsOf } from '@linli/sdk'
import { sql, type Transaction } from 'kysely'
import { askedGrants, neededGrant, unaskedGrant } from '../capabilities/grants.ts'
import { runtimeError } from '../errors.ts'
import type { By, Installations } from '../http/services.ts'
import { readHostGrant } from '../outgoing/grant.ts'
import type { ControlBody } from '../pipeline/control.ts'
import { compileShape } from '../pipeline/shape.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import type { Database } from '../store/tables.ts'
import { type Configuration, defaultConfiguration, toProgram } from './config.ts'
import type { Roster } from './roster.ts'

/** Scenarios put to use: install, change the draft, publish as a numbered release, go back. */
export interface InstallationService extends Installations {
  /** What stands between a configuration and publishing it: findings of the kernel and of the settings' schema. */
  check(id: string, draft: Configuration): Promise<readonly Problem[]>
  /** The sources of a community are others now: what is in force waits for these from now on. */
  rebind(community: string): Promise<void>
  /** Puts releases into the log that were stored but not journalled before a crash. */
  repair(): Promise<void>
}

/** A reason not to publish, with its place in the configuration. */
export interface Problem {
  readonly code: string
  readonly path: string
  readonly text: Text
}

interface Services {
  readonly store: Store
  readonly roster: Roster
  /** Journals a control record; resolves when it is in force. */
  readonly control: (community: string, body: ControlBody) => Promise<void>
}

export function createInstallations({ store, control, roster }: Services): InstallationService {
  const { db } = store

  async function contractOf(plugin: string): Promise<{ contract: Contract; version: string }> {
    const row = await db
      .selectFrom('plugins')
      .select(['contract', 'version'])
      .where('id', '=', plugin)
      .orderBy('installedAt', 'desc')
      .executeTakeFirst()
    if (!row) throw runtimeError('plugin.unknown', { plugin })
    return row
  }

  async function find(id: string) {
    const row = await db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('installation.unknown', { installation: id })
    return row
  }

  async function create(input: Parameters<Installations['create']>[0], { account, at }: By): Promise<void> {
    const { id, plugin, community, title } = input
    const { contract, version } = await contractOf(plugin)
    const place = await db
      .selectFrom('communities')
      .select('path')
      .where('id', '=', community)
      .executeTakeFirst()
    if (!place) throw runtimeError('community.unknown', { community })
    const other = await db
      .selectFrom('installations')
      .select('id')
      .where('community', '=', community)
      .where('plugin', '=', plugin)
      .executeTakeFirst()
    if (other) throw runtimeError('installation.exists', { plugin, community })
    await store.transaction(async (trx) => {
      await trx
        .insertInto('installations')
        .values({
          id,
          plugin,
          pluginVersion: version,
          community,
          path: place.path,
          title: title ?? contract.title.zh,
          draft: json(defaultConfiguration(contract)),
          release: null,
          createdAt: at,
        })
        .execute()
      await written(trx, { id, community, path: place.path }, 'create', { plugin, version }, { account, at })
    })
  }

  async function saveDraft(
    id: string,
    draft: Parameters<Installations['saveDraft']>[1],
    by: By,
  ): Promise<void> {
    const row = await find(id)
    const { contract } = await contractOf(row.plugin)
    // What an older version of the plugin knew may stay: it does no harm, and is no mistake of who saves.
    const before = Object.keys((row.draft as Configuration).settings)
    const known = Object.keys(contract.settings.properties)
    const setting = Object.keys((draft.settings ?? {}) as object).find(
      (one) => ![...known, ...before].includes(one),
    )
    if (setting !== undefined)
      throw runtimeError('installation.unknown-setting', {
        installation: id,
        setting,
        hint: hintFor(setting, known),
      })
    await storeDraft(row, contract, draft, by)
  }

  async function storeDraft(
    row: Awaited<ReturnType<typeof find>>,
    contract: Contract,
    draft: Parameters<Installations['saveDraft']>[1],
    by: By,
  ): Promise<void> {
    const { id } = row
    const version = draft.version ?? row.draftVersion
    const defaults = defaultConfiguration(contract)
    const given = { ...(row.draft as Configuration), ...withoutMissing(draft) }
    const configuration = { ...given, settings: { ...defaults.settings, ...given.settings } }
    await store.transaction(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('installations')
        .set({ draft: json(configuration), draftVersion: version + 1 })
        .where('id', '=', id)
        .where('draftVersion', '=', version)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw runtimeError('installation.draft-changed', { installation: id })
      await written(trx, row, 'draft', { version: version + 1 }, by)
    })
  }

  async function check(id: string, draft: Configuration): Promise<readonly Problem[]> {
    const row = await find(id)
    const { contract } = await contractOf(row.plugin)
    const wrong = compileShape(contract.settings)(draft.settings)
    const settings = wrong ? [settingsProblem(wrong)] : []
    const program = toProgram(contract, draft, 0, [])
    const doubtful = analyseProgram(program, surroundingsOf(contract))
    return [
      ...settings,
      ...[...checkProgram(program), ...doubtful.filter((one) => one.severity === 'error')].map(
        ({ code, rule, at, text }) => ({ code, path: `rules.${rule}.${at}`, text }),
      ),
    ]
  }

  async function publish(
    id: string,
    note: string,
    by: By,
    grants: readonly string[] | null = null,
  ): Promise<number> {
    const row = await find(id)
    const { contract } = await contractOf(row.plugin)
    const config = {
      ...(row.draft as Configuration),
      grants: grants ?? (await usualGrants(id, contract)),
    }
    const unasked = unaskedGrant(contract, config.grants)
    if (unasked !== null)
      throw runtimeError('installation.grant', { installation: id, plugin: row.plugin, grant: unasked })
    const needed = neededGrant(contract, config.grants)
    if (needed !== null)
      throw runtimeError('installation.grant-needed', { installation: id, plugin: row.plugin, grant: needed })
    await requireChange(row, config)
    return release(row, config, note, by)
  }

  /** Refuses to publish what is in force already: same configuration, same contract, and no source that came since. */
  async function requireChange(
    { id, plugin, community }: Awaited<ReturnType<typeof find>>,
    config: Configuration,
  ): Promise<void> {
    const last = await db
      .selectFrom('releases')
      .select(['number', 'config', 'contractVersion', 'publishedAt'])
      .where('installation', '=', id)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    if (!last || !isDeepStrictEqual(JSON.parse(json(config)), last.config)) return
    const { version } = await contractOf(plugin)
    const added = await db
      .selectFrom('sources')
      .select('id')
      .where('community', '=', community)
      .where('plugin', '=', plugin)
      .where('createdAt', '>', last.publishedAt)
      .executeTakeFirst()
    if (version === last.contractVersion && !added)
      throw runtimeError('installation.unchanged', { installation: id, release: last.number })
  }

  /** Who publishes without naming grants grants what is asked for, and the hosts that were granted last. */
  async function usualGrants(installation: string, contract: Contract): Promise<readonly string[]> {
    const last = await db
      .selectFrom('releases')
      .select('config')
      .where('installation', '=', installation)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    const { grants = [] } = (last?.config ?? {}) as Partial<Configuration>
    const hosts = grants.filter(
      (grant) => readHostGrant(grant) !== null && unaskedGrant(contract, [grant]) === null,
    )
    return [...askedGrants(contract), ...hosts]
  }

  async function rollback(id: string, number: number, by: By): Promise<number> {
    const row = await find(id)
    const old = await db
      .selectFrom('releases')
      .select('config')
      .where('installation', '=', id)
      .where('number', '=', number)
      .executeTakeFirst()
    if (!old) throw runtimeError('installation.no-release', { installation: id, release: number })
    const { contract } = await contractOf(row.plugin)
    await storeDraft(row, contract, { ...(old.config as Configuration), version: row.draftVersion }, by)
    return release(row, old.config as Configuration, `恢复发布版本 ${number} · back to release ${number}`, by)
  }

  async function release(
    row: Awaited<ReturnType<typeof find>>,
    config: Configuration,
    note: string,
    by: By,
  ): Promise<number> {
    const problems = await check(row.id, config)
    if (problems[0]) {
      const { path, text } = problems[0]
      throw runtimeError('installation.problems', {
        installation: row.id,
        count: problems.length,
        first: text.zh,
        path,
      })
    }
    const { contract, version } = await contractOf(row.plugin)
    const { id: installation, community, path } = row
    const number = await store.transaction(async (trx) => {
      await trx.selectFrom('installations').select('id').where('id', '=', installation).forUpdate().execute()
      const last = await trx
        .selectFrom('releases')
        .select((eb) => eb.fn.max('number').as('number'))
        .where('installation', '=', installation)
        .executeTakeFirst()
      const next = (last?.number ?? 0) + 1
      await trx
        .insertInto('releases')
        .values({
          installation,
          community,
          path,
          number: next,
          config: json(config),
          contractVersion: version,
          publishedBy: by.account,
          publishedAt: by.at,
          note,
        })
        .execute()
      await written(trx, row, 'publish', { release: next, note, grants: config.grants ?? [] }, by)
      return next
    })
    await journalRelease(row, contract, config, number)
    return number
  }

  async function journalRelease(
    row: { id: string; community: string; plugin: string },
    contract: Contract,
    config: Configuration,
    number: number,
  ) {
    const program = toProgram(contract, config, number, sourcesOf(row))
    await control(row.community, { kind: 'release', installation: row.id, number, program })
  }

  /** The sources that rules wait for: all that the community has of the plugin's. */
  function sourcesOf({
    community,
    plugin,
  }: {
    readonly community: string
    readonly plugin: string
  }): string[] {
    return roster
      .sources()
      .filter((one) => one.community === community && one.plugin === plugin)
      .map((one) => one.id)
      .sort()
  }

  async function rebind(community: string): Promise<void> {
    const rows = await db
      .selectFrom('installations')
      .innerJoin('releases', (join) =>
        join
          .onRef('releases.installation', '=', 'installations.id')
          .onRef('releases.number', '=', 'installations.release'),
      )
      .select(['installations.id', 'installations.community', 'plugin', 'number', 'config'])
      .where('installations.community', '=', community)
      .execute()
    for (const row of rows) {
      if (isDeepStrictEqual(sourcesOf(row), await boundSources(row))) continue
      const { contract } = await contractOf(row.plugin)
      await journalRelease(row, contract, row.config as Configuration, row.number)
    }
  }

  /** What the release in force was journalled with. */
  async function boundSources({ id, community }: { readonly id: string; readonly community: string }) {
    const last = await db
      .selectFrom('controls')
      .select('body')
      .where('community', '=', community)
      .where('kind', '=', 'release')
      .where(sql<boolean>`body ->> 'installation' = ${id}`)
      .orderBy('position', 'desc')
      .executeTakeFirst()
    const { program } = (last?.body ?? {}) as {
      readonly program?: { readonly sources?: readonly string[] } | null
    }
    return program?.sources?.toSorted() ?? null
  }

  async function setReference(
    id: string,
    table: string,
    rows: Parameters<Installations['setReference']>[2],
    by: By,
  ): Promise<void> {
    const installation = await find(id)
    const { contract } = await contractOf(installation.plugin)
    const spec = contract.reference[table]
    if (!spec) throw runtimeError('installation.no-table', { installation: id, table })
    const shape = compileShape(spec.row)
    for (const { key, row } of rows) {
      const wrong = row === null ? null : shape(row as Json)
      if (wrong) throw runtimeError('installation.bad-row', { table, key, reason: wrong })
    }
    await store.transaction((trx) =>
      written(trx, installation, 'reference', { table, rows: rows.length }, by),
    )
    await Promise.all(
      rows.map(({ key, row }) =>
        control(installation.community, {
          kind: 'reference',
          installation: id,
          table,
          key,
          row: row as Json | null,
        }),
      ),
    )
  }

  async function repair(): Promise<void> {
    const rows = await db
      .selectFrom('installations')
      .innerJoin('releases', 'releases.installation', 'installations.id')
      .select(['installations.id', 'installations.community', 'plugin', 'number', 'config'])
      .where((eb) =>
        eb.or([
          eb('installations.release', 'is', null),
          eb('releases.number', '>', eb.ref('installations.release')),
        ]),
      )
      .orderBy('number')
      .execute()
    for (const row of rows) {
      const { contract } = await contractOf(row.plugin)
      await journalRelease(row, contract, row.config as Configuration, row.number)
    }
    for (const { id } of await db.selectFrom('communities').select('id').execute()) await rebind(id)
  }

  return { rebind, create, saveDraft, publish, rollback, setReference, check, repair }
}

/** Audit and change feed of something done to an installation. */
async function written(
  trx: Transaction<Database>,
  row: { id: string; community: string; path: string },
  action: string,
  detail: unknown,
  { account, at }: By,
): Promise<void> {
  const { id, community, path } = row
  await appendAudit(trx, {
    community,
    path,
    at,
    actor: account,
    action: `installation.${action}`,
    subject: id,
    detail,
  })
  await recordChanges(trx, [
    { community, path, resource: 'installations', id, op: action === 'create' ? 'create' : 'update', at },
  ])
}

/** What a draft leaves out stays as it was. */
function withoutMissing({
  settings,
  bindings,
  rules,
}: {
  readonly settings?: unknown
  readonly bindings?: unknown
  readonly rules?: unknown
}): Partial<Configuration> {
  return Object.fromEntries(
    Object.entries({ settings, bindings, rules }).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  ) as Partial<Configuration>
}

const settingsProblem = (reason: Text): Problem => ({
  code: 'installation.settings',
  path: 'settings',
  text: { zh: `设置不符合要求：${reason.zh}`, en: `The settings do not fit the contract: ${reason.en}` },
})
