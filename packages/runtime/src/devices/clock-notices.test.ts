import { expect, test } from 'vitest'
import type { Observation } from '../pipeline/batch.ts'
import { createClockNotices } from './clock-notices.ts'

const at = Date.UTC(2026, 10, 21, 8)
const seen = (more: Partial<Observation>): Observation =>
  ({ device: 'gate', stamp: at, time: at, timeReason: 'device', installation: null, ...more }) as Observation
const unset = seen({ timeReason: 'absurd', clock: { code: 'ingest.clock-absurd', said: 10_000 } })

test('a clock in 1970 is told once per device, with what it said and how often', () => {
  const notices = createClockNotices()
  notices.note([unset, { ...unset, stamp: at + 5_000 }])
  expect(notices.of('gate')).toMatchObject({
    code: 'ingest.clock-absurd',
    said: '1970-01-01T00:00:10.000Z',
    count: 2,
    since: at,
    at: at + 5_000,
  })
  expect(notices.of('gate')?.message.zh).toMatch(/gate.*1970/)
  expect(notices.of('other')).toBeNull()
})

test('a clock that is right again ends the notice; a message without a time does not', () => {
  const notices = createClockNotices()
  notices.note([unset, seen({ timeReason: 'none' })])
  expect(notices.of('gate')).not.toBeNull()
  notices.note([seen({})])
  expect(notices.of('gate')).toBeNull()
})

test('a number that is no date is shown as it is', () => {
  const notices = createClockNotices()
  notices.note([seen({ timeReason: 'ahead', clock: { code: 'ingest.clock-ahead', said: 1e18 } })])
  expect(notices.of('gate')?.said).toBe('1000000000000000000')
})
