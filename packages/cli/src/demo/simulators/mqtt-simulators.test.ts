import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { Aedes, type PublishPacket } from 'aedes'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoBays } from '../devices.ts'
import { createBaySensors } from './bay-sensors.ts'
import { createRandom } from './random.ts'
import { createZigbeeBridge, playHomes } from './zigbee-bridge.ts'

let broker: Aedes
let server: Server
let url: string
let heard: { topic: string; body: Record<string, unknown> }[]

beforeEach(async () => {
  heard = []
  broker = await Aedes.createBroker()
  broker.on('publish', ({ topic, payload }: PublishPacket) => {
    if (!topic.startsWith('$SYS')) heard.push({ topic, body: JSON.parse(payload.toString()) })
  })
  server = createServer(broker.handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  await new Promise<void>((resolve) => broker.close(() => resolve()))
  server.close()
})

const bodiesOf = (topic: string) => heard.filter((one) => one.topic === topic).map(({ body }) => body)

test('a Zigbee device repeats its whole state with every change, as the bridge does', async () => {
  await using bridge = await createZigbeeBridge(url)
  await bridge.publish('1-1-101-door', { battery: 80 })
  await bridge.openDoor('1-1-101')
  expect(bodiesOf('zigbee2mqtt/1-1-101-door').at(-1)).toMatchObject({ contact: false, battery: 80 })
})

test('a press of the SOS button is told and taken back', async () => {
  await using bridge = await createZigbeeBridge(url)
  await bridge.pressSos('1-1-101')
  expect(bodiesOf('zigbee2mqtt/1-1-101-sos').map(({ sos }) => sos)).toEqual([true, false])
})

test('an SOS is among the first things a played day brings', async () => {
  await using bridge = await createZigbeeBridge(url)
  const stop = new AbortController()
  const pace = { firstSos: 20, laterSos: [10_000, 10_000], step: [10, 20], settle: 10 } as const
  const day = playHomes(bridge, createRandom(1), stop.signal, pace)
  await expect.poll(() => heard.some(({ body }) => body.sos === true), { timeout: 5_000 }).toBe(true)
  await expect.poll(() => heard.some(({ body }) => body.contact === false), { timeout: 5_000 }).toBe(true)
  stop.abort()
  await day
})

test('a bay sensor speaks through the envelope of ChirpStack v4', async () => {
  await using sensors = await createBaySensors(url)
  const bosch = demoBays[0]!
  await sensors.beat(bosch.devEui, true, -3)
  await sensors.battery(bosch.devEui, 41)
  const [up, status] = heard
  expect(up?.topic).toMatch(new RegExp(`^application/[0-9a-f-]+/device/${bosch.devEui}/event/up$`))
  expect(up?.body).toMatchObject({ deviceInfo: { devEui: bosch.devEui }, fPort: 2, fCnt: 1, data: 'Af0=' })
  expect(status?.topic).toMatch(/\/event\/status$/)
  expect(status?.body).toMatchObject({ batteryLevel: 41 })
})

test('a Nwave heartbeat carries no temperature', async () => {
  await using sensors = await createBaySensors(url)
  const nwave = demoBays.find(({ maker }) => maker === 'nwave-nps310sm')!
  await sensors.beat(nwave.devEui, false)
  expect(heard[0]?.body).toMatchObject({ fPort: 2, data: 'AA==' })
})
