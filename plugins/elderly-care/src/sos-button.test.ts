import type { CodecMessage } from '@linli/sdk'
import { expect, test } from 'vitest'
import { homeOf, sosButton } from './sos-button.ts'

const read = (json: NonNullable<CodecMessage['json']>, meta: Record<string, string> = {}) =>
  sosButton({ channel: 'zigbee2mqtt/1-2-301-sos', address: '1-2-301-sos', meta, json, arrival: 0 })

test.each([{ sos: true }, { action: 'emergency' }, { action: 'single' }])('%j is a press', (json) => {
  expect(read(json)).toEqual([{ name: 'pressed', value: { home: '1-2-301' }, time: 0 }])
})

test.each([{ sos: false }, { action: '' }, { action: null }, { linkquality: 90 }, {}])(
  '%j is none',
  (json) => {
    expect(read(json)).toEqual([])
  },
)

test('a report with a battery level says so', () => {
  expect(read({ sos: false, battery: 87 })).toEqual([{ name: 'battery', value: 87 }])
  expect(read({ sos: false, battery: null })).toEqual([])
})

test('a battery level out of range is passed on: the device model refuses it', () => {
  expect(read({ sos: false, battery: 255 })).toEqual([{ name: 'battery', value: 255 }])
})

test('a state that the broker had kept is no press', () => {
  expect(read({ sos: true, battery: 80 }, { retained: '1' })).toEqual([{ name: 'battery', value: 80 }])
})

test('going offline is no press', () => {
  expect(read({ state: 'offline' }, { part: 'availability' })).toEqual([])
})

test('the home is the friendly name without its last part', () => {
  expect(['1-2-301-sos', '1-2-301/sos', 'lane 3/7-door'].map(homeOf)).toEqual([
    '1-2-301',
    '1-2-301',
    'lane 3/7',
  ])
})
