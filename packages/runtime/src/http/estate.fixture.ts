import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernelHost, type SandboxHealth } from '@linli/sandbox'
import { createAccounts } from '../access/accounts.ts'
import { createAttachmentStore } from '../attachments/attachments.ts'
import { createConnections } from '../devices/connections.ts'
import { createDeadLetters } from '../devices/dead-letters.ts'
import { createDevices } from '../devices/devices.ts'
import { createCommandRequests } from '../effects/command-request.ts'
import { createForms } from '../forms/forms.ts'
import { createIncidents } from '../incidents/incidents.ts'
import { loadRoster } from '../installations/roster.ts'
import { createInstallations } from '../installations/service.ts'
import type { Journal } from '../journal/journal.ts'
import { openJournal } from '../journal/local-journal.ts'
import { encodeControl } from '../pipeline/control.ts'
import { createPlaces } from '../places/places.ts'
import { createPluginLog } from '../plugins/plugin-log.ts'
import { createPlugins } from '../plugins/plugins.ts'
import { createReplayJobs } from '../replay/jobs.ts'
import type { ReplayOrder } from '../replay/order.ts'
import { recordChanges } from '../store/changes.ts'
import { prepareMonths } from '../store/observations.ts'
import { openStore, type Store } from '../store/store.ts'
import { createHttp, mountStudio } from './http.ts'
import { type Login, seed } from './seed.fixture.ts'
import type { Services } from './services.ts'

export type { Login }

/** A client of the API that carries a session or a token. */
export interface Caller {
  readonly cookie: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
}

/** Two communities with a few places, devices and accounts behind a real server on a free port. */
export interface Estate extends AsyncDisposable {
  readonly url: string
  readonly dir: string
  readonly store: Store
  readonly journal: Journal
  readonly services: Services
  readonly clock: { now: number }
  as(login: Login): Promise<Caller>
  nobody: Caller
  withToken(token: string): Caller
}

