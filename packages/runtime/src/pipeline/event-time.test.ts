import { expect, test } from 'vitest'
import { doubtOf, fixEventTime } from './event-time.ts'

const now = Date.UTC(2026, 10, 21, 8)
const minute = 60_000

test.each([
  ['no clock', null, now, 'none'],
  ['a clock that was never set', 10_000, now, 'absurd'],
  ['a clock that is 400 days ahead', now + 400 * 1440 * minute, now, 'ahead'],
  ['a clock that is a little ahead', now + 30_000, now, 'device'],
  ['a clock that is right', now - 2_000, now - 2_000, 'device'],
] as const)('%s: the event time', (_name, said, time, reason) => {
  expect(fixEventTime(said, now, minute)).toEqual({ time, reason })
})

test('a source that grants no lateness counts from the arrival, and still tells of clocks that are not set', () => {
  expect(fixEventTime(now - 2_000, now, 0)).toEqual({ time: now, reason: 'none' })
  expect(fixEventTime(10_000, now, 0)).toEqual({ time: now, reason: 'absurd' })
})

test.each([
  ['absurd', [10_000], 'ingest.clock-absurd'],
  ['ahead', [now + 5 * minute], 'ingest.clock-ahead'],
  ['older than the source may be', [now - 2 * minute], 'ingest.late'],
  ['of the envelope, though the reading has a time of its own', [now, 10_000], 'ingest.clock-absurd'],
] as const)('a time that is %s is doubted', (_name, times, code) => {
  expect(doubtOf(times, now, minute)?.code).toBe(code)
})

test('a believable time, or none, is not doubted', () => {
  expect(doubtOf([now - 1_000, null, undefined], now, minute)).toBeNull()
  expect(doubtOf([now - 5 * minute], now, 0)).toBeNull()
})
