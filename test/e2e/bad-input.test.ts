import { createServer } from 'node:net'
import mqtt from 'mqtt'
import { RPCClient } from 'ocpp-rpc'
import { fetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Api, type Linli, startLinli, until } from '../linli.ts'

/** What is wrong is refused with a code, kept with its reason, and harms nothing around it. */
let linli: Linli
let api: Api
let broker: mqtt.MqttClient
/** Rules are in force from a moment before this, in event time. */
let ready: number

beforeAll(async () => {
  linli = await startLinli()
  ready = Date.now()
  api = await linli.signIn()
  broker = await mqtt.connectAsync(linli.mqtt)
}, 120_000)

afterAll(async () => {
  await broker?.endAsync()
  await linli?.[Symbol.asyncDispose]()
})

interface DeadLetter {
  readonly id: string
  readonly code: string
  readonly message: { readonly zh: string; readonly en: string }
  readonly state: string
}

interface Source {
  readonly status: {
    readonly accepted: number
    readonly refused: number
    readonly lastError: { readonly code: string; readonly message: { readonly zh: string } } | null
    readonly knocks: readonly { readonly address: string; readonly code: string; readonly count: number }[]
  }
}

const statusOf = async (source: string) => (await api<Source>(`/api/sources/${source}`)).status

const lettersOf = (code: string) =>
  api<{ items: DeadLetter[]; total: number }>(`/api/dead-letters?code=${code}`)
const zigbee = (name: string, body: string) => broker.publishAsync(`zigbee2mqtt/${name}`, body, { qos: 1 })
const addressOf = async (device: string) => (await api<{ address: string }>(`/api/devices/${device}`)).address

test('an unparseable payload is acknowledged, kept and readable with its reason', async () => {
  await zigbee(await addressOf('care-1-1-101-door'), '{"contact": tru')
  const page = await until(
    () => lettersOf('source.unparseable'),
    (found) => found.total === 1,
  )
  expect(page.items[0]?.message.zh).toMatch(/demo-zigbee/)
})

test('a body that is no JSON at all is answered and kept', async () => {
  const response = await fetch(`${linli.url}/in/demo-plates`, {
    method: 'POST',
    body: Buffer.from([0xff, 0x00, 0x80]),
  })
  expect(response.status).toBe(200)
  await until(
    () => lettersOf('source.unparseable'),
    (found) => found.total === 2,
  )
})

test('an unknown device is named with its address and can be replayed once it is registered', async () => {
  await zigbee('nobody-knows-me', '{"contact":false,"battery":50}')
  const { items } = await until(
    () => lettersOf('ingest.unknown-device'),
    (found) => found.total >= 1,
  )
  expect(items[0]?.message.zh).toMatch(/nobody-knows-me/)
  await api('/api/devices', {
    body: {
      model: 'elderly-care/door-contact',
      name: '新门磁',
      place: 'b1-u1-r102',
      source: 'demo-zigbee',
      address: 'nobody-knows-me',
    },
  })
  await api(`/api/dead-letters/${items[0]?.id}/replay`, { body: {} })
  await until(
    () => api<{ items: { address: string; lastSeen: string | null }[] }>('/api/devices?q=新门磁'),
    (page) => page.items[0]?.lastSeen != null,
  )
})

test('a value outside the model is refused, its neighbours in the message are stored', async () => {
  await zigbee(await addressOf('care-1-2-301-door'), '{"contact":"ajar","battery":77}')
  const { items } = await until(
    () => lettersOf('ingest.outside-model'),
    (found) => found.total >= 1,
  )
  expect(items[0]?.message.zh).toMatch(/care-1-2-301-door/)
  await until(
    () => api<{ values: { name: string; value: unknown }[] }>('/api/devices/care-1-2-301-door'),
    (device) => device.values.some((one) => one.name === 'battery' && one.value === 77),
  )
})

test('what the API refuses is kept too, and readable by those who work there', async () => {
  const body = { device: 'bay-a05', name: 'battery', value: 930 }
  await api('/api/observations', { body })
  const { items } = await until(
    () => api<{ items: DeadLetter[] }>('/api/dead-letters?source=api'),
    (found) => found.items.length === 1,
  )
  expect(items[0]).toMatchObject({ code: 'ingest.outside-model' })
  expect(items[0]?.message.zh).toMatch(/930 高于上限 100/)
})

const uplinkTo = async (device: string, event: string, body: object) => {
  const devEui = await addressOf(device)
  const topic = `application/a/device/${devEui}/event/${event}`
  await broker.publishAsync(topic, JSON.stringify({ deviceInfo: { devEui }, ...body }), { qos: 1 })
}

