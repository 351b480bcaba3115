import type { Json } from '@linli/kernel'
import { parseDuration } from '@linli/kernel'
import type { SourceSpec } from '@linli/sdk'
import type { Kysely } from 'kysely'
import { plainAddress } from '../sources/dialects/address.ts'
import type { Database } from '../store/tables.ts'
import { prepareScenario, type Scenario } from './catalog.ts'
import type { Configuration } from './config.ts'

export interface RosterSource {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly spec: SourceSpec
  readonly config: Readonly<Record<string, unknown>>
  readonly plugin: string
  readonly specKey: string
  /** ms a message may take while connected. */
  readonly lateness: number
}

export interface RosterDevice {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly plugin: string
  /** The model's name within its plugin. */
  readonly modelName: string
  readonly model: string
  readonly place: string | null
  readonly source: string | null
  readonly address: string | null
}

export interface RosterInstallation {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly plugin: string
  readonly release: number
  readonly config: Configuration
}

/** What the pipeline must know of the configuration, in memory: who is who, what runs where. */
export interface Roster {
  source(id: string): RosterSource | undefined
  deviceAt(source: string, address: string): RosterDevice | undefined
  device(id: string): RosterDevice | undefined
  /** The device of a model at a place, for commands that name a model. */
  deviceOf(model: string, place: string | null): RosterDevice | undefined
  scenario(plugin: string): Scenario | undefined
  scenarios(): readonly Scenario[]
  installation(community: string, plugin: string): RosterInstallation | undefined
  installationById(id: string): RosterInstallation | undefined
  referenceRow(installation: string, table: string, key: string): Json | null
  setReferenceRow(installation: string, table: string, key: string, row: Json | null): void
  sources(): readonly RosterSource[]
  communities(): readonly string[]
  communityPath(community: string): string
  /** Reads everything again; call after the configuration changed. */
  reload(): Promise<void>
}

/** Loads the roster from the store. */
export async function loadRoster(db: Kysely<Database>): Promise<Roster> {
  let state = await readState(db)
  return {
    source: (id) => state.sources.get(id),
    deviceAt(source, address) {
      const dialect = state.sources.get(source)?.spec.dialect
      return state.byAddress.get(`${source}\n${plainAddress(dialect, address)}`)
    },
    device: (id) => state.devices.get(id),
    deviceOf: (model, place) => state.byModelAndPlace.get(`${model}\n${place}`),
    scenario: (plugin) => state.scenarios.get(plugin),
    scenarios: () => [...state.scenarios.values()],
    installation: (community, plugin) => state.installations.get(`${community}\n${plugin}`),
    installationById: (id) => state.installationsById.get(id),
    referenceRow: (installation, table, key) =>
      state.reference.get(`${installation}\n${table}\n${key}`) ?? null,
    setReferenceRow(installation, table, key, row) {
      if (row === null) state.reference.delete(`${installation}\n${table}\n${key}`)
      else state.reference.set(`${installation}\n${table}\n${key}`, row)
    },
    sources: () => [...state.sources.values()],
    communities: () => [...state.communities.keys()],
    communityPath: (community) => state.communities.get(community) ?? community,
    async reload() {
      state = await readState(db)
    },
  }
}

async function readState(db: Kysely<Database>) {
  const scenarios = new Map(
    (await db.selectFrom('plugins').select(['id', 'contract']).orderBy('installedAt').execute()).map(
      (row) => [row.id, prepareScenario(row.contract)],
    ),
  )
  const communities = await db.selectFrom('communities').select(['id', 'path']).execute()
  const installations = await readInstallations(db)
  const devices = await readDevices(db)
  const sources = new Map((await readSources(db, scenarios)).map((one) => [one.id, one]))
  return {
    scenarios,
    communities: new Map(communities.map((one) => [one.id, one.path])),
    installations: new Map(installations.map((one) => [`${one.community}\n${one.plugin}`, one])),
    installationsById: new Map(installations.map((one) => [one.id, one])),
    devices: new Map(devices.map((one) => [one.id, one])),
    byAddress: new Map(devices.flatMap((one) => addressed(one, sources))),
    byModelAndPlace: new Map(devices.toReversed().map((one) => [`${one.model}\n${one.place}`, one])),
    sources,
    reference: new Map(
      (await db.selectFrom('referenceRows').selectAll().execute()).map((row) => [
        `${row.installation}\n${row.table}\n${row.key}`,
        row.row as Json,
      ]),
    ),
  }
}

function addressed(
  device: RosterDevice,
  sources: ReadonlyMap<string, RosterSource>,
): readonly (readonly [string, RosterDevice])[] {
  const { source, address } = device
  if (!source || !address) return []
  return [[`${source}\n${plainAddress(sources.get(source)?.spec.dialect, address)}`, device]]
}

async function readDevices(db: Kysely<Database>): Promise<RosterDevice[]> {
  const rows = await db
    .selectFrom('devices')
    .select(['id', 'community', 'path', 'model', 'place', 'source', 'address'])
    .where('state', '=', 'active')
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const slash = row.model.indexOf('/')
    return { ...row, plugin: row.model.slice(0, slash), modelName: row.model.slice(slash + 1) }
  })
}

async function readInstallations(db: Kysely<Database>): Promise<RosterInstallation[]> {
  const rows = await db
    .selectFrom('installations')
    .innerJoin('releases', (join) =>
      join
        .onRef('releases.installation', '=', 'installations.id')
        .onRef('releases.number', '=', 'installations.release'),
    )
    .select([
      'installations.id',
      'installations.community',
      'installations.path',
      'plugin',
      'number',
      'config',
    ])
    .where('state', '=', 'active')
    .execute()
  return rows.map(({ number, config, ...row }) => ({
    ...row,
    release: number,
    config: config as Configuration,
  }))
}

async function readSources(
  db: Kysely<Database>,
  scenarios: ReadonlyMap<string, Scenario>,
): Promise<RosterSource[]> {
  const rows = await db.selectFrom('sources').selectAll().where('state', '=', 'active').execute()
  return rows.flatMap((row) => {
    const spec = row.plugin && row.spec ? scenarios.get(row.plugin)?.contract.sources[row.spec] : undefined
    if (!spec || !row.plugin || !row.spec) return []
    return [
      {
        id: row.id,
        community: row.community,
        path: row.path,
        spec,
        config: row.config,
        plugin: row.plugin,
        specKey: row.spec,
        lateness: latenessOf(spec),
      },
    ]
  })
}

/** Zigbee2MQTT sends no time of the device; where the contract says nothing, the others get ten seconds. */
function latenessOf({ lateness, dialect }: SourceSpec): number {
  if (typeof lateness === 'string') return /^0+[a-z]+$/.test(lateness) ? 0 : parseDuration(lateness)
  return dialect === 'zigbee2mqtt' ? 0 : 10_000
}
