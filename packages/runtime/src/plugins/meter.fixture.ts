import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Contract, defineContract, Type } from '@linli/sdk'
import pino from 'pino'
import { type Server, type ServerOptions, startServer } from '../server.ts'

const title = { zh: '水表', en: 'Meter' }

/** A scenario with one device that reports through a codec, over HTTP. */
export const meterContract = defineContract({
  id: 'meter',
  title,
  summary: title,
  settings: Type.Object({}),
  sources: {
    push: { title, kind: 'http', dialect: 'json', address: '/id', lateness: '0s' },
    pull: { title, kind: 'http-poll', dialect: 'json', address: '/id', lateness: '0s' },
  },
  devices: {
    meter: {
      title,
      properties: { litres: Type.Number() },
      commands: { shut: { title, kind: 'set-state', args: Type.Object({}), expires: '1m' } },
      decode: [
        { source: 'push', codec: 'meter' },
        { source: 'pull', codec: 'meter' },
      ],
    },
  },
  rules: [
    {
      id: 'flood',
      title,
      key: 'device',
      on: [{ device: 'meter', property: 'litres' }],
      when: { '>': [{ var: 'litres' }, 1000] },
      do: [{ command: { device: 'self', name: 'shut' } }],
    },
  ],
  capabilities: [
    { kind: 'command', device: 'meter', name: 'shut', why: title },
    { kind: 'http', why: title },
  ],
}) as Contract

/** A codec that obeys: its item says whether it throws, loops or writes a line. */
export const meterScript = `globalThis.linli = { codecs: { meter: (message) => {
  const { litres, mood } = message.json
  if (mood === 'loop') for (;;);
  if (mood === 'throw') throw new TypeError('no such meter')
  if (mood === 'talk') console.warn('call 13800138000 about 京A12345')
  return [{ name: 'litres', value: litres }]
} } }`

/** A server with the meter's plugin in a temporary folder, a community that uses it and one meter. */
export interface MeterSite extends AsyncDisposable {
  readonly server: Server
  readonly said: readonly string[]
  /** The administrator's session. */
  readonly cookie: string
  /** The API as the administrator. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>
  /** Posts what the meter reports. */
  report(body: unknown): Promise<number>
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Answer = any

/** Writes a built plugin; returns its folder. */
export async function writePlugin(
  root: string,
  contract: Contract,
  script: string,
  version = '1.0.0',
): Promise<string> {
  const dir = path.join(root, `${contract.id}-${version}`)
  await mkdir(path.join(dir, 'dist'), { recursive: true })
  const manifest = { name: `linli-plugin-${contract.id}`, version }
  await writeFile(path.join(dir, 'package.json'), JSON.stringify(manifest))
  await writeFile(path.join(dir, 'dist/contract.json'), JSON.stringify(contract))
  await writeFile(path.join(dir, 'dist/behaviour.js'), script)
  return dir
}

/** Starts it; a plugin's folders may be given instead, and a data directory to go on with. */
export async function startMeterSite(
  options: {
    readonly root?: string
    readonly plugins?: readonly string[]
    readonly more?: Partial<ServerOptions>
    /** What is configured on the source `feed` of the plugin's `spec`. */
    readonly source?: { readonly spec: string; readonly config: Readonly<Record<string, unknown>> }
    readonly publish?: unknown
  } = {},
): Promise<MeterSite> {
  const root = options.root ?? (await mkdtemp(path.join(tmpdir(), 'linli-meter-')))
  const said: string[] = []
  const server = await startServer({
    dataDir: path.join(root, 'data'),
    host: '127.0.0.1',
    port: 0,
    mqttPort: 0,
    firstAdmin: true,
    plugins: options.plugins ?? [await writePlugin(root, meterContract, meterScript)],
    report: (_zh, en) => said.push(en),
    log: pino({ level: 'silent' }),
    ...options.more,
  })
  const cookie = await signIn(server, root)
  const call: MeterSite['call'] = async (method, where, body) => {
    const answer = await fetch(`${server.url}${where}`, {
      method,
      headers: {
        cookie,
        origin: server.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  if (options.root === undefined) await settle(server, call, options)
  return {
    server,
    said,
    cookie,
    call,
    async report(body) {
      const answer = await fetch(`${server.url}/in/feed`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return answer.status
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await rm(root, { recursive: true, force: true })
    },
  }
}

const passwords = new Map<string, { login: string; password: string }>()

async function signIn({ url, firstAdmin }: Server, root: string): Promise<string> {
  if (firstAdmin !== null) passwords.set(root, firstAdmin)
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(passwords.get(root)),
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function settle(
  server: Server,
  call: MeterSite['call'],
  { source = { spec: 'push', config: {} }, publish = {} }: Parameters<typeof startMeterSite>[0] & object,
): Promise<void> {
  const { db } = server.store
  const place = { community: 'lake', path: 'yun.lake' }
  await db
    .insertInto('places')
    .values({ ...place, id: 'lake', parent: null, kind: 'community', name: 'Lake', lat: null, lng: null })
    .execute()
  await db
    .insertInto('communities')
    .values({ id: 'lake', path: 'yun.lake', name: 'Lake', createdAt: 1 })
    .execute()
  await server.refresh()
  const plugin = 'meter'
  const spec = server.roster.scenario(plugin)?.contract.sources[source.spec]
  const made = [
    await call('POST', '/api/installations', { plugin, community: 'lake' }),
    await call('POST', '/api/installations/meter-lake/publish', publish),
    await call('POST', '/api/sources', {
      id: 'feed',
      name: 'Feed',
      community: 'lake',
      kind: spec?.kind,
      plugin,
      ...source,
    }),
    await call('POST', '/api/devices', {
      id: 'm1',
      name: 'M1',
      model: 'meter/meter',
      place: 'lake',
      source: 'feed',
      address: 'm1',
    }),
  ]
  const wrong = made.find(({ status }) => status >= 300)
  if (wrong) throw new Error(JSON.stringify(wrong))
}