test.each([
  [
    'an empty payload',
    'up',
    { deduplicationId: 'e', fPort: 1, data: '' },
    'ingest.codec-failed',
    /端口 1 的上行没有内容/,
  ],
  [
    'an unknown port',
    'up',
    { deduplicationId: 'p', fPort: 99, data: 'AQ==' },
    'ingest.codec-failed',
    /端口 99 不是/,
  ],
  ['an impossible battery', 'status', { batteryLevel: 777 }, 'ingest.outside-model', /777 高于上限 100/],
])('%s of a LoRaWAN sensor is refused with the reason', async (_name, event, body, code, sentence) => {
  await uplinkTo('bay-a04', event, body)
  await until(
    () => api<{ items: DeadLetter[] }>(`/api/dead-letters?device=bay-a04&code=${code}`),
    ({ items }) => items.some(({ message }) => sentence.test(message.zh)),
  )
})

const plateEvent = (serialno: string, plateid: number, sec: number, confidence = 97) => ({
  AlarmInfoPlate: {
    result: {
      PlateResult: {
        license: '鲁PD1234',
        plateid,
        confidence,
        timeStamp: { Timeval: { sec, usec: 0 } },
        imagePath: '1.jpg',
      },
    },
    serialno,
  },
})

async function postPlate(plateid: number, sec: number, confidence?: number): Promise<string> {
  const serial = await addressOf('gate-camera-1')
  const response = await fetch(`${linli.url}/in/demo-plates`, {
    method: 'POST',
    body: JSON.stringify(plateEvent(serial, plateid, sec, confidence)),
  })
  return ((await response.json()) as { Response_AlarmInfoPlate: { info: string } }).Response_AlarmInfoPlate
    .info
}

test('a recognition with an impossible confidence opens nothing and is refused with the reason', async () => {
  expect(await postPlate(7001, Math.floor(Date.now() / 1000), 970)).toBe('no')
  await until(
    () => lettersOf('ingest.outside-model'),
    ({ items }) => items.some(({ message }) => /gate-camera-1.*970 高于上限 100/.test(message.zh)),
  )
})

interface Clocked {
  readonly clock: {
    readonly code: string
    readonly said: string
    readonly message: { readonly zh: string }
  } | null
}

const clockOf = async (device: string) => (await api<Clocked>(`/api/devices/${device}`)).clock

test('a backlogged recognition opens the barrier for nobody', async () => {
  const now = await until(
    async () => Math.floor(Date.now() / 1000),
    (seconds) => seconds - 8 > ready / 1000,
  )
  expect(await postPlate(7002, now - 8)).toBe('no')
  const { items } = await api<{ items: { state: string }[] }>('/api/commands?device=gate-camera-1')
  expect(items).toMatchObject([{ state: 'expired' }])
  expect(await postPlate(7003, now - 600)).toBe('no')
  await until(
    () => clockOf('gate-camera-1'),
    (clock) => clock?.code === 'ingest.late',
  )
})

test('a camera whose clock was never set, or runs 400 days ahead, counts from the arrival, and that is told', async () => {
  const now = Math.floor(Date.now() / 1000)
  expect(await postPlate(7004, 10)).toBe('ok')
  const unset = await until(
    () => clockOf('gate-camera-1'),
    (clock) => clock?.code === 'ingest.clock-absurd',
  )
  expect(unset).toMatchObject({ said: '1970-01-01T00:00:10.000Z' })
  expect(unset?.message.zh).toMatch(/gate-camera-1/)
  expect(await postPlate(7005, now + 400 * 86_400)).toBe('ok')
  await until(
    () => clockOf('gate-camera-1'),
    (clock) => clock?.code === 'ingest.clock-ahead',
  )
  expect(await postPlate(7006, Math.floor(Date.now() / 1000))).toBe('ok')
  await until(
    () => clockOf('gate-camera-1'),
    (clock) => clock === null,
  )
})

test('a video platform’s event with an impossible confidence or time is refused with the reason', async () => {
  const camera = await addressOf('facade-camera-2')
  const event = (eventId: string, happenTime: string, confidence: number) => ({
    eventId,
    eventType: 930335,
    happenTime,
    srcIndex: camera,
    data: { ObjectsThrownDetection: [{ RuleInfo: { ruleName: 'r', confidence } }] },
  })
  const now = new Date().toISOString()
  const events = [event('bad-1', now, 500), event('bad-2', 'garbage', 90)]
  await fetch(`${linli.url}/in/demo-throwing`, {
    method: 'POST',
    body: JSON.stringify({ params: { events } }),
  })
  await until(
    () => lettersOf('ingest.outside-model'),
    ({ items }) => items.some(({ message }) => /facade-camera-2.*500 高于上限 100/.test(message.zh)),
  )
  await until(
    () => lettersOf('ingest.codec-failed'),
    ({ items }) => items.some(({ message }) => /happenTime 不是时间/.test(message.zh)),
  )
})