/** Starts the estate in a temporary directory. */
export async function startEstate(
  change: (services: Services) => Services = (services) => services,
  { studio, url: database }: { studio?: (dir: string) => Promise<string>; url?: string } = {},
): Promise<Estate> {
  const dir = await mkdtemp(join(tmpdir(), 'linli-http-'))
  const clock = { now: Date.parse('2026-11-21T08:00:00Z') }
  const store = await openStore({ dir, url: database })
  await prepareMonths(store, clock.now)
  await seed(store, clock.now)
  const journal = await openJournal(dir, { clock: { now: () => clock.now } })
  const services = change(await assemble(store, journal, dir, clock))
  const app = await createHttp(services)
  if (studio) await mountStudio(app, await studio(dir))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const cookies = new Map<Login, Promise<string>>()
  const cookieOf = (login: Login) => {
    if (!cookies.has(login)) cookies.set(login, signIn(url, login))
    return cookies.get(login)!
  }
  return {
    url,
    dir,
    store,
    journal,
    services,
    clock,
    as: async (login) => caller(url, { cookie: await cookieOf(login) }),
    nobody: caller(url, {}),
    withToken: (token) => caller(url, { authorization: `Bearer ${token}` }),
    async [Symbol.asyncDispose]() {
      await app.close()
      await journal[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function assemble(
  store: Store,
  journal: Awaited<ReturnType<typeof openJournal>>,
  dir: string,
  clock: { now: number },
): Promise<Services> {
  const roster = await loadRoster(store.db)
  const now = () => clock.now
  const contracts = {
    contract: (plugin: string) => roster.scenario(plugin)?.contract,
    all: () => roster.scenarios().map(({ contract }) => contract),
  }
  const ingest: Services['ingest'] = {
    accept: (arrival) => journal.append({ type: 'message', ...arrival }),
    settled: async () => true,
    connected: async () => {},
  }
  return {
    store,
    now,
    log: false,
    version: '0.0.0',
    ingest,
    contracts,
    installations: createInstallations({
      store,
      roster,
      control: async (community, body) => {
        await journal.append({ type: 'control', community, control: body.kind, body: encodeControl(body) })
        await roster.reload()
      },
    }),
    commands: createCommandRequests(store, roster, () => {}),
    plugins: createPlugins({
      store,
      vendor: idleVendor,
      bundles: new Map(),
      refused: [],
      log: createPluginLog(now),
      onResume: () => {},
    }),
    sources: createConnections(store, roster, {
      rebind: async () => {},
      refresh: async () => {},
      status: () => undefined,
      broker: () => 'mqtt://127.0.0.1:1883',
    }),
    places: createPlaces(store, roster),
    accounts: createAccounts(store),
    devices: createDevices(store, roster),
    clocks: { of: () => null },
    deadLetters: createDeadLetters(store, journal),
    incidents: createIncidents(store, contracts, now),
    forms: createForms({ store, contracts, ingest, clock: now }),
    attachments: createAttachmentStore(join(dir, 'attachments'), 100_000),
    replays: createReplayJobs<ReplayOrder>({
      clock: now,
      openKernel: (workers) => createKernelHost({ workers }),
      onError: () => {},
    }),
    dataDir: dir,
    health: [],
    figures: [],
  }
}

/** No foreign code runs in the estate. */
const idleVendor = {
  load: async () => {},
  resume: () => {},
  health: () => ({ tier: 'plain', workers: [], selfTest: {} }) as unknown as SandboxHealth,
}

function caller(url: string, credentials: Record<string, string>): Caller {
  return {
    cookie: credentials.cookie ?? '',
    async call(method, path, body, headers = {}) {
      const isForm = body instanceof FormData
      const init: RequestInit = {
        method,
        headers: {
          ...credentials,
          // As a browser does for the pages of the server itself.
          ...(credentials.cookie ? { origin: url } : {}),
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      }
      if (body !== undefined)
        init.body = isForm ? body : typeof body === 'string' ? body : JSON.stringify(body)
      const response = await fetch(`${url}${path}`, init)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
  }
}

async function signIn(url: string, login: Login): Promise<string> {
  const { status, headers } = await caller(url, {}).call('POST', '/api/session', {
    login,
    password: `${login}-password`,
  })
  if (status !== 200) throw new Error(`sign-in of ${login}: ${status}`)
  return headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

let effects = 0

/** An effect as the pipeline puts it into the outbox, carried out as the dispatcher does. */
export async function alertEffect(
  estate: Estate,
  effect: {
    id?: string
    installation?: string
    rule?: string
    key?: string
    revision?: number
    op?: 'assert' | 'amend' | 'withdraw' | 'replace'
    replaces?: string
    grade?: 'normal' | 'major' | 'urgent'
    flow?: string
    device?: string | null
    place?: string | null
    reason?: string
    detail?: Record<string, string>
  } = {},
): Promise<string> {
  const {
    id = `effect-${++effects}`,
    revision = 1,
    op = 'assert',
    grade = 'major',
    device = 's1',
    place = 'r302',
  } = effect
  const alert = {
    title: { zh: '烟雾报警', en: 'Smoke' },
    ...(effect.flow ? { flow: effect.flow } : {}),
    detail: effect.detail ?? {},
  }
  const row = {
    effectId: id,
    revision,
    op,
    replaces: effect.replaces ?? null,
    installation: effect.installation ?? 'fire-lake',
    release: 1,
    rule: effect.rule ?? 'smoke',
    key: effect.key ?? 's1',
    onset: estate.clock.now,
    at: estate.clock.now,
    grade,
    action: { alert },
    cause: { observation: 'o1', device, place },
    final: true,
    reason: effect.reason ?? null,
    position: 1,
    state: 'pending' as const,
    doneAt: null,
    community: 'lake',
    path: 'yun.lake',
  }
  await estate.store.transaction(async (trx) => {
    await recordChanges(trx, await estate.services.incidents.carryAlert(trx, row, estate.clock.now))
  })
  return id
}
