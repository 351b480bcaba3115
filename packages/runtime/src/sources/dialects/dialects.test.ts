import { existsSync, readFileSync } from 'node:fs'
import type { SourceSpec } from '@linli/sdk'
import { expect, test } from 'vitest'
import { jsonLimits } from './read-json.ts'
import { isRefusal } from './refusal.ts'
import { unwrap } from './unwrap.ts'
import type { StampedArrival, Unwrapped, Unwrapping } from './unwrapped.ts'
import { readZigbeeDevices } from './zigbee2mqtt.ts'

const title = { zh: '源', en: 'source' }
const chirpstack: SourceSpec = { title, kind: 'mqtt', dialect: 'chirpstack-v4' }
const zigbee: SourceSpec = { title, kind: 'mqtt', dialect: 'zigbee2mqtt' }
const plain: SourceSpec = { title, kind: 'mqtt', dialect: 'json' }
const ocpp: SourceSpec = { title, kind: 'ocpp', dialect: 'ocpp1.6' }

function arrival(channel: string, body: unknown, more: Partial<StampedArrival> = {}): StampedArrival {
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { community: 'c', source: 's', channel, address: null, meta: {}, body: bytes, stamp: 1000, ...more }
}

function understood(unwrapping: Unwrapping): readonly Unwrapped[] {
  if (isRefusal(unwrapping)) expect.fail(JSON.stringify(unwrapping))
  return unwrapping
}

const uplink = {
  deduplicationId: 'a2c6c1f4',
  time: '2026-11-21T08:00:00.5+00:00',
  deviceInfo: { devEui: '24E124136B501234' },
  fPort: 85,
  data: 'A2f6AARpAA==',
  object: { battery: '95' },
}
const up = 'application/7/device/24E124136B501234/event/up'

test('a ChirpStack uplink whose time is no time is refused by that field', () => {
  const refused = unwrap(chirpstack, arrival(up, { ...uplink, time: 'garbage' }))
  expect(refused).toMatchObject({ code: 'source.field', params: { field: '/time' } })
})

test('a ChirpStack uplink gives bytes, port, device time and the deduplication id', () => {
  expect(understood(unwrap(chirpstack, arrival(up, uplink)))).toMatchObject([
    {
      address: '24e124136b501234',
      identity: 'up:a2c6c1f4',
      deviceTime: Date.UTC(2026, 10, 21, 8, 0, 0, 500),
      message: { fPort: 85, bytes: [3, 0x67, 0xfa, 0, 4, 0x69, 0], meta: { event: 'up' }, arrival: 1000 },
    },
  ])
})

test('a ChirpStack uplink of the radio layer alone is nobody’s message', () => {
  expect(unwrap(chirpstack, arrival(up, { ...uplink, data: undefined, fPort: undefined }))).toEqual([])
  expect(unwrap(chirpstack, arrival(up, { ...uplink, data: '', fPort: 0 }))).toEqual([])
})

test.each([undefined, null, ''])(
  'on an application port the data %j is an empty payload, for the codec to judge',
  (data) => {
    expect(understood(unwrap(chirpstack, arrival(up, { ...uplink, data })))).toMatchObject([
      { message: { fPort: 85, bytes: [] } },
    ])
  },
)

test.each(['85', -1, 256, 1.5, null])('the port %j is none', (fPort) => {
  expect(unwrap(chirpstack, arrival(up, { ...uplink, fPort }))).toMatchObject({
    code: 'source.field',
    params: { field: '/fPort' },
  })
})

test.each(['ack', 'txack', 'log'])('the ChirpStack event %s is the network server’s own', (event) => {
  expect(unwrap(chirpstack, arrival(`application/7/device/aa/event/${event}`, 'not even JSON'))).toEqual([])
})

test.each(['join', 'status', 'location'])('the ChirpStack event %s is told apart by meta', (event) => {
  const [one] = understood(
    unwrap(chirpstack, arrival(`application/7/device/AA/event/${event}`, { deduplicationId: 'x' })),
  )
  expect(one).toMatchObject({
    address: 'aa',
    identity: `${event}:x`,
    deviceTime: null,
    message: { meta: { event } },
  })
  expect(one!.message.bytes).toBeUndefined()
})

test('ChirpStack under another topic is read by the configured pattern', () => {
  const spec = {
    ...chirpstack,
    topic: 'eu868/application/{application}/device/{address}/event/{event}',
  } as SourceSpec
  expect(understood(unwrap(spec, arrival(`eu868/${up}`, uplink)))[0]!.address).toBe('24e124136b501234')
  expect(unwrap(spec, arrival(up, uplink))).toMatchObject({ code: 'source.channel' })
})

test('what ChirpStack never sends is refused by name', () => {
  expect(unwrap(chirpstack, arrival('application/7/device/aa/event/UP', uplink))).toMatchObject({
    code: 'source.channel',
  })
  expect(unwrap(chirpstack, arrival(up, { ...uplink, data: '%%%' }))).toMatchObject({
    code: 'source.field',
    params: { field: '/data' },
  })
  expect(unwrap(chirpstack, arrival(up, [uplink]))).toMatchObject({ code: 'source.unparseable' })
})

