import { existsSync, readFileSync } from 'node:fs'
import type { CodecMessage } from '@linli/sdk'
import { expect, test } from 'vitest'
import { bay } from './bay.ts'

const message = (given: Partial<CodecMessage>): CodecMessage => ({
  channel: 'application/1/device/2/event/up',
  address: '2',
  meta: { event: 'up' },
  arrival: 0,
  ...given,
})
const uplink = (fPort: number, bytes: readonly number[]) => bay(message({ fPort, bytes }))

test('a heartbeat below zero carries a negative temperature', () => {
  expect(uplink(2, [1, 0xf6])).toEqual([
    { name: 'occupied', value: true },
    { name: 'temperature', value: -10 },
  ])
})

test('only the lowest bit says whether the bay is taken', () => {
  expect(uplink(1, [0b1111_1110])).toEqual([{ name: 'occupied', value: false }])
})

test('a start-up of each maker is told by its length', () => {
  expect(uplink(3, [2, 0, 7, 4, 1])).toEqual([
    { name: 'occupied', value: true },
    { name: 'started', value: { firmware: '2.0.7', resetCause: 'brownout', debugCodes: [] } },
  ])
  expect(uplink(3, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 2, 0])).toEqual([
    { name: 'occupied', value: false },
    { name: 'started', value: { firmware: '1.2.3', resetCause: 'power-on', debugCodes: [] } },
  ])
})

test.each([
  ['an empty uplink', 1, [], /port 1 is empty/],
  ['a start-up that is cut off', 3, [1, 2], /only 2 bytes/],
  ['an unknown port', 99, [1, 2, 3], /port 99 is none of/],
] as const)('%s is not readable, and says so', (_name, fPort, bytes, sentence) => {
  expect(() => uplink(fPort, bytes)).toThrow(sentence)
})

test('the battery comes with the network status, as a number or as a text', () => {
  const status = (json: NonNullable<CodecMessage['json']>) =>
    bay(message({ meta: { event: 'status' }, json }))
  expect(status({ batteryLevel: 73.5 })).toEqual([{ name: 'battery', value: 73.5 }])
  expect(status({ batteryLevel: '73.5' })).toEqual([{ name: 'battery', value: 73.5 }])
  expect(status({ batteryLevel: 0, batteryLevelUnavailable: true })).toEqual([])
  expect(status({ batteryLevel: 0, externalPowerSource: true })).toEqual([])
  expect(status({})).toEqual([])
  expect(status({ batteryLevel: 777 })).toEqual([{ name: 'battery', value: 777 }])
  expect(status({ batteryLevel: 'full' })).toEqual([{ name: 'battery', value: 'full' }])
})

test('a join says nothing about the bay', () => {
  expect(bay(message({ meta: { event: 'join' }, json: { devAddr: '01020304' } }))).toEqual([])
})

const uplinks = new URL('../../../../../shared/data/lorawan/uplinks.json', import.meta.url)
const present = existsSync(uplinks)
if (!present) console.log('skipped: ../shared/data/lorawan/uplinks.json is not here')

interface Uplink {
  readonly tag: string
  readonly vendor: string
  readonly input: { readonly fPort: number; readonly bytes: readonly number[] }
  readonly output: { readonly data: Readonly<Record<string, unknown>> }
}

test.skipIf(!present)('every parking uplink of the device repository means what its vendor states', () => {
  const all = JSON.parse(readFileSync(uplinks, 'utf8')) as readonly Uplink[]
  const parking = all.filter(({ tag }) => tag === 'parking')
  expect(new Set(parking.map(({ vendor }) => vendor))).toEqual(new Set(['bosch', 'nwave']))
  for (const { input, output } of parking) {
    expect(uplink(input.fPort, input.bytes)).toEqual(stated(output.data))
  }
})

/** What the vendor states, in our names. */
function stated(data: Readonly<Record<string, unknown>>): readonly unknown[] {
  const readings: unknown[] = [{ name: 'occupied', value: data.occupied }]
  if (data.temperature !== undefined) readings.push({ name: 'temperature', value: data.temperature })
  if (data.type === 'startup') {
    const causes: Record<string, string> = { 'system request': 'request', power_on: 'power-on' }
    readings.push({
      name: 'started',
      value: {
        firmware: data.firmwareVersion ?? data.firmware_version,
        resetCause: causes[String(data.resetCause ?? data.reset_cause)],
        debugCodes: data.debugCodes ?? [],
      },
    })
  }
  return readings
}
