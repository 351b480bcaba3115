import { expect, test } from 'vitest'
import { addressesOf, type SourceRow } from './source.ts'

const at = (connect: SourceRow['connect']) =>
  addressesOf({ connect } as SourceRow, 'https://linli.example:8443')

test('an HTTP source is reached where the studio is', () => {
  expect(at({ broker: null, topic: null, path: '/in/cam' }).url).toBe('https://linli.example:8443/in/cam')
})

test('a charge point speaks WebSocket to the same place', () => {
  expect(at({ broker: null, topic: null, path: '/ocpp/{address}' }).url).toBe(
    'wss://linli.example:8443/ocpp/{address}',
  )
})

test('a broker that listens everywhere is named as the server is', () => {
  expect(at({ broker: 'mqtt://0.0.0.0:1883', topic: 'a/{address}', path: null })).toEqual({
    broker: 'mqtt://linli.example:1883',
    topic: 'a/{address}',
    url: null,
  })
})
