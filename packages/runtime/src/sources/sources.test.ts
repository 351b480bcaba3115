import fastify from 'fastify'
import mqtt from 'mqtt'
import { RPCClient } from 'ocpp-rpc'
import { fetch } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { createBroker } from '../outgoing/broker.ts'
import type { OutgoingCommand } from './source.ts'
import type { SourceRow } from './source-row.ts'
import { createSources, type SourcesOptions } from './sources.ts'
import { eventually } from './testing/eventually.ts'
import { createJournalIngest } from './testing/journal-ingest.ts'

const title = { zh: '源', en: 'source' }
const bays: SourceRow = {
  id: 'bays',
  community: 'c1',
  spec: { title, kind: 'mqtt', dialect: 'chirpstack-v4' },
  config: { application: 'app' },
}
const homes: SourceRow = {
  id: 'homes',
  community: 'c1',
  spec: { title, kind: 'mqtt', dialect: 'zigbee2mqtt' },
  config: { topic: 'z2m' },
}
const meters: SourceRow = {
  id: 'meters',
  community: 'c2',
  spec: { title, kind: 'mqtt', dialect: 'json' },
  config: {},
}
const cameras: SourceRow = {
  id: 'cameras',
  community: 'c1',
  spec: { title, kind: 'http', dialect: 'json', address: '/id' },
  config: {},
}
const piles: SourceRow = {
  id: 'piles',
  community: 'c1',
  spec: { title, kind: 'ocpp', dialect: 'ocpp1.6' },
  config: { heartbeat: 60 },
}
const all = [bays, homes, meters, cameras, piles]