const ocpp = () => `${linli.url.replace('http', 'ws')}/ocpp`

test('an unknown charge point that knocks is shown on the source, so that it can be added', async () => {
  const before = (await statusOf('demo-ocpp')).refused
  for (let round = 0; round < 2; round++) {
    const socket = new WebSocket(`${ocpp()}/NEW-CP-77`, ['ocpp1.6'])
    await new Promise((resolve) => socket.on('error', resolve))
  }
  const status = await statusOf('demo-ocpp')
  expect(status.knocks).toMatchObject([{ address: 'NEW-CP-77', code: 'ocpp.station', count: 2 }])
  expect(status.lastError).toMatchObject({ code: 'ocpp.station', message: { zh: /NEW-CP-77/ } })
  expect(status.refused).toBe(before + 2)
})

test('a charge point’s oversized message and impossible meter are refused with the reason, each counted once', async () => {
  const station = new RPCClient({
    endpoint: ocpp(),
    identity: 'WT-CP-02',
    protocols: ['ocpp1.6'],
    strictMode: true,
    reconnect: false,
  } as ConstructorParameters<typeof RPCClient>[0])
  await station.connect()
  const timestamp = new Date().toISOString()
  const start = { connectorId: 1, idTag: 'WT260001', meterStart: 100, timestamp }
  const { transactionId } = (await station.call('StartTransaction', start)) as { transactionId: number }
  const before = (await statusOf('demo-ocpp')).refused
  for (const value of ['-99999999999', 'abc'])
    await station.call('MeterValues', {
      connectorId: 1,
      transactionId,
      meterValue: [{ timestamp, sampledValue: [{ value }] }],
    })
  await until(
    () => lettersOf('ingest.outside-model'),
    ({ items }) =>
      [/-99999999999 低于下限 0/, /应为数字，而不是 "abc"/].every((sentence) =>
        items.some(({ message }) => sentence.test(message.zh)),
      ),
  )
  await until(
    () => statusOf('demo-ocpp'),
    (status) => status.refused === before + 2,
  )
  await station.close()
  const socket = new WebSocket(`${ocpp()}/WT-CP-02`, ['ocpp1.6'])
  await new Promise((resolve) => socket.on('open', resolve))
  socket.send(`[2,"a","DataTransfer",{"vendorId":"${'x'.repeat(70_000)}"}]`)
  await new Promise((resolve) => socket.on('close', resolve))
  const { knocks } = await until(
    () => statusOf('demo-ocpp'),
    (status) => status.refused === before + 3,
  )
  expect(knocks[0]).toMatchObject({ address: 'WT-CP-02', code: 'ocpp.oversize', count: 1 })
})

test('an MQTT client that breaks the rules is shown with the reason', async () => {
  const client = await mqtt.connectAsync(linli.mqtt, { clientId: 'deep', reconnectPeriod: 0 })
  client.on('error', () => {})
  const closed = new Promise((resolve) => client.once('close', () => resolve(null)))
  client.publish('a/b/c/d/e/f/g/h/i/j', 'x', { qos: 1 })
  await closed
  const { knocks } = await statusOf('demo-lorawan')
  expect(knocks).toContainEqual(expect.objectContaining({ address: 'deep', code: 'mqtt.protocol' }))
})

test('a devEUI is one device, however it was written when the device was registered', async () => {
  const device = { model: 'smart-parking/bay', name: '新车位', place: 'b1', source: 'demo-lorawan' }
  const made = await api<{ id: string; address: string }>('/api/devices', {
    body: { ...device, address: 'AA-BB-CC-DD-00-11-22-33' },
  })
  expect(made.address).toBe('aabbccdd00112233')
  const topic = 'application/a/device/AABBCCDD00112233/event/up'
  const uplink = { deduplicationId: 'case', time: new Date().toISOString(), fPort: 1, data: 'AQ==' }
  await broker.publishAsync(topic, JSON.stringify(uplink), { qos: 1 })
  await until(
    () => api<{ values: { value: unknown }[] }>(`/api/devices/${made.id}`),
    ({ values }) => values[0]?.value === true,
  )
  await expect(api('/api/devices', { body: { ...device, address: 'AABBCCDD00112233' } })).rejects.toThrow(
    /aabbccdd00112233/,
  )
})

