import { randomUUID } from 'node:crypto'
import mqtt from 'mqtt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { certificate, certificateKey } from '../testing/certificate.ts'
import { createCutProxy } from '../testing/cut-proxy.ts'
import { eventually } from '../testing/eventually.ts'
import { createJournalIngest, type JournalIngest } from '../testing/journal-ingest.ts'
import { hasMosquitto, mosquittoAddress, mosquittoUrl } from '../testing/mosquitto.ts'
import { createMqttBroker } from './broker.ts'
import { createMqttSource, type MqttSourceOptions } from './external.ts'

async function openIngest(): Promise<JournalIngest> {
  const ingest = await createJournalIngest()
  onTestFinished(() => ingest[Symbol.asyncDispose]())
  return ingest
}

const up = (transport: { status(source: string): { state: string } }) =>
  eventually(() => expect(transport.status('s1').state).toBe('up'))

const present = await hasMosquitto()

describe.runIf(present)('Mosquitto', () => {
  async function publisher() {
    const client = await mqtt.connectAsync(mosquittoUrl)
    onTestFinished(() => client.endAsync(true))
    return client
  }

  function settings(ingest: JournalIngest): MqttSourceOptions {
    const root = `linli-test-${randomUUID()}`
    onTestFinished(async () => {
      const client = await mqtt.connectAsync(mosquittoUrl, { clientId: root, clean: true })
      await client.endAsync()
    })
    const routes = [{ source: 's1', community: 'c1', filter: `${root}/#` }]
    return { url: mosquittoUrl, clientId: root, ingest, routes, reconnectPeriod: 50 }
  }

  test.each([4, 5] as const)(
    'what came while we were stopped is there after the start (protocol %s)',
    async (protocolVersion) => {
      const ingest = await openIngest()
      const options = { ...settings(ingest), protocolVersion }
      const first = await createMqttSource(options)
      await up(first)
      await first[Symbol.asyncDispose]()
      const client = await publisher()
      const numbers = Array.from({ length: 50 }, (_, at) => String(at))
      for (const number of numbers) await client.publishAsync(`${options.clientId}/up`, number, { qos: 1 })
      const second = await createMqttSource(options)
      onTestFinished(() => second[Symbol.asyncDispose]())
      const kept = await ingest.until(50)
      expect(kept.map(({ body }) => Buffer.from(body).toString())).toEqual(numbers)
      expect(ingest.connections).toEqual(['s1 up', 's1 down', 's1 up'])
    },
  )

  test('messages are read on while acknowledgements wait for the disk, and come again if it never happens', async () => {
    const ingest = await openIngest()
    const options = settings(ingest)
    const proxy = await createCutProxy(mosquittoAddress)
    onTestFinished(() => proxy[Symbol.asyncDispose]())
    const source = await createMqttSource({ ...options, url: `mqtt://127.0.0.1:${proxy.port}` })
    onTestFinished(() => source[Symbol.asyncDispose]())
    await up(source)
    const accept = vi.spyOn(ingest, 'accept')
    const release = ingest.hold()
    const client = await publisher()
    await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        client.publishAsync(`${options.clientId}/up`, String(number), { qos: 1 }),
      ),
    )
    await eventually(() => expect(accept).toHaveBeenCalledTimes(5))
    expect(ingest.count).toBe(0)
    proxy.cut()
    await eventually(() => expect(accept).toHaveBeenCalledTimes(10))
    release()
    const kept = await ingest.until(10)
    expect(kept.map(({ body }) => Buffer.from(body).toString()).join('')).toBe('1234512345')
    // More than a broker leaves unacknowledged by default: they only come if the acknowledgements went out.
    const more = Array.from({ length: 100 }, (_, at) => `n${at}`)
    await Promise.all(more.map((text) => client.publishAsync(`${options.clientId}/up`, text, { qos: 1 })))
    const all = await ingest.until(110)
    expect(all.slice(10).map(({ body }) => Buffer.from(body).toString())).toEqual(more)
  })

  test('an old retained state is marked as such', async () => {
    const ingest = await openIngest()
    const options = settings(ingest)
    const client = await publisher()
    const topic = `${options.clientId}/state`
    await client.publishAsync(topic, 'old', { qos: 1, retain: true })
    onTestFinished(() => client.publishAsync(topic, '', { qos: 1, retain: true }).then(() => {}))
    const source = await createMqttSource(options)
    onTestFinished(() => source[Symbol.asyncDispose]())
    expect(await ingest.until(1)).toMatchObject([{ meta: { retained: '1' } }])
    await client.publishAsync(topic, 'new', { qos: 1, retain: true })
    expect((await ingest.until(2))[1]!.meta).toEqual({})
  })
})

