import { checkProgram, type Json } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { runtimeError } from '../errors.ts'
import type { Journal } from '../journal/journal.ts'
import { type ControlBody, encodeControl } from '../pipeline/control.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { compileShape } from '../pipeline/shape.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import { type Configuration, defaultConfiguration, toProgram } from './config.ts'
import type { Roster } from './roster.ts'

/** Scenarios put to use: install, change the draft, publish as a numbered release, go back. */
export interface Installations {
  install(
    plugin: string,
    community: string,
    actor: string,
    settings?: Readonly<Record<string, Json>>,
  ): Promise<string>
  /** `version` is the draft's version that the change was made on; an older one is refused. */
  saveDraft(id: string, draft: Configuration, version: number, actor: string): Promise<number>
  /** Publishes the draft; resolves with the release number once it is in force. */
  publish(id: string, actor: string, note: string): Promise<number>
  /** Publishes the configuration of an earlier release as a new one. */
  rollback(id: string, release: number, actor: string): Promise<number>
  setReference(id: string, table: string, key: string, row: Json | null, actor: string): Promise<void>
  /** What stands between the draft and publishing: findings of the kernel and of the settings' schema. */
  check(id: string, draft: Configuration): Promise<readonly Problem[]>
  /** Puts releases into the log that were stored but not journalled before a crash. */
  repair(): Promise<void>
}

/** A reason not to publish, with its place in the configuration. */
export interface Problem {
  readonly code: string
  readonly path: string
  readonly message: { readonly zh: string; readonly en: string }
}

interface Services {
  readonly store: Store
  readonly journal: Journal
  readonly pipeline: () => Pipeline
  readonly roster: Roster
  readonly clock: () => number
}

