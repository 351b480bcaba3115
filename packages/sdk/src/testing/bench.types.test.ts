import { expect, test } from 'vitest'
import parking from '../example/parking.ts'
import { checkReducer, createBench } from './index.ts'

test('a bench knows the models, sources, forms, tables and settings of its scenario', () => {
  const bench = createBench(parking, {
    settings: { freeMinutes: 20 },
    reference: { permits: [{ plate: '京A12345', until: '2026-12-31' }] },
  })
  bench.device('bay-1', 'bay').reports({ occupied: true, battery: 50 })
  bench.device('gate-1', 'gate').reports({ plateSeen: { plate: '京A12345', confidence: 90, lane: 1 } })
  bench.submit('visit', { why: '巡查' })
  const minutes: number | undefined = bench.records.session.京A12345?.minutes
  expect(minutes).toBe(0)
})

/** What a bench refuses to compile; never called. */
export function mistakes(): void {
  // @ts-expect-error no such setting
  createBench(parking, { settings: { minutes: 20 } })
  // @ts-expect-error a setting of another type
  createBench(parking, { settings: { freeMinutes: 'long' } })
  // @ts-expect-error a row without a field
  createBench(parking, { reference: { permits: [{ plate: '京A12345' }] } })
  // @ts-expect-error no such table
  createBench(parking, { reference: { cars: [] } })
  const bench = createBench(parking)
  // @ts-expect-error no such model
  bench.device('lamp-1', 'lamp')
  // @ts-expect-error no such property
  bench.device('bay-2', 'bay').reports({ ocupied: true })
  // @ts-expect-error a value of another type
  bench.device('bay-3', 'bay').reports({ battery: 'full' })
  // @ts-expect-error a field of the event is missing
  bench.device('gate-2', 'gate').reports({ plateSeen: { plate: '京A12345' } })
  // @ts-expect-error no such source
  bench.receive('mqtt', {})
  // @ts-expect-error no such form
  bench.submit('vist', { why: '' })
  // @ts-expect-error an answer of another type
  bench.submit('visit', { why: 3 })
  // @ts-expect-error no such action
  bench.act('overstay', 'approve')
  // @ts-expect-error no such record
  checkReducer(parking, 'sesion', [])
  // @ts-expect-error an event of another model
  checkReducer(parking, 'session', [{ device: 'bay', name: 'plateSeen', value: {}, time: 0 }])
}
