import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { certificate, certificateKey } from '../testing/certificate.ts'
import { eventually } from '../testing/eventually.ts'
import { createJournalIngest } from '../testing/journal-ingest.ts'
import { createMqttBroker, type MqttBrokerOptions } from './broker.ts'
import type { MqttGrant } from './grant.ts'

const everything: MqttGrant = { community: null, address: null, publish: ['#'], subscribe: ['#'] }
const routes = [
  { source: 's1', community: 'c1', filter: 'c1/#' },
  { source: 's2', community: 'c2', filter: 'c2/#' },
]

async function open(options: Partial<MqttBrokerOptions> = {}) {
  const ingest = await createJournalIngest()
  onTestFinished(() => ingest[Symbol.asyncDispose]())
  const authenticate = async () => everything
  const broker = await createMqttBroker({
    port: 0,
    host: '127.0.0.1',
    ingest,
    routes,
    authenticate,
    ...options,
  })
  onTestFinished(() => broker[Symbol.asyncDispose]())
  const device = async (more: IClientOptions = {}): Promise<MqttClient> => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0, ...more })
    client.on('error', () => {})
    onTestFinished(() => client.endAsync(true))
    return client
  }
  return { ingest, broker, device }
}

/** A raw connection, for what no decent client sends. */
async function raw(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

function closed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()))
}

/** A field with its length in two bytes before it. */
function field(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

function frame(header: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Buffer.concat([Buffer.from([header, ...length]), body])
}

function hello(clientId: string, will?: string): Buffer {
  const flags = will === undefined ? 0x02 : 0x0e
  const willParts = will === undefined ? [] : [field(will), field('gone')]
  return frame(0x10, field('MQTT'), Buffer.from([4, flags, 0, 60]), field(clientId), ...willParts)
}

test('a QoS 1 publish is acknowledged after it is on disk, not before', async () => {
  const { ingest, device } = await open()
  const release = ingest.hold()
  const client = await device()
  let acknowledged = false
  const published = client.publishAsync('c1/d/up', 'x', { qos: 1 }).then(() => {
    acknowledged = true
  })
  // Answered on the same connection after the publish: had there been a PUBACK, it would be here by then.
  await client.subscribeAsync('c1/other')
  expect(acknowledged).toBe(false)
  release()
  await published
  expect(await ingest.kept()).toHaveLength(1)
})

test('QoS 2 is kept too, before PUBREC', async () => {
  const { ingest, device } = await open()
  await (await device()).publishAsync('c1/d/up', 'x', { qos: 2 })
  expect(await ingest.kept()).toHaveLength(1)
})

test('a packet that announces more than the limit is cut off after its header', async () => {
  const { broker } = await open({ limits: { packet: 1000 } })
  const socket = await raw(broker.port)
  socket.write(hello('big'))
  await once(socket, 'data')
  socket.write(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]))
  await once(socket, 'close')
  expect(broker.status('s1')).toMatchObject({
    refused: 1,
    lastError: { code: 'mqtt.guard' },
    knocks: [{ address: '127.0.0.1', code: 'mqtt.guard', count: 1 }],
  })
})

test('a packet of exactly the limit passes, also in pieces; one byte more does not', async () => {
  const { ingest, broker } = await open({ limits: { packet: 1000 } })
  const publish = (length: number) =>
    frame(0x32, field('c1/d'), Buffer.from([0, 1]), Buffer.alloc(length - 8))
  const socket = await raw(broker.port)
  socket.write(hello('pieces'))
  await once(socket, 'data')
  const packet = publish(1000)
  for (let at = 0; at < packet.length; at += 7) socket.write(packet.subarray(at, at + 7))
  await once(socket, 'data')
  expect(ingest.count).toBe(1)
  socket.write(publish(1001))
  await once(socket, 'close')
  expect(ingest.count).toBe(1)
})

