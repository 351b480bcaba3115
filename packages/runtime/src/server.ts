import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKernelHost, createVendorHost, type KernelHost, type VendorHost } from '@linli/sandbox'
import pino, { type Logger } from 'pino'
import { ensureAdmin, type FirstAdmin } from './access/first-admin.ts'
import { createAttachmentStore } from './attachments/attachments.ts'
import { createCharging } from './devices/charging.ts'
import { createConnections } from './devices/connections.ts'
import { createDeadLetters } from './devices/dead-letters.ts'
import { createDevices } from './devices/devices.ts'
import { createCommandCarrier } from './effects/command-from-effect.ts'
import { createCommandRequests } from './effects/command-request.ts'
import { createCommands } from './effects/commands.ts'
import { createDispatcher } from './effects/dispatch.ts'
import { figuresOf } from './figures.ts'
import { createForms } from './forms/forms.ts'
import { healthOf } from './health.ts'
import { createHttp, mountStudio } from './http/http.ts'
import type { Services } from './http/services.ts'
import { createIncidents } from './incidents/incidents.ts'
import { loadBundles, readPlugin, storePlugin } from './installations/plugins.ts'
import { loadRoster, type Roster } from './installations/roster.ts'
import { createInstallations } from './installations/service.ts'
import { openJournal } from './journal/local-journal.ts'
import { listen } from './listen.ts'
import { mqttChoice } from './mqtt-choice.ts'
import { type ControlBody, encodeControl } from './pipeline/control.ts'
import { createIngest } from './pipeline/ingest.ts'
import { createPipeline } from './pipeline/pipeline.ts'
import { createSources } from './sources/sources.ts'
import { keepHouse } from './store/maintenance.ts'
import { storedUpTo } from './store/progress.ts'
import { openStore, type Store } from './store/store.ts'
import { version } from './version.ts'

export interface ServerOptions {
  readonly dataDir: string
  readonly host: string
  /** 0 takes any free port; a port that is taken is replaced by a free one, and `report` says so. */
  readonly port: number
  readonly mqttPort: number
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl?: string
  /** How long to wait at the start for a database that is away, ms. */
  readonly databaseWait?: number
  /** An external broker instead of the embedded one. */
  readonly mqttUrl?: string
  readonly studioDir?: string
  /** Whether an empty database gets an administrator with a random password. */
  readonly firstAdmin: boolean
  /** Folders of built plugin packages. */
  readonly plugins: readonly string[]
  /** One sentence for whoever watches the start. */
  readonly report: (zh: string, en: string) => void
  readonly log?: Logger
}

/** A running server. Disposing it stops cleanly: nothing acknowledged is lost, and the data stays. */
export interface Server extends AsyncDisposable {
  readonly url: string
  readonly mqttUrl: string
  readonly dataDir: string
  readonly store: Store
  readonly roster: Roster
  readonly services: Services
  /** Only at the very first start, when there is no account yet. */
  readonly firstAdmin: FirstAdmin | null
  /** Takes up what was written into the store directly: devices, sources, communities. */
  refresh(): Promise<void>
}