test('a Zigbee state belongs to its friendly name, slashes included', () => {
  const [one] = understood(
    unwrap(
      zigbee,
      arrival('zigbee2mqtt/3-2-501/door', { contact: false, last_seen: '2026-11-21T08:00:00Z' }),
    ),
  )
  expect(one).toMatchObject({
    address: '3-2-501/door',
    identity: null,
    deviceTime: Date.UTC(2026, 10, 21, 8),
    message: { json: { contact: false } },
  })
})

test.each([['{"state":"offline"}'], ['offline']])(
  'the Zigbee availability %s is a message of the device',
  (body) => {
    const [one] = understood(unwrap(zigbee, arrival('zigbee2mqtt/door/availability', body)))
    expect(one).toMatchObject({
      address: 'door',
      message: { json: { state: 'offline' }, meta: { part: 'availability' } },
    })
  },
)

test.each([
  'bridge/logging',
  'bridge/state',
  'bridge/devices',
  'door/set',
  'door/set/state',
  'door/get',
  'set',
])('the Zigbee topic %s says nothing about a device', (rest) => {
  expect(unwrap(zigbee, arrival(`zigbee2mqtt/${rest}`, '{}'))).toEqual([])
})

test('a cleared retained Zigbee state is no message', () => {
  expect(unwrap(zigbee, arrival('zigbee2mqtt/door', ''))).toEqual([])
})

test('a Zigbee bridge announces its devices without the coordinator', () => {
  const exposes = [{ type: 'binary', name: 'contact' }]
  const devices = [
    { type: 'Coordinator', friendly_name: 'Coordinator', ieee_address: '0x1' },
    {
      type: 'EndDevice',
      friendly_name: 'door',
      ieee_address: '0x2',
      definition: { vendor: 'Aqara', model: 'MCCGQ11LM', exposes },
    },
    { type: 'EndDevice', friendly_name: 'new', ieee_address: '0x3', definition: null },
  ]
  expect(readZigbeeDevices(arrival('zigbee2mqtt/bridge/devices', devices))).toEqual([
    { address: 'door', ieee: '0x2', vendor: 'Aqara', model: 'MCCGQ11LM', exposes },
    { address: 'new', ieee: '0x3', vendor: '', model: '', exposes: [] },
  ])
})

test('a plain JSON message takes its address from the topic and keeps the other names in meta', () => {
  const spec = { ...plain, topic: 'sites/{site}/devices/{address}/up' } as SourceSpec
  const [one] = understood(
    unwrap(spec, arrival('sites/a/devices/b7/up', { v: 1 }, { meta: { retained: '1' } })),
  )
  expect(one).toMatchObject({
    address: 'b7',
    message: { json: { v: 1 }, meta: { site: 'a', retained: '1' } },
  })
  expect(unwrap(spec, arrival('sites/a/devices//up', {}))).toMatchObject({ code: 'source.channel' })
  expect(unwrap(spec, arrival('sites/a/up', {}))).toMatchObject({
    code: 'source.channel',
    params: { source: 's', channel: 'sites/a/up' },
  })
})

const camera: SourceSpec = {
  title,
  kind: 'http',
  dialect: 'json',
  address: '/AlarmInfoPlate/serialno',
  identity: '/AlarmInfoPlate/result/PlateResult/plateid',
}

test('a posted event is found by JSON pointers', () => {
  const body = { AlarmInfoPlate: { serialno: 'ab-12', result: { PlateResult: { plateid: 4711 } } } }
  expect(understood(unwrap(camera, arrival('/in/s', body)))).toMatchObject([
    { address: 'ab-12', identity: '4711' },
  ])
})

test('a posted event without its own id is refused, or a repetition could open a barrier twice', () => {
  const body = { AlarmInfoPlate: { serialno: 'ab-12', result: { PlateResult: {} } } }
  expect(unwrap(camera, arrival('/in/s', body))).toMatchObject({
    code: 'source.field',
    params: { field: '/AlarmInfoPlate/result/PlateResult/plateid' },
  })
})

test('one post may carry several events', () => {
  const spec: SourceSpec = {
    title,
    kind: 'http',
    dialect: 'json',
    each: '/params/events',
    address: '/data/ch~1id',
    identity: '/eventId',
  }
  const event = (id: string) => ({ eventId: id, data: { 'ch/id': `cam-${id}` } })
  expect(
    understood(unwrap(spec, arrival('/in/s', { params: { events: [event('1'), event('2')] } }))),
  ).toMatchObject([
    { address: 'cam-1', identity: '1' },
    { address: 'cam-2', identity: '2' },
  ])
  expect(unwrap(spec, arrival('/in/s', { params: { events: [event('1'), {}] } }))).toMatchObject({
    params: { field: '/params/events/1/data/ch~1id' },
  })
  expect(unwrap(spec, arrival('/in/s', { params: {} }))).toMatchObject({
    params: { field: '/params/events', expected: { zh: '列表', en: 'a list' } },
  })
})