test('a gateway may be granted larger packets', async () => {
  const { ingest, device } = await open({
    limits: { packet: 1000 },
    authenticate: async () => ({ ...everything, packet: 50_000 }),
  })
  await (await device()).publishAsync('c1/bridge/devices', Buffer.alloc(40_000), { qos: 1 })
  expect(ingest.count).toBe(1)
})

test('a connection that does not begin with CONNECT, or not in time, is closed', async () => {
  const { broker } = await open({ limits: { firstPacket: 50 } })
  const wrong = await raw(broker.port)
  wrong.write('GET / HTTP/1.1\r\n\r\n')
  const silent = await raw(broker.port)
  await Promise.all([once(wrong, 'close'), once(silent, 'close')])
})

test('connections beyond the cap are turned away and counted', async () => {
  const { broker } = await open({ limits: { connections: 2 } })
  await Promise.all([raw(broker.port), raw(broker.port)])
  await eventually(() => expect(broker.traffic().connections).toBe(2))
  await once(await raw(broker.port), 'close')
  expect(broker.traffic().lastError?.message.zh).toContain('连接数')
})

test.each([
  ['$SYS/broker/clients', 'a topic of the broker', 'mqtt.refused'],
  ['c1/2/3/4/5/6/7/8/9', 'a topic too deep', 'mqtt.protocol'],
  [`c1/${'x'.repeat(300)}`, 'a topic too long', 'mqtt.guard'],
])('publishing to %s ends the connection, and says so: %s', async (topic, _what, code) => {
  const { ingest, broker, device } = await open()
  const client = await device({ clientId: 'bad-topic' })
  const end = closed(client)
  client.publish(topic, 'x', { qos: 1 })
  await end
  expect(ingest.count).toBe(0)
  expect(broker.status('s1')).toMatchObject({
    refused: 1,
    knocks: [{ address: 'bad-topic', code, count: 1 }],
  })
  expect(broker.status('s1').lastError?.message.zh).toMatch(/bad-topic/)
})

test('a client id that is too long is refused by name', async () => {
  const { broker } = await open()
  const socket = await raw(broker.port)
  socket.write(hello('x'.repeat(129)))
  await once(socket, 'close')
  expect(broker.status('s1').knocks).toMatchObject([{ address: '127.0.0.1', code: 'mqtt.guard' }])
})

test('whoever does not speak TLS to a TLS listener is told apart from a broken line', async () => {
  const { broker } = await open({ tls: { key: certificateKey, cert: certificate } })
  const socket = await raw(broker.port)
  socket.write(hello('plain'))
  await once(socket, 'close')
  await eventually(() => expect(broker.status('s1').knocks).toMatchObject([{ code: 'mqtt.tls' }]))
})

test('wrong credentials are refused; when they cannot be checked the client is told to come again', async () => {
  const known = await open({
    authenticate: async (clientId, user, password) =>
      clientId === 'd1' && user === 'd1' && Buffer.from(password ?? []).toString() === 'secret'
        ? everything
        : null,
  })
  await known.device({ clientId: 'd1', username: 'd1', password: 'secret' })
  await expect(known.device({ clientId: 'd1', username: 'd1', password: 'wrong' })).rejects.toMatchObject({
    code: 5,
  })
  expect(known.broker.traffic()).toMatchObject({ refused: 1, lastError: { code: 'mqtt.credentials' } })
  const down = await open({ authenticate: () => Promise.reject(new Error('database away')) })
  await expect(down.device()).rejects.toMatchObject({ code: 3 })
})

const own: MqttGrant = {
  community: 'c1',
  address: 'd1',
  publish: ['c1/d1/up/+'],
  subscribe: ['c1/d1/down/#'],
}

test('a device publishes under its own topics only, and its address is proved', async () => {
  const { ingest, device } = await open({ authenticate: async () => own })
  const client = await device()
  await client.publishAsync('c1/d1/up/state', 'x', { qos: 1 })
  expect(await ingest.kept()).toMatchObject([{ address: 'd1', community: 'c1' }])
  const end = closed(client)
  client.publish('c1/d2/up/state', 'x', { qos: 1 })
  await end
  expect(ingest.count).toBe(1)
})

