import path from 'node:path'
import { createAccounts } from './access/accounts.ts'
import { createAttachmentStore } from './attachments/attachments.ts'
import { createConnections } from './devices/connections.ts'
import { createDeadLetters } from './devices/dead-letters.ts'
import { createDevices } from './devices/devices.ts'
import { createCommandRequests } from './effects/command-request.ts'
import type { Core, Engine } from './engine.ts'
import { figuresOf } from './figures.ts'
import { createForms } from './forms/forms.ts'
import { healthOf } from './health.ts'
import type { Services } from './http/services.ts'
import { createInstallations, type InstallationService } from './installations/service.ts'
import { createIngest } from './pipeline/ingest.ts'
import { createPlaces } from './places/places.ts'
import { createPlugins } from './plugins/plugins.ts'
import { version } from './version.ts'

/** The services that the HTTP API stands on. */
export interface ServerServices extends Services {
  readonly installations: InstallationService
}

/** Puts them together. */
export function assembleServices({
  journal,
  store,
  vendor,
  kernel,
  roster,
  clock,
  log,
  connection,
  engine,
  dataDir,
  replays,
  plugins,
  pluginLog,
  clocks,
  broker,
}: Core & {
  readonly engine: Engine
  readonly dataDir: string
  readonly replays: Services['replays']
  readonly broker: () => string | null
}): ServerServices {
  const contracts = {
    contract: (plugin: string) => roster.scenario(plugin)?.contract,
    all: () => roster.scenarios().map(({ contract }) => contract),
  }
  const pluginService = createPlugins({
    store,
    vendor,
    ...plugins,
    log: pluginLog,
    onResume: engine.suspensions.resumed,
  })
  const installations = createInstallations({ store, roster, control: engine.control })
  const ingest = createIngest(journal, roster, () => engine.pipeline)
  return {
    store,
    now: clock,
    log,
    version,
    ingest,
    contracts,
    installations,
    commands: createCommandRequests(store, roster, () => engine.commands.wake()),
    plugins: pluginService,
    sources: createConnections(store, roster, {
      rebind: installations.rebind,
      refresh: async () => connection.sources?.update(roster.sources()),
      status: (id) => connection.sources?.status(id),
      broker,
    }),
    places: createPlaces(store, roster),
    accounts: createAccounts(store),
    devices: createDevices(store, roster),
    clocks,
    deadLetters: createDeadLetters(store, journal),
    incidents: engine.incidents,
    forms: createForms({ store, contracts, ingest, clock }),
    attachments: createAttachmentStore(path.join(dataDir, 'attachments')),
    replays,
    dataDir,
    health: healthOf({
      journal,
      store,
      vendor,
      kernel,
      pipeline: engine.pipeline,
      plugins: pluginService,
      sources: () => connection.sources,
    }),
    figures: figuresOf({ journal, pipeline: engine.pipeline, sources: () => connection.sources, roster }),
  }
}
