import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { CodecMessage } from '@linli/sdk'
import { expect, test } from 'vitest'
import { ocpp } from './ocpp.ts'

const arrival = Date.parse('2026-06-30T08:00:00Z')

const read = (channel: string, json: object, meta: Record<string, string> = {}) =>
  ocpp({ channel, address: 'CP-01', meta, arrival, json: json as NonNullable<CodecMessage['json']> })

test('a boot says who the charge point is, and that it is there', () => {
  const json = { chargePointVendor: 'V', chargePointModel: 'M', firmwareVersion: '1.4.2' }
  expect(read('BootNotification', json)).toEqual([
    { name: 'online', value: true },
    { name: 'booted', value: { vendor: 'V', model: 'M', serial: '', firmware: '1.4.2' } },
  ])
})

test('connector 0 is the charge point, the others have names of their own', () => {
  expect(read('StatusNotification', { connectorId: 0, errorCode: 'NoError', status: 'Available' })).toEqual([
    { name: 'status', value: 'Available' },
  ])
  const faulted = {
    connectorId: 2,
    errorCode: 'GroundFailure',
    status: 'Faulted',
    vendorErrorCode: 'E17',
    info: 'L2',
  }
  expect(read('StatusNotification', faulted)).toEqual([
    {
      name: 'reported',
      value: { connector: 'CP-01/2', status: 'Faulted', errorCode: 'GroundFailure', info: 'E17 L2' },
    },
  ])
})

test('a status that the station kept while it was away holds from its arrival', () => {
  const status = (timestamp: string) =>
    read('StatusNotification', { connectorId: 0, errorCode: 'NoError', status: 'Faulted', timestamp })[0]
  expect(status('2026-06-30T05:00:00Z')).toMatchObject({ time: arrival })
  expect(status('2026-06-30T07:59:58Z')).not.toHaveProperty('time')
})

test('a start has the number the server gave it, or is not readable', () => {
  const start = { connectorId: 1, idTag: 'T1', meterStart: 100, timestamp: '2026-06-30T07:59:00Z' }
  expect(read('StartTransaction', start, { transactionId: '7' })).toEqual([
    {
      name: 'started',
      value: {
        transaction: '7',
        connector: 'CP-01/1',
        tag: 'T1',
        meter: 100,
        at: '2026-06-30T07:59:00.000Z',
      },
    },
  ])
  expect(() => read('StartTransaction', start)).toThrow(/lacks the number/)
})

test('an authorisation carries the verdict', () => {
  expect(read('Authorize', { idTag: 'T1' }, { idTagStatus: 'Blocked' })).toEqual([
    { name: 'authorized', value: { tag: 'T1', status: 'Blocked' } },
  ])
})

const metered = (...sampledValue: readonly object[]) =>
  read('MeterValues', { connectorId: 1, transactionId: 7, meterValue: [{ sampledValue }] })[0]?.value

test('kilowatt-hours and watt-hours are the same energy', () => {
  expect(metered({ value: '1.5', measurand: 'Energy.Active.Import.Register', unit: 'kWh' })).toMatchObject({
    meter: 1500,
  })
  expect(metered({ value: '1500' })).toMatchObject({ meter: 1500, at: '2026-06-30T08:00:00.000Z' })
})

test('power told by phase is added up, unless the whole is told too', () => {
  const phase = (name: string) => ({
    value: '1000',
    measurand: 'Power.Active.Import',
    unit: 'W',
    phase: name,
  })
  expect(metered(phase('L1'), phase('L2'), phase('L3'))).toMatchObject({ power: 3000 })
  const whole = { value: '2.9', measurand: 'Power.Active.Import', unit: 'kW' }
  expect(metered(phase('L1'), whole)).toMatchObject({ power: 2900 })
})

test('meter values that no transaction explains, or of another measurand, are left out', () => {
  expect(read('MeterValues', { connectorId: 1, meterValue: [{ sampledValue: [{ value: '1' }] }] })).toEqual(
    [],
  )
  expect(metered({ value: 'signed', format: 'SignedData' })).toBeUndefined()
  expect(metered({ value: '21', measurand: 'Temperature' })).toBeUndefined()
})

test.each(['abc', ''])('the meter value %j is passed on: the device model refuses it', (value) => {
  expect(metered({ value: '1000', phase: 'L1' }, { value, phase: 'L2' })).toMatchObject({ meter: value })
})

test('a time that is none is not readable', () => {
  const meterValue = [{ timestamp: 'noon', sampledValue: [{ value: '1' }] }]
  expect(() => read('MeterValues', { connectorId: 1, transactionId: 7, meterValue })).toThrow(/no time/)
})

test('an action that is none of ours says nothing', () => {
  expect(read('DataTransfer', { vendorId: 'V' })).toEqual([])
})

const recorded = new URL('../../../../shared/data/ocpp/', import.meta.url)
const present = existsSync(recorded)
if (!present) console.log('skipped: ../shared/data/ocpp is not here')

interface Line {
  readonly direction: string
  readonly messageType: string
  readonly action: string
  readonly payload: NonNullable<CodecMessage['json']>
}

test.skipIf(!present)('every call of an independent charge point is read', () => {
  const files = readdirSync(recorded).filter((name) => name.endsWith('.jsonl'))
  const lines = files.flatMap((name) => readFileSync(new URL(name, recorded), 'utf8').trim().split('\n'))
  const calls = lines
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.direction === 'cp-to-csms' && line.messageType === 'CALL')
  expect(calls.length).toBeGreaterThan(10)
  for (const { action, payload } of calls) {
    const readings = read(action, payload as object, { transactionId: '4', idTagStatus: 'Accepted' })
    expect(readings.length, action).toBeGreaterThan(0)
  }
})