/** Starts everything that one machine needs, in the order in which the parts stand on each other. */
export async function startServer(options: ServerOptions): Promise<Server> {
  await using parts = new AsyncDisposableStack()
  const log = options.log ?? pino({ level: process.env.LINLI_LOG ?? 'warn' }, pino.destination(2))
  const clock = Date.now
  await mkdir(options.dataDir, { recursive: true })
  const journal = parts.use(await openJournal(options.dataDir, { clock: { now: clock } }))
  const [store, vendor, kernel] = await openHosts(options, parts)
  journal.startAfter(await storedUpTo(store.db))
  await bringPlugins(options, store, vendor, clock())
  const roster = await loadRoster(store.db)

  const stop = new AbortController()
  const stalled = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const contracts = { contract: (plugin: string) => roster.scenario(plugin)?.contract }
  const incidents = createIncidents(store, contracts, clock)
  const pipeline = await createPipeline({
    journal,
    store,
    roster,
    vendor,
    kernel,
    onCommit: ({ effects, position }) => {
      if (effects.length > 0) dispatcher.wake()
      // A refold reads stored rows, so the journal is needed only up to what is stored.
      void journal.release(position).catch(stalled('journal segments were not released'))
    },
    onStall: stalled('the pipeline waits'),
  })
  const dispatcher = createDispatcher(
    store,
    { alert: incidents.carryAlert, command: createCommandCarrier(roster) },
    clock,
    stalled('effects wait'),
    () => commands.wake(),
  )
  const commands = createCommands({
    store,
    roster,
    clock,
    carriedOut: async (position, signal) =>
      (await pipeline.settled(position, signal)) && raceAbort(dispatcher.drained(), signal),
    transport: (source) => (sources.canSend(source) ? (command) => sources.send(command) : null),
    onError: stalled('commands wait'),
  })
  const control = async (community: string, body: ControlBody) => {
    const { position } = await journal.append({
      type: 'control',
      community,
      control: body.kind,
      body: encodeControl(body),
    })
    await pipeline.settled(position, AbortSignal.any([stop.signal, AbortSignal.timeout(30_000)]))
  }
  const ingest = createIngest(journal, roster, () => pipeline)
  const installations = createInstallations({ store, roster, control })
  const services: Services = {
    store,
    now: clock,
    log,
    version,
    ingest,
    contracts,
    installations,
    commands: createCommandRequests(store, roster, () => commands.wake()),
    sources: createConnections(store, roster, () => ({
      refresh: () => sources.update(roster.sources()),
      status: (id) => sources.status(id),
    })),
    devices: createDevices(store, roster),
    deadLetters: createDeadLetters(store, journal),
    incidents,
    forms: createForms({ store, contracts, ingest, clock }),
    attachments: createAttachmentStore(path.join(options.dataDir, 'attachments')),
    health: healthOf({ journal, store, vendor, kernel, pipeline: () => pipeline }),
    figures: figuresOf({ journal, pipeline: () => pipeline, sources: () => sources, roster }),
  }
  const firstAdmin = options.firstAdmin ? await ensureAdmin(store, clock()) : null
  const app = await createHttp(services)
  if (options.studioDir !== undefined) await mountStudio(app, options.studioDir)
  const sources = createSources({
    mqtt: await mqttChoice(options),
    app,
    ingest,
    rows: roster.sources(),
    suppliers: { ...createCharging(store, roster), commands },
  })

  const loops = Promise.all([
    pipeline.run(stop.signal),
    dispatcher.run(stop.signal),
    commands.run(stop.signal),
    runDeadlines(incidents.runDue, clock, stop.signal, stalled('deadlines wait')),
    keepHouse(store, clock, stop.signal, stalled('housekeeping waits')),
  ])
  parts.defer(async () => {
    stop.abort()
    await loops
  })
  await installations.repair()
  await sources.start()
  parts.defer(() => sources.stop())
  const url = await listen(app, options.host, options.port, options.report)
  parts.defer(() => app.close())

  const owned = parts.move()
  return {
    url,
    mqttUrl: options.mqttUrl ?? `mqtt://${options.host}:${sources.broker?.port}`,
    dataDir: options.dataDir,
    store,
    roster,
    services,
    firstAdmin,
    async refresh() {
      await roster.reload()
      await sources.update(roster.sources())
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  }
}

type Hosts = readonly [store: Store, vendor: VendorHost, kernel: KernelHost]

/** The database and the worker processes, started side by side. */
async function openHosts(
  { dataDir, databaseUrl, databaseWait, report }: ServerOptions,
  parts: AsyncDisposableStack,
): Promise<Hosts> {
  const onError = (error: unknown) => report(`· ${textOf(error, 'zh')}`, `· ${textOf(error, 'en')}`)
  const opened = await Promise.allSettled([
    openStore({ dir: dataDir, url: databaseUrl, onError, ...(databaseWait === undefined ? {} : { wait: databaseWait }) }),
    createVendorHost(),
    createKernelHost(),
  ])
  for (const one of opened) if (one.status === 'fulfilled') parts.use(one.value)
  const [store, vendor, kernel] = opened
  for (const one of opened) if (one.status === 'rejected') throw one.reason
  return [fulfilled(store), fulfilled(vendor), fulfilled(kernel)]
}

const fulfilled = <Value>(result: PromiseSettledResult<Value>) =>
  (result as PromiseFulfilledResult<Value>).value

const textOf = (error: unknown, lang: 'zh' | 'en') =>
  (error as { text?: { zh: string; en: string } }).text?.[lang] ?? String(error)

/** Stores the plugins that are given and loads every stored one into the sandbox. */
async function bringPlugins(
  { plugins }: ServerOptions,
  store: Store,
  vendor: VendorHost,
  now: number,
): Promise<void> {
  const files = await Promise.all(plugins.map(readPlugin))
  for (const one of files) await storePlugin(one, store, now)
  await loadBundles(store, new Map(files.map((one) => [one.contract.id, one.domain])), vendor)
}

function raceAbort(done: Promise<void>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(false), { once: true })
    done.then(() => resolve(true))
  })
}

/** Deadlines are rows: those that fell due while the server was down run now, late rather than never. */
async function runDeadlines(
  runDue: (now: number) => Promise<number>,
  clock: () => number,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await runDue(clock()).catch(onError)
    await sleep(1000, undefined, { signal }).catch(() => {})
  }
}
