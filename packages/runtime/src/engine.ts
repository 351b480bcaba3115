import { setTimeout as sleep } from 'node:timers/promises'
import type { KernelHost, VendorHost } from '@linli/sandbox'
import type { Logger } from 'pino'
import type { ClockNotices } from './devices/clock-notices.ts'
import { createCommandCarrier } from './effects/command-from-effect.ts'
import { type Commands, createCommands } from './effects/commands.ts'
import { createDispatcher } from './effects/dispatch.ts'
import { runtimeError } from './errors.ts'
import { createIncidents, type IncidentService } from './incidents/incidents.ts'
import type { Roster } from './installations/roster.ts'
import type { LocalJournal } from './journal/local-journal.ts'
import { type ControlBody, encodeControl } from './pipeline/control.ts'
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts'
import type { LoadedPlugins } from './plugins/load-plugins.ts'
import type { PluginLog } from './plugins/plugin-log.ts'
import { createSuspensions, type SuspensionRelay, type Suspensions } from './plugins/suspensions.ts'
import type { Sources } from './sources/sources.ts'
import { keepHouse } from './store/maintenance.ts'
import type { Store } from './store/store.ts'

/** What everything else stands on. */
export interface Core {
  readonly journal: LocalJournal
  readonly store: Store
  readonly vendor: VendorHost
  readonly kernel: KernelHost
  readonly roster: Roster
  readonly clock: () => number
  readonly log: Logger
  /** The sources, once they are there: they need the HTTP server, which needs the engine. */
  readonly connection: { sources: Sources | null }
  readonly plugins: LoadedPlugins
  readonly pluginLog: PluginLog
  readonly relay: SuspensionRelay
  readonly clocks: ClockNotices
}

/** What turns journalled messages into effects and carries these out. */
export interface Engine {
  readonly pipeline: Pipeline
  readonly commands: Commands
  readonly incidents: IncidentService
  readonly suspensions: Suspensions
  /** Journals a control record; resolves when it is in force. */
  control(community: string, body: ControlBody): Promise<void>
  /** Runs until the signal aborts. */
  run(signal: AbortSignal): Promise<void>
}

/** Builds the engine over its core. */
export async function createEngine(core: Core): Promise<Engine> {
  const { journal, store, roster, clock, log, connection } = core
  const stalled = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const incidents = createIncidents(store, { contract: (plugin) => roster.scenario(plugin)?.contract }, clock)
  const carriers = { alert: incidents.carryAlert, command: createCommandCarrier(roster) }
  const dispatcher = createDispatcher(store, carriers, clock, stalled('effects wait'), () => commands.wake())
  const pipeline = await createPipeline({
    ...core,
    onCommit({ effects, observations, refused, position }) {
      core.clocks.note(observations)
      for (const { entry, code, params } of refused)
        connection.sources?.refused(entry.source, runtimeError(code, params as never))
      if (effects.length > 0) dispatcher.wake()
      // A refold reads stored rows, so the journal is needed only up to what is stored.
      void journal.release(position).catch(stalled('journal segments were not released'))
    },
    onStall: stalled('the pipeline waits'),
  })
  const commands = createCommands({
    store,
    roster,
    clock,
    carriedOut: async (position, signal) =>
      (await pipeline.settled(position, signal)) && inTime(dispatcher.drained(), signal),
    transport(source) {
      const { sources } = connection
      return sources?.canSend(source) ? (command) => sources.send(command) : null
    },
    onError: stalled('commands wait'),
  })

  const suspensions = createSuspensions({
    store,
    clock,
    carryAlert: incidents.carryAlert,
    reasonOf: (plugin) => core.pluginLog.lastFailure(plugin),
    onError: stalled('alerts about plugins wait'),
  })
  core.relay.connect(suspensions.suspended)
  // Whatever was suspended when the last run ended was loaded anew.
  for (const plugin of core.plugins.bundles.keys()) suspensions.resumed(plugin)

  return {
    pipeline,
    commands,
    incidents,
    suspensions,
    async control(community, body) {
      const { position } = await journal.append({
        type: 'control',
        community,
        control: body.kind,
        body: encodeControl(body),
      })
      await pipeline.settled(position, AbortSignal.timeout(30_000))
    },
    async run(signal) {
      await Promise.all([
        pipeline.run(signal),
        dispatcher.run(signal),
        commands.run(signal),
        suspensions.run(signal),
        runDeadlines(incidents.runDue, clock, signal, stalled('deadlines wait')),
        keepHouse(store, clock, signal, stalled('housekeeping waits')),
      ])
    },
  }
}

/** True when `done` resolves before the signal aborts. */
function inTime(done: Promise<void>, signal: AbortSignal): Promise<boolean> {
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