test('a broker that is away is named, without its password, and found when it comes', async () => {
  const ingest = await openIngest()
  const near = await createMqttBroker({
    port: 0,
    host: '127.0.0.1',
    ingest,
    routes: [],
    authenticate: async () => everything,
  })
  onTestFinished(() => near[Symbol.asyncDispose]())
  const proxy = await createCutProxy({ host: '127.0.0.1', port: near.port })
  onTestFinished(() => proxy[Symbol.asyncDispose]())
  proxy.closed = true
  const told: string[] = []
  const source = await createMqttSource({
    url: `mqtt://user:secret@127.0.0.1:${proxy.port}`,
    clientId: 'linli',
    ingest,
    routes: [{ source: 's1', community: 'c1', filter: 'a/#' }],
    reconnectPeriod: 50,
    onAway: ({ code }) => told.push(code),
    onBack: () => told.push('back'),
  })
  onTestFinished(() => source[Symbol.asyncDispose]())
  // Before the start is over, and once however often it is tried.
  expect(told).toEqual(['mqtt.unreachable'])
  expect(await source.publish('a/b', 'x')).toEqual({ state: 'rejected', reason: 'not-connected' })
  await eventually(() =>
    expect(source.status('s1')).toMatchObject({ state: 'down', lastError: { code: 'mqtt.unreachable' } }),
  )
  const { message } = source.status('s1').lastError!
  expect(message.zh).toContain(`mqtt://127.0.0.1:${proxy.port}`)
  expect(JSON.stringify(message)).not.toContain('secret')
  proxy.closed = false
  await up(source)
  expect(ingest.connections).toEqual(['s1 up'])
  expect(told).toEqual(['mqtt.unreachable', 'back'])
})

const everything = { community: null, address: null, publish: ['#'], subscribe: ['#'] }

test('a refused subscription is shown on its source while the others work', async () => {
  const ingest = await openIngest()
  const near = await createMqttBroker({
    port: 0,
    host: '127.0.0.1',
    ingest,
    routes: [],
    authenticate: async () => ({ ...everything, subscribe: ['a/#'] }),
  })
  onTestFinished(() => near[Symbol.asyncDispose]())
  const source = await createMqttSource({
    url: `mqtt://127.0.0.1:${near.port}`,
    clientId: 'linli',
    ingest,
    routes: [
      { source: 's1', community: 'c1', filter: 'a/#' },
      { source: 's2', community: 'c2', filter: 'secret/#' },
    ],
  })
  onTestFinished(() => source[Symbol.asyncDispose]())
  await up(source)
  await eventually(() =>
    expect(source.status('s2')).toMatchObject({ state: 'down', lastError: { code: 'mqtt.subscription' } }),
  )
  expect(source.status('s1').lastError).toBeNull()
  expect(ingest.connections).toEqual(['s1 up', 's2 up', 's2 down'])
})

test('TLS: the broker proves itself with its certificate, or nothing is sent', async () => {
  const ingest = await openIngest()
  const near = await createMqttBroker({
    port: 0,
    host: '127.0.0.1',
    ingest,
    routes: [],
    authenticate: async () => everything,
    tls: { cert: certificate, key: certificateKey },
  })
  onTestFinished(() => near[Symbol.asyncDispose]())
  const routes = [{ source: 's1', community: 'c1', filter: 'a/#' }]
  const options = {
    url: `mqtts://127.0.0.1:${near.port}`,
    clientId: 'linli',
    ingest,
    routes,
    reconnectPeriod: 50,
  }
  const distrustful = await createMqttSource({ ...options, clientId: 'distrustful' })
  onTestFinished(() => distrustful[Symbol.asyncDispose]())
  await eventually(() =>
    expect(distrustful.status('s1')).toMatchObject({
      state: 'down',
      lastError: { code: 'mqtt.unreachable' },
    }),
  )
  const source = await createMqttSource({ ...options, tls: { ca: certificate, servername: 'localhost' } })
  onTestFinished(() => source[Symbol.asyncDispose]())
  await up(source)
  const client = await mqtt.connectAsync(options.url, { ca: certificate, servername: 'localhost' })
  onTestFinished(() => client.endAsync(true))
  await client.publishAsync('a/b', 'x', { qos: 1 })
  expect(await ingest.until(1)).toMatchObject([{ source: 's1', channel: 'a/b' }])
})
