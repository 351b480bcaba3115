import { randomUUID } from 'node:crypto'
import mqtt, { type MqttClient } from 'mqtt'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type CutProxy, createCutProxy } from '../testing/cut-proxy.ts'
import { eventually } from '../testing/eventually.ts'
import { createJournalIngest, type JournalIngest } from '../testing/journal-ingest.ts'
import { hasMosquitto, mosquittoAddress } from '../testing/mosquitto.ts'
import { createMqttBroker } from './broker.ts'
import { createMqttSource } from './external.ts'
import type { Route } from './route-table.ts'
import type { MqttTransport } from './transport.ts'

/** A transport under test, and how devices reach the broker behind it. */
interface Bench {
  readonly transport: MqttTransport
  readonly ingest: JournalIngest
  /** A connected device. */
  device(): Promise<MqttClient>
  /** Stands where the transport's own connections run: between devices and the embedded broker, or between us and the external one. */
  readonly proxy: CutProxy
  /** Topics of this test alone. */
  readonly root: string
}

type OpenBench = (routes: (root: string) => readonly Route[]) => Promise<Bench>

const everything = { community: null, address: null, publish: ['#'], subscribe: ['#'] }

function use<Resource extends AsyncDisposable>(resource: Resource): Resource {
  onTestFinished(() => resource[Symbol.asyncDispose]())
  return resource
}

async function connectDevice(port: number, host = '127.0.0.1'): Promise<MqttClient> {
  const client = await mqtt.connectAsync(`mqtt://${host}:${port}`, {
    reconnectPeriod: 50,
    clientId: `d-${randomUUID()}`,
  })
  client.on('error', () => {})
  onTestFinished(() => client.endAsync(true))
  return client
}

const embedded: OpenBench = async (routes) => {
  const root = `linli-test-${randomUUID()}`
  const ingest = use(await createJournalIngest())
  const broker = use(
    await createMqttBroker({
      port: 0,
      host: '127.0.0.1',
      ingest,
      routes: routes(root),
      authenticate: async () => everything,
    }),
  )
  const proxy = use(await createCutProxy({ host: '127.0.0.1', port: broker.port }))
  return { transport: broker, ingest, proxy, root, device: () => connectDevice(proxy.port) }
}

const external =
  (protocolVersion: 4 | 5): OpenBench =>
  async (routes) => {
    const root = `linli-test-${randomUUID()}`
    const ingest = use(await createJournalIngest())
    const proxy = use(await createCutProxy(mosquittoAddress))
    const transport = use(
      await createMqttSource({
        url: `mqtt://127.0.0.1:${proxy.port}`,
        clientId: root,
        protocolVersion,
        ingest,
        routes: routes(root),
        reconnectPeriod: 50,
      }),
    )
    onTestFinished(() => forgetSession(root, protocolVersion))
    await allUp(transport, routes(root))
    return {
      transport,
      ingest,
      proxy,
      root,
      device: () => connectDevice(mosquittoAddress.port, mosquittoAddress.host),
    }
  }

async function forgetSession(clientId: string, protocolVersion: 4 | 5): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://${mosquittoAddress.host}:${mosquittoAddress.port}`, {
    clientId,
    clean: true,
    protocolVersion,
  })
  await client.endAsync()
}

async function allUp(transport: MqttTransport, routes: readonly Route[]): Promise<void> {
  await eventually(() =>
    expect(routes.map(({ source }) => transport.status(source).state)).toEqual(routes.map(() => 'up')),
  )
}

const present = await hasMosquitto()