async function open(rows: readonly SourceRow[] = all) {
  const ingest = await createJournalIngest()
  onTestFinished(() => ingest[Symbol.asyncDispose]())
  const app = fastify()
  const options: SourcesOptions = {
    app,
    ingest,
    rows,
    mqtt: {
      kind: 'embedded',
      port: 0,
      host: '127.0.0.1',
      authenticate: async () => ({ community: null, address: null, publish: ['#'], subscribe: ['#'] }),
    },
    suppliers: {
      chargePoints: { find: async () => ({ source: 'piles', community: 'c1', passwordHash: null }) },
      transactions: { open: async () => 1 },
      idTags: { check: async () => 'accepted' },
      commands: { claim: async () => null, answered: () => {} },
      polls: { broker: createBroker(), grants: () => [], refused: async () => {} },
    },
  }
  const sources = createSources(options)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  await sources.start()
  onTestFinished(async () => {
    await sources.stop()
    await app.close()
  })
  const device = async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${sources.broker!.port}`)
    onTestFinished(() => client.endAsync(true))
    return client
  }
  const station = async (identity: string) => {
    const client = new RPCClient({
      endpoint: `${url.replace('http', 'ws')}/ocpp`,
      identity,
      protocols: ['ocpp1.6'],
      strictMode: true,
      reconnect: false,
    } as ConstructorParameters<typeof RPCClient>[0])
    await client.connect()
    return client
  }
  const post = (id: string, body: object) =>
    fetch(`${url}/in/${id}`, { method: 'POST', body: JSON.stringify(body) })
  return { ingest, sources, device, station, post, app }
}

test('each message comes to the source that its row describes', async () => {
  const { ingest, sources, device, station, post } = await open()
  const client = await device()
  await client.publishAsync('application/app/device/AA/event/up', '{}', { qos: 1 })
  await client.publishAsync('z2m/door', '{"contact":true}', { qos: 1 })
  await client.publishAsync('z2m/bridge/logging', '{}', { qos: 1 })
  await client.publishAsync('devices/m1/up', '{}', { qos: 1 })
  await post('cameras', { id: 'cam' })
  await (await station('CP1')).call('Heartbeat', {}, {})
  const kept = await ingest.kept()
  expect(kept.map(({ source, community, channel }) => [source, community, channel])).toEqual([
    ['bays', 'c1', 'application/app/device/AA/event/up'],
    ['homes', 'c1', 'z2m/door'],
    ['meters', 'c2', 'devices/m1/up'],
    ['cameras', 'c1', '/in/cameras'],
    ['piles', 'c1', 'Heartbeat'],
  ])
  expect(all.map(({ id }) => sources.status(id))).toEqual(
    all.map(() => expect.objectContaining({ state: 'up', accepted: 1 })),
  )
  expect(sources.mqttTraffic()?.unroutable).toBe(1)
  expect(sources.ocpp()).toMatchObject({ stations: ['CP1'], refused: 0 })
})

test('sources are added, changed and removed while others run, and keep their counters', async () => {
  const { ingest, sources, device, post, station } = await open([homes, cameras, piles])
  const client = await device()
  await client.publishAsync('z2m/door', '{}', { qos: 1 })
  const pile = await station('CP1')
  const gone = new Promise((resolve) => pile.once('close', resolve))
  await sources.update([{ ...homes, config: { topic: 'other' } }, meters])
  await gone
  await client.publishAsync('z2m/door', '{}', { qos: 1 })
  await client.publishAsync('other/door', '{}', { qos: 1 })
  await client.publishAsync('devices/m1/up', '{}', { qos: 1 })
  expect((await post('cameras', {})).status).toBe(404)
  expect((await ingest.kept()).map(({ channel }) => channel)).toEqual([
    'z2m/door',
    'other/door',
    'devices/m1/up',
  ])
  expect(sources.status('homes')).toMatchObject({ state: 'up', accepted: 2 })
  expect(sources.status('cameras')).toBeUndefined()
  expect(ingest.connections.toSorted()).toEqual(
    ['cameras down', 'cameras up', 'homes up', 'meters up', 'piles down', 'piles up'].toSorted(),
  )
})

test('every source is told down when the server stops', async () => {
  const { ingest, sources } = await open()
  await sources.stop()
  expect(ingest.connections.filter((line) => line.endsWith('down')).toSorted()).toEqual(
    all.map(({ id }) => `${id} down`).toSorted(),
  )
})

test('the HTTP server closes though a charge point is connected', async () => {
  const { app, station } = await open()
  const pile = await station('CP1')
  const gone = new Promise((resolve) => pile.once('close', resolve))
  await app.close()
  await gone
})

const command = (
  source: string,
  address: string,
  args: Record<string, unknown>,
  more: Partial<OutgoingCommand> = {},
): OutgoingCommand => ({
  id: 'k1',
  device: 'd',
  address,
  source,
  name: 'open',
  args,
  notAfter: Date.now() + 5_000,
  ...more,
})

test('a command goes out as its dialect writes it', async () => {
  const { sources, device } = await open()
  const client = await device()
  const heard: unknown[] = []
  client.on('message', (topic, body) => heard.push([topic, JSON.parse(body.toString())]))
  await client.subscribeAsync('#')
  const gate = command('meters', 'm1', { angle: 90 })
  expect(await sources.send(command('homes', 'hall/lamp', { state: 'ON' }))).toEqual({ state: 'sent' })
  expect(await sources.send(command('bays', 'aa', { fPort: 5, data: 'AQ==' }))).toEqual({ state: 'sent' })
  expect(await sources.send(gate)).toEqual({ state: 'sent' })
  await eventually(() => expect(heard).toHaveLength(3))
  expect(heard).toEqual([
    ['z2m/hall/lamp/set', { state: 'ON' }],
    ['application/app/device/aa/command/down', { confirmed: false, fPort: 5, data: 'AQ==', devEui: 'aa' }],
    ['devices/m1/down', { id: 'k1', name: 'open', args: { angle: 90 }, notAfter: gate.notAfter }],
  ])
})

test('a command that cannot go out is rejected with the reason', async () => {
  const { sources, device } = await open()
  const reasonOf = async (one: OutgoingCommand) => sources.send(one)
  expect(await reasonOf(command('homes', 'lamp', {}))).toEqual({
    state: 'rejected',
    reason: 'nobody-listens',
  })
  await (await device()).subscribeAsync('#')
  expect(await reasonOf(command('homes', 'lamp', {}, { notAfter: Date.now() - 1 }))).toEqual({
    state: 'rejected',
    reason: 'expired',
  })
  expect(await reasonOf(command('homes', '#', {}))).toEqual({
    state: 'rejected',
    reason: 'source-cannot-send',
  })
  expect(await reasonOf(command('cameras', 'cam', {}))).toEqual({
    state: 'rejected',
    reason: 'source-cannot-send',
  })
  expect(await reasonOf(command('nowhere', 'x', {}))).toEqual({
    state: 'rejected',
    reason: 'source-not-running',
  })
  expect(await reasonOf(command('piles', 'CP9', {}))).toEqual({ state: 'rejected', reason: 'not-connected' })
  expect(['bays', 'cameras', 'piles', 'nowhere'].map((id) => sources.canSend(id))).toEqual([
    true,
    false,
    true,
    false,
  ])
})
