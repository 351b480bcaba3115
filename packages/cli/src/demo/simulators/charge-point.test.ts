import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RPCServer } from 'ocpp-rpc'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChargePoint } from './charge-point.ts'

interface Client {
  readonly identity: string
  handle(handler: (call: { method: string; params: Record<string, unknown> }) => unknown): void
  call(method: string, params: object): Promise<unknown>
}

let central: RPCServer
let server: Server
let endpoint: string
let calls: { method: string; params: Record<string, unknown> }[]
let stations: Client[]

const answers: Record<string, () => object> = {
  BootNotification: () => ({ status: 'Accepted', interval: 300, currentTime: new Date().toISOString() }),
  Authorize: () => ({
    idTagInfo: { status: calls.at(-1)?.params.idTag === 'LOST' ? 'Blocked' : 'Accepted' },
  }),
  StartTransaction: () => ({ transactionId: 7, idTagInfo: { status: 'Accepted' } }),
}

beforeEach(async () => {
  calls = []
  stations = []
  central = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true } as ConstructorParameters<
    typeof RPCServer
  >[0])
  central.on('client', (client: Client) => {
    stations.push(client)
    client.handle(({ method, params }) => {
      calls.push({ method, params })
      return answers[method]?.() ?? {}
    })
  })
  server = createServer()
  server.on('upgrade', central.handleUpgrade as never)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ocpp`
})

afterEach(async () => {
  await central.close({ force: true } as never)
  server.close()
})

const told = () =>
  calls.map(({ method, params }) =>
    [method, params.connectorId, params.status].filter((part) => part !== undefined).join(' '),
  )

test('a charge point boots and reports itself and its connectors', async () => {
  await using _ = await createChargePoint({ endpoint, id: 'CP-01' })
  expect(stations.map(({ identity }) => identity)).toEqual(['CP-01'])
  expect(told()).toEqual([
    'BootNotification',
    'StatusNotification 0 Available',
    'StatusNotification 1 Available',
    'StatusNotification 2 Available',
  ])
})

test('a session runs from the card to the plug being pulled, in the order of the standard', async () => {
  await using point = await createChargePoint({ endpoint, id: 'CP-01' })
  calls = []
  expect(await point.start(1, 'T1')).toBe(7)
  await point.meter(1, 500, 7000)
  await point.stop(1)
  await point.unplug(1)
  expect(told()).toEqual([
    'StatusNotification 1 Preparing',
    'Authorize',
    'StartTransaction 1',
    'StatusNotification 1 Charging',
    'MeterValues 1',
    'StopTransaction',
    'StatusNotification 1 Finishing',
    'StatusNotification 1 Available',
  ])
  expect(calls.find(({ method }) => method === 'StopTransaction')?.params).toMatchObject({
    transactionId: 7,
    meterStop: 12_500,
  })
})

test('a refused card starts nothing', async () => {
  await using point = await createChargePoint({ endpoint, id: 'CP-01' })
  expect(await point.start(1, 'LOST')).toBeNull()
  expect(told()).not.toContain('StartTransaction 1')
})

test('a charge point answers the commands of the server', async () => {
  await using point = await createChargePoint({ endpoint, id: 'CP-01' })
  expect(await stations[0]?.call('UnlockConnector', { connectorId: 1 })).toEqual({ status: 'Unlocked' })
  expect(point.received).toEqual([{ name: 'UnlockConnector', params: { connectorId: 1 } }])
})
