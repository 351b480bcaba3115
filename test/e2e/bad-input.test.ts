import { createServer } from 'node:net'
import mqtt from 'mqtt'
import { fetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, type Linli, startLinli, until } from '../linli.ts'

/** What is wrong is refused with a code, kept with its reason, and harms nothing around it. */
let linli: Linli
let api: Api
let broker: mqtt.MqttClient

beforeAll(async () => {
  linli = await startLinli()
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

test('a clock in 1970 or in the future does not move the event: the arrival counts, and the reason is stored', async () => {
  const devEui = await addressOf('bay-a02')
  const uplink = (time: string, id: string) => ({
    deduplicationId: id,
    time,
    deviceInfo: { devEui, applicationId: 'a' },
    fPort: 1,
    data: Buffer.from([1]).toString('base64'),
  })
  const topic = `application/a/device/${devEui}/event/up`
  await broker.publishAsync(topic, JSON.stringify(uplink('1970-01-01T00:00:10Z', 'old')), { qos: 1 })
  await broker.publishAsync(topic, JSON.stringify(uplink('2031-01-01T00:00:00Z', 'new')), { qos: 1 })
  const { items } = await until(
    () =>
      api<{ items: { name: string; time: string; timeReason: string }[]; total: number }>(
        '/api/observations?device=bay-a02&name=occupied',
      ),
    (found) => found.total === 2,
  )
  expect(items.map((one) => one.timeReason).sort()).toEqual(['absurd', 'ahead'])
  for (const one of items) expect(Math.abs(Date.parse(one.time) - Date.now())).toBeLessThan(60_000)
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

test('the server is still well', async () => {
  const response = await fetch(`${linli.url}/api/health`)
  expect(response.status).toBe(200)
})