export function createInstallations({ store, journal, pipeline, roster, clock }: Services): Installations {
  const { db } = store

  async function contractOf(plugin: string): Promise<{ contract: Contract; version: string }> {
    const row = await db
      .selectFrom('plugins')
      .select(['contract', 'version'])
      .where('id', '=', plugin)
      .executeTakeFirst()
    if (!row) throw runtimeError('plugin.unknown', { plugin })
    return row
  }

  async function find(id: string) {
    const row = await db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw runtimeError('installation.unknown', { installation: id })
    return row
  }

  async function install(
    plugin: string,
    community: string,
    actor: string,
    settings: Readonly<Record<string, Json>> = {},
  ) {
    const { contract, version } = await contractOf(plugin)
    const place = await db
      .selectFrom('communities')
      .select('path')
      .where('id', '=', community)
      .executeTakeFirst()
    if (!place) throw runtimeError('community.unknown', { community })
    const id = `${community}-${plugin}`
    const now = clock()
    await store.transaction(async (trx) => {
      const { numInsertedOrUpdatedRows = 0n } = await trx
        .insertInto('installations')
        .values({
          id,
          plugin,
          pluginVersion: version,
          community,
          path: place.path,
          title: contract.title.zh,
          draft: json(defaultConfiguration(contract, settings)),
          release: null,
          createdAt: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) throw runtimeError('installation.exists', { plugin, community })
      await appendAudit(trx, {
        community,
        path: place.path,
        at: now,
        actor,
        action: 'installation.create',
        subject: id,
        detail: { plugin, version },
      })
      await recordChanges(trx, [
        { community, path: place.path, resource: 'installations', id, op: 'create', at: now },
      ])
    })
    return id
  }

  async function saveDraft(
    id: string,
    draft: Configuration,
    version: number,
    actor: string,
  ): Promise<number> {
    const row = await find(id)
    const now = clock()
    await store.transaction(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('installations')
        .set({ draft: json(draft), draftVersion: version + 1 })
        .where('id', '=', id)
        .where('draftVersion', '=', version)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw runtimeError('installation.draft-changed', { installation: id })
      await appendAudit(trx, {
        community: row.community,
        path: row.path,
        at: now,
        actor,
        action: 'installation.draft',
        subject: id,
        detail: { version: version + 1 },
      })
      await recordChanges(trx, [
        { community: row.community, path: row.path, resource: 'installations', id, op: 'update', at: now },
      ])
    })
    return version + 1
  }

  async function check(id: string, draft: Configuration): Promise<readonly Problem[]> {
    const row = await find(id)
    const { contract } = await contractOf(row.plugin)
    const wrong = compileShape(contract.settings)(draft.settings)
    const settings = wrong ? [settingsProblem(wrong)] : []
    return [...settings, ...checkProgram(toProgram(contract, draft, 0, []))]
  }

  async function publish(id: string, actor: string, note: string): Promise<number> {
    const row = await find(id)
    return release(row, row.draft as Configuration, actor, note)
  }

  async function rollback(id: string, number: number, actor: string): Promise<number> {
    const row = await find(id)
    const old = await db
      .selectFrom('releases')
      .select('config')
      .where('installation', '=', id)
      .where('number', '=', number)
      .executeTakeFirst()
    if (!old) throw runtimeError('installation.no-release', { installation: id, release: number })
    await db
      .updateTable('installations')
      .set({ draft: json(old.config), draftVersion: row.draftVersion + 1 })
      .where('id', '=', id)
      .execute()
    return release(row, old.config as Configuration, actor, `← ${number}`)
  }

  async function release(
    row: Awaited<ReturnType<typeof find>>,
    config: Configuration,
    actor: string,
    note: string,
  ): Promise<number> {
    const problems = await check(row.id, config)
    if (problems[0])
      throw runtimeError('installation.problems', {
        installation: row.id,
        count: problems.length,
        first: problems[0].message.en,
        path: problems[0].path,
      })
    const { contract, version } = await contractOf(row.plugin)
    const now = clock()
    const number = await store.transaction(async (trx) => {
      const last = await trx
        .selectFrom('releases')
        .select((eb) => eb.fn.max('number').as('number'))
        .where('installation', '=', row.id)
        .executeTakeFirst()
      const next = (last?.number ?? 0) + 1
      await trx
        .insertInto('releases')
        .values({
          installation: row.id,
          community: row.community,
          path: row.path,
          number: next,
          config: json(config),
          contractVersion: version,
          publishedBy: actor,
          publishedAt: now,
          note,
        })
        .execute()
      await appendAudit(trx, {
        community: row.community,
        path: row.path,
        at: now,
        actor,
        action: 'installation.publish',
        subject: row.id,
        detail: { release: next, note },
      })
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
    const sources = roster
      .sources()
      .filter((one) => one.community === row.community && one.plugin === row.plugin)
    const program = toProgram(
      contract,
      config,
      number,
      sources.map((one) => one.id),
    )
    await control(row.community, { kind: 'release', installation: row.id, number, program })
  }

  async function control(community: string, body: ControlBody): Promise<void> {
    const { position } = await journal.append({
      type: 'control',
      community,
      control: body.kind,
      body: encodeControl(body),
    })
    await pipeline().settled(position, AbortSignal.timeout(30_000))
  }

  async function setReference(
    id: string,
    table: string,
    key: string,
    value: Json | null,
    actor: string,
  ): Promise<void> {
    const row = await find(id)
    const { contract } = await contractOf(row.plugin)
    const spec = contract.reference[table]
    if (!spec) throw runtimeError('installation.no-table', { installation: id, table })
    const wrong = value === null ? null : compileShape(spec.row)(value)
    if (wrong) throw runtimeError('installation.bad-row', { table, key, reason: wrong })
    await store.transaction((trx) =>
      appendAudit(trx, {
        community: row.community,
        path: row.path,
        at: clock(),
        actor,
        action: 'reference.set',
        subject: `${id}/${table}`,
        detail: { removed: value === null },
      }),
    )
    await control(row.community, { kind: 'reference', installation: id, table, key, row: value })
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
  }

  return { install, saveDraft, publish, rollback, setReference, check, repair }
}

const settingsProblem = (reason: string): Problem => ({
  code: 'installation.settings',
  path: 'settings',
  message: { zh: `设置不符合要求：${reason}`, en: `The settings do not fit the contract: ${reason}` },
})