test.each(['#', 'c1/#', 'c1/+/down/x', 'c1/d2/down/x', '+/d1/down/#', '$SYS/#'])(
  'a device may not subscribe to %s',
  async (filter) => {
    const { device } = await open({ authenticate: async () => own })
    const client = await device()
    await expect(client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow()
    await client.subscribeAsync('c1/d1/down/open', { qos: 1 })
  },
)

test('subscriptions per client are capped', async () => {
  const { device } = await open({ limits: { subscriptions: 2 } })
  const client = await device()
  await client.subscribeAsync(['a', 'b'])
  await expect(client.subscribeAsync('c')).rejects.toThrow()
  await client.unsubscribeAsync('a')
  await client.subscribeAsync('c')
})

test('a device’s messages never reach another community, whatever the topic says', async () => {
  const { ingest, broker, device } = await open({
    authenticate: async () => ({ ...everything, community: 'c2' }),
  })
  await (await device()).publishAsync('c1/d1/up', 'x', { qos: 1 })
  expect(ingest.count).toBe(0)
  expect(broker.traffic().unroutable).toBe(1)
})

test('a will is a message like any other: checked, kept, then heard', async () => {
  const { ingest, broker, device } = await open({
    authenticate: async (clientId) => (clientId === 'listener' ? everything : own),
  })
  const listener = await device({ clientId: 'listener' })
  await listener.subscribeAsync('#')
  const heard: string[] = []
  listener.on('message', (topic) => heard.push(topic))
  const die = async (topic: string) => {
    const socket = await raw(broker.port)
    socket.write(hello('mortal', topic))
    await once(socket, 'data')
    socket.destroy()
  }
  await die('c1/d2/up/state')
  await die('c1/d1/up/state')
  await eventually(() => expect(heard).toEqual(['c1/d1/up/state']))
  expect((await ingest.kept()).map(({ channel }) => channel)).toEqual(['c1/d1/up/state'])
})

test('what is retained is given to later subscribers that may hear it', async () => {
  const { device } = await open({ authenticate: async (clientId) => (clientId === 'd' ? own : everything) })
  await (await device()).publishAsync('c1/d1/down/limit', '16', { qos: 1, retain: true })
  const subscriber = await device({ clientId: 'd' })
  const heard = new Promise((resolve) =>
    subscriber.once('message', (_topic, _body, packet) => resolve(packet)),
  )
  await subscriber.subscribeAsync('c1/d1/down/limit')
  expect(await heard).toMatchObject({ topic: 'c1/d1/down/limit', retain: true })
})

test('nothing is queued for a client that is away', async () => {
  const { broker, device } = await open()
  const first = await device({ clientId: 'd', clean: false })
  await first.subscribeAsync('d/down', { qos: 1 })
  await first.endAsync()
  await eventually(() => expect(broker.traffic().connections).toBe(0))
  expect(await broker.publish('d/down', 'open')).toEqual({ state: 'rejected', reason: 'nobody-listens' })
  const again = await device({ clientId: 'd', clean: false })
  const heard: string[] = []
  again.on('message', (topic) => heard.push(topic))
  await again.subscribeAsync('d/+', { qos: 1 })
  await broker.publish('d/other', 'x')
  await eventually(() => expect(heard).toEqual(['d/other']))
})

test('a withdrawn credential disconnects at once', async () => {
  const { broker, device } = await open()
  const client = await device({ clientId: 'd' })
  const end = closed(client)
  broker.disconnect('d')
  await end
})

test('a taken port is refused with its number', async () => {
  const { broker } = await open()
  await expect(open({ port: broker.port })).rejects.toMatchObject({
    code: 'mqtt.port',
    params: { port: broker.port, reason: 'EADDRINUSE' },
  })
})
