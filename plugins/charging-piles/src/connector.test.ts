import { expect, test } from 'vitest'
import { connector } from './connector.ts'
import type { ConnectorStatus } from './ocpp-words.ts'

const start = Date.parse('2026-06-30T08:00:00Z')

const report = (seconds: number, status: ConnectorStatus) => ({
  time: start + seconds * 1000,
  value: { connector: 'CP-01/1', status, errorCode: 'NoError' as const, info: '' },
})

test('the last report counts', () => {
  const first = connector({ state: null, input: report(0, 'Charging') })
  expect(connector({ state: first!.state, input: report(10, 'Finishing') })?.state).toMatchObject({
    status: 'Finishing',
    reportedAt: '2026-06-30T08:00:10.000Z',
  })
})

test('an older report that comes late changes nothing', () => {
  const latest = connector({ state: null, input: report(10, 'Available') })
  expect(connector({ state: latest!.state, input: report(0, 'Finishing') })).toBeNull()
})

test('of two reports in the same instant the second one counts', () => {
  const first = connector({ state: null, input: report(0, 'Finishing') })
  expect(connector({ state: first!.state, input: report(0, 'Available') })?.state.status).toBe('Available')
})
