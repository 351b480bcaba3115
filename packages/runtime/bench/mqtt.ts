import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import mqtt from 'mqtt'
import type { Receipt } from '../src/journal/journal.ts'
import { openJournal } from '../src/journal/local-journal.ts'
import { createMqttBroker } from '../src/sources/mqtt/broker.ts'
import { createMqttSource } from '../src/sources/mqtt/external.ts'
import type { Ingest } from '../src/sources/source.ts'

/**
 * How many QoS 1 messages a second the MQTT sources accept, with an ingest that only counts and with the real
 * journal; an external Mosquitto beside a bare mqtt.js subscriber on the same broker, in the same run.
 * `node packages/runtime/bench/mqtt.ts [messages]`
 */
const messages = Number(process.argv[2] ?? 200_000)
const load = { connections: 20, inFlight: 64 }

interface Measured {
  readonly ingest: Ingest
  /** Resolves when so many are accepted. */
  until(count: number): Promise<void>
}

function counting(append: (arrival: Parameters<Ingest['accept']>[0]) => Promise<Receipt>): Measured {
  let count = 0
  let wanted = Number.POSITIVE_INFINITY
  let reached = () => {}
  const ingest: Ingest = {
    async accept(arrival) {
      const receipt = await append(arrival)
      if (++count >= wanted) reached()
      return receipt
    },
    settled: async () => true,
    connected: async () => {},
  }
  const until = (number: number) =>
    new Promise<void>((resolve) => {
      reached = resolve
      wanted = number
      if (count >= number) resolve()
    })
  return { ingest, until }
}

function fast(): Measured {
  let position = 0
  return counting(async () => ({ position: ++position, stamp: 0 }))
}

async function publish(
  port: number,
  topic: string,
): Promise<{ perSecond: number; p50: number; p99: number }> {
  const args = [
    join(import.meta.dirname, 'mqtt-load.ts'),
    port,
    topic,
    messages,
    load.connections,
    load.inFlight,
  ]
  const child = spawn(process.execPath, args.map(String), { stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(await text(child.stdout))
}

async function withJournal(use: (measured: Measured) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'linli-bench-'))
  const journal = await openJournal(dir, { clock: Date })
  await use(counting((arrival) => journal.append({ type: 'message', ...arrival })))
  await journal[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
}

async function measureBroker(name: string, { ingest }: Measured): Promise<void> {
  const routes = [{ source: 's', community: 'c', filter: 'bench/#' }]
  const authenticate = async () => ({ community: null, address: null, publish: ['#'], subscribe: [] })
  await using broker = await createMqttBroker({ port: 0, host: '127.0.0.1', ingest, routes, authenticate })
  print(name, await publish(broker.port, 'bench/'))
}

function print(
  name: string,
  { perSecond, p50, p99 }: { perSecond: number; p50?: number; p99?: number },
): void {
  const latency = p50 === undefined ? '' : `  p50 ${p50} ms  p99 ${p99} ms`
  console.log(`${name.padEnd(44)}${String(perSecond).padStart(8)} msg/s${latency}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** A Mosquitto of our own: the default of 20 messages in flight would measure round trips. */
async function startMosquitto(): Promise<{ readonly child: ChildProcess; readonly port: number } | null> {
  const port = await freePort()
  const dir = await mkdtemp(join(tmpdir(), 'linli-mosquitto-'))
  const config = join(dir, 'mosquitto.conf')
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'max_queued_messages 0',
    'max_inflight_messages 1000',
    'set_tcp_nodelay true',
    'log_type error',
  ]
  await writeFile(config, lines.join('\n'))
  const child = spawn('mosquitto', ['-c', config], { stdio: 'ignore' })
  const started = await Promise.race([once(child, 'error').then(() => false), connected(port)])
  await rm(dir, { recursive: true })
  return started ? { child, port } : null
}

async function connected(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const client = await mqtt
      .connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 })
      .catch(() => null)
    if (client) {
      await client.endAsync()
      return true
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

async function timed(port: number, topic: string, done: Promise<void>): Promise<number> {
  const started = performance.now()
  await Promise.all([publish(port, topic), done])
  return Math.round(messages / ((performance.now() - started) / 1000))
}

async function measureBare(port: number): Promise<number> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`)
  let count = 0
  const done = new Promise<void>((resolve) => {
    client.on('message', () => {
      if (++count === messages) resolve()
    })
  })
  await client.subscribeAsync('bare/#', { qos: 1 })
  const perSecond = await timed(port, 'bare/', done)
  await client.endAsync()
  return perSecond
}

async function measureSource(
  port: number,
  protocolVersion: 4 | 5,
  { ingest, until }: Measured,
): Promise<number> {
  const routes = [{ source: 's', community: 'c', filter: `v${protocolVersion}/#` }]
  const url = `mqtt://127.0.0.1:${port}`
  await using source = await createMqttSource({
    url,
    clientId: `bench-${protocolVersion}`,
    protocolVersion,
    ingest,
    routes,
  })
  while (source.status('s').state !== 'up') await new Promise((resolve) => setTimeout(resolve, 20))
  return await timed(port, `v${protocolVersion}/`, until(messages))
}

async function measureExternal(): Promise<void> {
  const mosquitto = await startMosquitto()
  if (!mosquitto) {
    console.log('no Mosquitto on this machine: external brokers are not measured')
    return
  }
  const { child, port } = mosquitto
  const bare = await measureBare(port)
  print('Mosquitto, bare mqtt.js subscriber', { perSecond: bare })
  const ratio = (perSecond: number) => `(${(perSecond / bare).toFixed(2)} of bare)`
  for (const version of [4, 5] as const) {
    const perSecond = await measureSource(port, version, fast())
    print(`Mosquitto, source v${version}, counting ${ratio(perSecond)}`, { perSecond })
  }
  await withJournal(async (measured) => {
    const perSecond = await measureSource(port, 4, measured)
    print(`Mosquitto, source v4, journal ${ratio(perSecond)}`, { perSecond })
  })
  child.kill()
  await once(child, 'exit')
}

console.log(`${messages} QoS 1 messages, ${load.connections} connections, ${load.inFlight} in flight each`)
await measureBroker('embedded broker, counting', fast())
await withJournal((measured) => measureBroker('embedded broker, journal', measured))
await measureExternal()
