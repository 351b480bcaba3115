import { expect, test } from 'vitest'
import { plainAddress } from './address.ts'

test.each(['24e124136b501234', '24E124136B501234', '24-E1-24-13-6B-50-12-34', '24:e1:24:13:6b:50:12:34'])(
  'the devEUI %s is one device, however it is written',
  (written) => {
    expect(plainAddress('chirpstack-v4', written)).toBe('24e124136b501234')
  },
)

test('friendly names and charge point ids are what they are', () => {
  expect(plainAddress('zigbee2mqtt', 'Hall-Door')).toBe('Hall-Door')
  expect(plainAddress('ocpp1.6', 'CP:01')).toBe('CP:01')
})