test('pointers see own fields only', () => {
  const spec: SourceSpec = { title, kind: 'http', dialect: 'json', address: '/constructor/name' }
  expect(unwrap(spec, arrival('/in/s', {}))).toMatchObject({ code: 'source.field' })
})

test.each([
  ['not JSON', '{"a":', 'source.unparseable'],
  ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'source.unparseable'],
  ['a field named __proto__', '{"a":{"__proto__":{}}}', 'source.unparseable'],
  ['the same, escaped', '{"\\u005f_proto__":1}', 'source.unparseable'],
  ['nested too deep', '['.repeat(33) + ']'.repeat(33), 'source.oversize'],
  ['too many values', `[${'0,'.repeat(jsonLimits.values)}0]`, 'source.oversize'],
  ['too long', `"${'a'.repeat(jsonLimits.bytes)}"`, 'source.oversize'],
])('a body that is %s is refused before it can do harm', (_name, body, code) => {
  expect(unwrap(plain, arrival('devices/a/up', body))).toMatchObject({
    code,
    params: { source: 's', channel: 'devices/a/up' },
  })
})

test('brackets and commas inside texts do not count as nesting', () => {
  const body = { text: `${'[{'.repeat(50)}\\"${'['.repeat(50)}` }
  expect(understood(unwrap(plain, arrival('devices/a/up', body)))[0]!.message.json).toEqual(body)
})

const start = { connectorId: 1, idTag: 'A1', meterStart: 0, timestamp: '2026-11-21T08:00:00Z' }
const call = (action: string, payload: unknown, id = 'm1') =>
  arrival(action, [2, id, action, payload], { address: 'CP1', meta: { transactionId: '7' } })

test('a charge point’s CALL gives its payload, and what was decided stands in meta', () => {
  const [one] = understood(unwrap(ocpp, call('StartTransaction', start)))
  expect(one).toMatchObject({
    address: 'CP1',
    deviceTime: Date.UTC(2026, 10, 21, 8),
    message: { channel: 'StartTransaction', json: start, meta: { transactionId: '7' } },
  })
})

test('a repeated transaction message is the same event whatever its message id; another one is not', () => {
  const identity = (payload: unknown, id?: string) =>
    understood(unwrap(ocpp, call('StartTransaction', payload, id)))[0]!.identity
  expect(identity(start, 'm2')).toBe(identity(start, 'm1'))
  expect(identity({ ...start, meterStart: 1 })).not.toBe(identity(start))
})

test('heartbeats have no identity: each counts', () => {
  expect(understood(unwrap(ocpp, call('Heartbeat', {})))[0]!.identity).toBeNull()
})

test('what does not follow OCPP 1.6 is refused with the place', () => {
  expect(unwrap(ocpp, call('StartTransaction', { ...start, meterStart: 'x' }))).toMatchObject({
    code: 'ocpp.schema',
    params: { station: 'CP1', action: 'StartTransaction' },
  })
  expect(unwrap(ocpp, call('Gossip', {}))).toMatchObject({ code: 'ocpp.action' })
  expect(unwrap(ocpp, arrival('', [9, 'x'], { address: 'CP1' }))).toMatchObject({
    code: 'ocpp.frame',
    params: { station: 'CP1' },
  })
})

const recorded = new URL('../../../../../../shared/data/ocpp/', import.meta.url)

test.skipIf(!existsSync(recorded))(
  'every recorded message of an independent charge point is understood',
  () => {
    for (const name of [
      'cert16-tc001-cold-boot',
      'cert16-tc003-charging-plugin-first',
      'cert16-tc010-remote-start',
    ]) {
      const lines = readFileSync(new URL(`${name}.jsonl`, recorded), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      const calls = lines.filter((line) => line.direction === 'cp-to-csms' && line.messageType === 'CALL')
      expect(calls.length).toBeGreaterThan(2)
      for (const line of calls) {
        const [one] = understood(
          unwrap(ocpp, arrival(line.action, line.raw, { address: line.chargePointId })),
        )
        expect(one).toMatchObject({ address: line.chargePointId, message: { json: line.payload } })
      }
    }
  },
)

if (!existsSync(recorded)) console.log('recorded OCPP sessions are not here: skipped')

test.each([
  [' ', '内容为空', 'it is empty'],
  ['{"contact": tru', '不是完整的 JSON，中途断开', 'it is JSON that breaks off'],
  ['{"a" 1}', '不是 JSON（第 6 个字符处）', 'it is not JSON (at character 6)'],
])('%j: the reason is whole in both languages', (body, zh, en) => {
  const read = unwrap(zigbee, arrival('zigbee2mqtt/door', body))
  expect(read).toMatchObject({ code: 'source.unparseable', params: { reason: { zh, en } } })
})
