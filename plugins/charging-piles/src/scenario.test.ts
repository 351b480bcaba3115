import { checkReducer, goldenTests } from '@linli/sdk/testing'
import { test } from 'vitest'
import scenario from './index.ts'

goldenTests(test, scenario, new URL('../golden/', import.meta.url))

const at = (minute: number) => new Date(minute * 60_000).toISOString()
const told = (name: 'started' | 'metered' | 'stopped', minute: number, value: object) => ({
  device: 'charge-point' as const,
  name,
  time: minute * 60_000,
  value: { transaction: '7', at: at(minute), ...value },
})

test('a transaction is the same in every order of arrival', () => {
  checkReducer(scenario, 'transaction', [
    told('started', 1, { connector: 'CP-01/1', tag: 'T1', meter: 1000 }),
    told('metered', 10, { connector: 'CP-01/1', meter: 3000, power: 7000 }),
    told('metered', 20, { connector: 'CP-01/1', meter: 5000, power: 6900 }),
    told('stopped', 30, { meter: 7000, reason: 'Local' }),
  ])
})

const reported = (minute: number, status: string) => ({
  device: 'charge-point' as const,
  name: 'reported' as const,
  time: minute * 60_000,
  value: { connector: 'CP-01/1', status, errorCode: 'NoError', info: '' },
})

test('a connector is the same in every order of arrival', () => {
  checkReducer(scenario, 'connector', [
    reported(1, 'Preparing'),
    reported(2, 'Charging'),
    reported(30, 'Finishing'),
    reported(31, 'Available'),
  ])
})