describe.each<[string, OpenBench, boolean]>([
  ['embedded broker', embedded, true],
  ['Mosquitto, MQTT 3.1.1', external(4), present],
  ['Mosquitto, MQTT 5', external(5), present],
])('%s', (_name, open, runs) => {
  const one = (root: string): Route[] => [{ source: 's1', community: 'c1', filter: `${root}/+/up` }]

  test.runIf(runs)(
    'every message reaches its source with its bytes, and each device keeps its order',
    async () => {
      const { ingest, device, root, transport } = await open(one)
      const devices = await Promise.all([0, 1, 2].map(() => device()))
      const bodies = Array.from({ length: 200 }, (_, at) => Buffer.from([at, 0, 255, at >> 8]))
      await Promise.all(
        devices.map((client, at) =>
          Promise.all(bodies.map((body) => client.publishAsync(`${root}/d${at}/up`, body, { qos: 1 }))),
        ),
      )
      const kept = await ingest.until(600)
      for (const at of devices.keys()) {
        const mine = kept.filter(({ channel }) => channel === `${root}/d${at}/up`)
        expect(mine.map(({ body }) => Buffer.from(body).toString('hex'))).toEqual(
          bodies.map((body) => body.toString('hex')),
        )
      }
      expect(kept[0]).toMatchObject({ community: 'c1', source: 's1', meta: {} })
      expect(transport.status('s1')).toMatchObject({
        state: 'up',
        accepted: 600,
        refused: 0,
        lastError: null,
        knocks: [],
      })
    },
  )

  test.runIf(runs)('a message that two sources take is kept for both', async () => {
    const { ingest, device, root } = await open((at) => [
      ...one(at),
      { source: 's2', community: 'c2', filter: `${at}/#` },
    ])
    const client = await device()
    await client.publishAsync(`${root}/d/up`, 'x', { qos: 1 })
    const kept = await ingest.until(2)
    expect(kept.map(({ community }) => community).toSorted()).toEqual(['c1', 'c2'])
  })

  test.runIf(runs)('what a route ignores is not kept and still heard by others', async () => {
    const { ingest, device, root, transport } = await open((at) => [
      { source: 's1', community: 'c1', filter: `${at}/#`, ignores: (topic) => topic.endsWith('/set') },
    ])
    const [sender, listener] = [await device(), await device()]
    await listener.subscribeAsync(`${root}/#`, { qos: 1 })
    const heard = new Promise((resolve) => listener.once('message', resolve))
    await sender.publishAsync(`${root}/d/set`, 'x', { qos: 1 })
    expect(await heard).toBe(`${root}/d/set`)
    await sender.publishAsync(`${root}/d/up`, 'y', { qos: 1 })
    const kept = await ingest.until(1)
    expect(kept.map(({ channel }) => channel)).toEqual([`${root}/d/up`])
    await eventually(() => expect(transport.traffic().unroutable).toBe(1))
  })

  test.runIf(runs)('routes change while messages flow', async () => {
    const { ingest, device, root, transport } = await open(one)
    const client = await device()
    await client.publishAsync(`${root}/d/up`, 'first', { qos: 1 })
    await ingest.until(1)
    const next = [{ source: 's2', community: 'c2', filter: `${root}/d/other` }]
    await transport.update(next)
    await allUp(transport, next)
    await client.publishAsync(`${root}/d/up`, 'nobody takes this', { qos: 1 })
    await client.publishAsync(`${root}/d/other`, 'second', { qos: 1 })
    const kept = await ingest.until(2)
    expect(kept.map(({ source }) => source)).toEqual(['s1', 's2'])
    expect(ingest.connections).toEqual(['s1 up', 's1 down', 's2 up'])
  })

  test.runIf(runs)('what the journal refused comes again until it is kept', async () => {
    const { ingest, device, root, transport } = await open(one)
    const client = await device()
    ingest.failure = Object.assign(new Error('disk full'), { code: 'journal.full' })
    const published = client.publishAsync(`${root}/d/up`, 'precious', { qos: 1 })
    await eventually(() => expect(transport.status('s1').refused).toBeGreaterThan(0))
    expect(transport.status('s1').lastError).toMatchObject({ code: 'journal.full' })
    ingest.failure = null
    await published
    const kept = await ingest.until(1)
    expect(Buffer.from(kept[0]!.body).toString()).toBe('precious')
  })

  test.runIf(runs)('connections that break lose no acknowledged message', async () => {
    const { ingest, device, root, proxy } = await open(one)
    const client = await device()
    const numbers = Array.from({ length: 900 }, (_, at) => String(at))
    const published = Promise.all(
      numbers.map((number) => client.publishAsync(`${root}/d/up`, number, { qos: 1 })),
    )
    for (const count of [100, 300, 600]) {
      await ingest.until(count)
      proxy.cut()
    }
    await published
    const different = async () =>
      new Set((await ingest.kept()).map(({ body }) => Buffer.from(body).toString())).size
    await eventually(async () => expect(await different()).toBe(numbers.length))
  })

  test.runIf(runs)('a command reaches who listens, once and unretained', async () => {
    const { device, root, transport } = await open(one)
    const client = await device()
    await client.subscribeAsync(`${root}/d/down`, { qos: 1 })
    const heard = new Promise<{ payload: string; retain: boolean }>((resolve) =>
      client.once('message', (_topic, payload, { retain }) =>
        resolve({ payload: payload.toString(), retain }),
      ),
    )
    expect(await transport.publish(`${root}/d/down`, 'open')).toEqual({ state: 'sent' })
    expect(await heard).toEqual({ payload: 'open', retain: false })
    const late = await device()
    const messages: string[] = []
    late.on('message', (topic) => messages.push(topic))
    await late.subscribeAsync([`${root}/d/down`, `${root}/last`], { qos: 1 })
    await transport.publish(`${root}/last`, 'x')
    await eventually(() => expect(messages).toEqual([`${root}/last`]))
  })
})
