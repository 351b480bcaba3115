import {
  createKernelHost,
  createVendorHost,
  type KernelHost,
  type SandboxHealth,
  type VendorHost,
} from '@linli/sandbox'
import pino, { type Logger } from 'pino'
import { ensureAdmin, type FirstAdmin } from './access/first-admin.ts'
import { assembleServices } from './assemble.ts'
import { createPollSupplies } from './capabilities/poll-supplies.ts'
import { makeDataDir } from './data-dir.ts'
import { createCharging } from './devices/charging.ts'
import { createClockNotices } from './devices/clock-notices.ts'
import { createEngine } from './engine.ts'
import { runtimeError } from './errors.ts'
import { createHttp, mountStudio } from './http/http.ts'
import type { Services } from './http/services.ts'
import { loadRoster, type Roster } from './installations/roster.ts'
import { openJournal } from './journal/local-journal.ts'
import { listen } from './listen.ts'
import { mqttChoice } from './mqtt-choice.ts'
import type { BrokerOptions } from './outgoing/broker.ts'
import { type LoadedPlugins, loadPlugins } from './plugins/load-plugins.ts'
import { createPluginLog, type PluginLog } from './plugins/plugin-log.ts'
import { createSuspensionRelay, type SuspensionRelay } from './plugins/suspensions.ts'
import { createReplayJobs } from './replay/jobs.ts'
import type { ReplayOrder } from './replay/order.ts'
import type { Ingest } from './sources/source.ts'
import { createSources, type Sources } from './sources/sources.ts'
import { storedUpTo } from './store/progress.ts'
import { openStore, type Store } from './store/store.ts'

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
  /** `production` refuses what is for trying out: the embedded database, and a sandbox below `unshare`. */
  readonly profile?: 'production'
  /** The weakest sandbox to accept, in plain words by whoever starts the server. */
  readonly sandbox?: SandboxHealth['tier']
  /** How the broker resolves names, and its limits. Default: the system's resolver, 1 MiB, 10 s. */
  readonly outgoing?: BrokerOptions
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
  await makeDataDir(options.dataDir)
  const since = { interruption: true }
  // Until the interruption is written down, the journal's time stands where the last run left it.
  const journalClock = { now: () => (since.interruption ? 0 : clock()) }
  const journal = parts.use(await openJournal(options.dataDir, { clock: journalClock }))
  const pluginLog = createPluginLog(clock)
  const relay = createSuspensionRelay()
  const [store, vendor, kernel] = await openHosts(options, parts, pluginLog, relay)
  journal.startAfter(await storedUpTo(store.db))
  const plugins = await bringPlugins(options, store, vendor, clock())
  const roster = await loadRoster(store.db)
  const connection: { sources: Sources | null } = { sources: null }
  const core = {
    journal,
    store,
    vendor,
    kernel,
    roster,
    clock,
    log,
    connection,
    plugins,
    pluginLog,
    relay,
    clocks: createClockNotices(),
  }
  const engine = await createEngine(core)
  const broker = () => brokerAddress(options, connection.sources?.broker?.port)
  const replays = parts.use(
    createReplayJobs<ReplayOrder>({
      clock,
      openKernel: (workers) => createKernelHost({ workers, minimumTier: minimumTier(options) }),
      onError: (error) => log.error({ err: error }, 'a replay failed'),
    }),
  )
  const services = assembleServices({ ...core, engine, dataDir: options.dataDir, replays, broker })
  await markInterruption(roster, services.ingest)
  since.interruption = false
  const firstAdmin = options.firstAdmin ? await ensureAdmin(store, clock()) : null
  const app = await createHttp(services)
  if (options.studioDir !== undefined) await mountStudio(app, options.studioDir)
  const sources = createSources({
    mqtt: await mqttChoice(options),
    app,
    ingest: services.ingest,
    rows: roster.sources(),
    suppliers: {
      ...createCharging(store, roster),
      commands: engine.commands,
      polls: createPollSupplies(store, roster, clock, options.outgoing),
    },
  })
  connection.sources = sources

  const stop = new AbortController()
  const running = engine.run(stop.signal)
  parts.defer(async () => {
    stop.abort()
    await running
  })
  await services.installations.repair()
  await services.forms.repair()
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

/** Where devices find the MQTT broker, without the credentials that are ours. */
function brokerAddress({ mqttUrl, host }: ServerOptions, port: number | undefined): string | null {
  if (mqttUrl === undefined) return port === undefined ? null : `mqtt://${host}:${port}`
  const url = URL.parse(mqttUrl)
  return url && `${url.protocol}//${url.host}`
}

/** Every source was away from the last thing the journal knows until it is started again: that is no silence of devices. */
async function markInterruption(roster: Roster, ingest: Ingest): Promise<void> {
  for (const { community, id } of roster.sources()) await ingest.connected(community, id, false)
}

/** A plugin over its budget holds the others' messages up no longer than this, ms; beyond it its own are refused. */
const LONGEST_WAIT = 1000

type Hosts = readonly [store: Store, vendor: VendorHost, kernel: KernelHost]

/** The database and the worker processes, started side by side. */
async function openHosts(
  options: ServerOptions,
  parts: AsyncDisposableStack,
  pluginLog: PluginLog,
  relay: SuspensionRelay,
): Promise<Hosts> {
  const { dataDir, databaseUrl, databaseWait, report, profile } = options
  if (profile === 'production' && databaseUrl === undefined)
    throw runtimeError('store.not-for-production', {})
  const onError = (error: unknown) => report(`· ${textOf(error, 'zh')}`, `· ${textOf(error, 'en')}`)
  const opened = await Promise.allSettled([
    openStore({
      dir: dataDir,
      url: databaseUrl,
      onError,
      ...(databaseWait === undefined ? {} : { wait: databaseWait }),
    }),
    createVendorHost({
      minimumTier: minimumTier(options),
      limits: { longestWait: LONGEST_WAIT },
      onLog: pluginLog.add,
      onSuspend: relay.suspended,
    }),
    createKernelHost({ minimumTier: minimumTier(options) }),
  ])
  for (const one of opened) if (one.status === 'fulfilled') parts.use(one.value)
  const [store, vendor, kernel] = opened
  for (const one of opened) if (one.status === 'rejected') throw one.reason
  return [fulfilled(store), fulfilled(vendor), fulfilled(kernel)]
}

/** The weakest sandbox that is accepted. */
const minimumTier = ({ sandbox, profile }: ServerOptions) =>
  sandbox ?? (profile === 'production' ? 'unshare' : 'plain')

const fulfilled = <Value>(result: PromiseSettledResult<Value>) =>
  (result as PromiseFulfilledResult<Value>).value

const textOf = (error: unknown, lang: 'zh' | 'en') =>
  (error as { text?: { zh: string; en: string } }).text?.[lang] ?? String(error)

/** Takes the plugins in and names those that were refused. */
async function bringPlugins(
  { plugins, report }: ServerOptions,
  store: Store,
  vendor: VendorHost,
  now: number,
): Promise<LoadedPlugins> {
  const loaded = await loadPlugins(plugins, { store, vendor, now })
  for (const { error } of loaded.refused) report(`✗ ${textOf(error, 'zh')}`, `✗ ${textOf(error, 'en')}`)
  return loaded
}
