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

test('empty, cut-off and unknown uplinks say nothing', () => {
  expect(uplink(1, [])).toEqual([])
  expect(uplink(3, [1, 2])).toEqual([])
  expect(uplink(6, [1, 2, 3])).toEqual([])
})

test('the battery comes with the network status, as a number or as a text', () => {
  const status = (json: NonNullable<CodecMessage['json']>) =>
    bay(message({ meta: { event: 'status' }, json }))
  expect(status({ batteryLevel: 73.5 })).toEqual([{ name: 'battery', value: 73.5 }])
  expect(status({ batteryLevel: '73.5' })).toEqual([{ name: 'battery', value: 73.5 }])
  expect(status({ batteryLevel: 0, batteryLevelUnavailable: true })).toEqual([])
  expect(status({ batteryLevel: 0, externalPowerSource: true })).toEqual([])
  expect(status({})).toEqual([])
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