test('a clock in 1970 or in the future does not move the event: the arrival counts, and the reason is stored and told', async () => {
  const uplink = (time: string, deduplicationId: string) =>
    uplinkTo('bay-a02', 'up', { deduplicationId, time, fPort: 1, data: 'AQ==' })
  await uplink('1970-01-01T00:00:10Z', 'old')
  await uplink('2031-01-01T00:00:00Z', 'new')
  const { items } = await until(
    () =>
      api<{ items: { name: string; time: string; timeReason: string }[]; total: number }>(
        '/api/observations?device=bay-a02&name=occupied',
      ),
    (found) => found.total === 2,
  )
  expect(items.map((one) => one.timeReason).sort()).toEqual(['absurd', 'ahead'])
  for (const one of items) expect(Math.abs(Date.parse(one.time) - Date.now())).toBeLessThan(60_000)
  expect(await clockOf('bay-a02')).toMatchObject({
    code: 'ingest.clock-ahead',
    said: '2031-01-01T00:00:00.000Z',
  })
})

test('a duplicate delivery is stored once', async () => {
  const devEui = await addressOf('bay-a03')
  const uplink = {
    deduplicationId: 'twice',
    time: new Date().toISOString(),
    deviceInfo: { devEui, applicationId: 'a' },
    fPort: 1,
    data: Buffer.from([0]).toString('base64'),
  }
  for (let round = 0; round < 3; round++)
    await broker.publishAsync(`application/a/device/${devEui}/event/up`, JSON.stringify(uplink), { qos: 1 })
  await zigbee(await addressOf('care-2-1-202-door'), '{"contact":true,"battery":66}')
  await until(
    () => api<{ values: { name: string; value: unknown }[] }>('/api/devices/care-2-1-202-door'),
    (device) => device.values.some((one) => one.value === 66),
  )
  const { total } = await api<{ total: number }>('/api/observations?device=bay-a03&name=occupied')
  expect(total).toBe(1)
})

test('a draft whose rule reads an unknown property is not published, and the culprit is named', async () => {
  const { draft, draftVersion } = await api<{
    draft: { settings: object; bindings: object; rules: { id: string; when?: unknown }[] }
    draftVersion: number
  }>('/api/installations/wutong-elderly-care')
  const rules = draft.rules.map((rule, index) =>
    index === 0 ? { ...rule, when: { '==': [{ var: 'occupnacy' }, true] } } : rule,
  )
  await api('/api/installations/wutong-elderly-care/draft', {
    method: 'PUT',
    body: { ...draft, rules, version: draftVersion },
  })
  await expect(
    api('/api/installations/wutong-elderly-care/publish', { body: { note: 'x' } }),
  ).rejects.toThrow(/occupnacy/)
})

test('a taken port is replaced by a free one, and it says so', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => squatter.once('listening', resolve))
  const { port } = squatter.address() as { port: number }
  await using second = await startLinli({ args: ['--empty', '--port', String(port)] })
  expect(second.url).not.toContain(`:${port}`)
  expect(second.log()).toContain(String(port))
  squatter.close()
})

test('a database that is away at the start is named, with the way out', async () => {
  await expect(
    startLinli({
      args: ['--empty'],
      env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', LINLI_DATABASE_WAIT: '1000' },
    }),
  ).rejects.toThrow(/127\.0\.0\.1:1/)
})

test('a database address that is none is refused at once', async () => {
  await expect(startLinli({ args: ['--empty'], env: { DATABASE_URL: 'notaurl' } })).rejects.toThrow(
    /DATABASE_URL[\s\S]*store\.address/,
  )
})

test('a broker that is away is said at the start, and health shows it', async () => {
  await using second = await startLinli({ args: ['--empty'], env: { MQTT_URL: 'mqtt://127.0.0.1:1' } })
  expect(second.log()).toMatch(/mqtt:\/\/127\.0\.0\.1:1[\s\S]*mqtt\.unreachable/)
  const response = await fetch(`${second.url}/api/health`)
  const { checks } = (await response.json()) as { checks: { name: string; ok: boolean }[] }
  expect(checks).toContainEqual(expect.objectContaining({ name: 'mqtt', ok: false }))
})

test('the server is still well', async () => {
  const response = await fetch(`${linli.url}/api/health`)
  expect(response.status).toBe(200)
})
