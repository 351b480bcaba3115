import type { TimeReason } from '../store/tables/device.ts'

/** A device clock before this is not set: 2020-01-01. */
const PLAUSIBLE = Date.UTC(2020, 0, 1)
/** A device clock may run ahead of ours by this much (ms) and is then read as "now". */
const AHEAD = 60_000

/** A device's time that was not believed, or that makes its report late; `said` in ms since 1970. */
export interface ClockDoubt {
  readonly code: 'ingest.clock-absurd' | 'ingest.clock-ahead' | 'ingest.late'
  readonly said: number
}

/**
 * Fixes the event time once (semantics rule 1): the device's time where it has a believable clock, else the arrival.
 * A source that grants no lateness cannot tell old from new, so its messages count from their arrival.
 */
export function fixEventTime(
  deviceTime: number | null,
  stamp: number,
  lateness: number,
): { time: number; reason: TimeReason } {
  const reason = reasonFor(deviceTime, stamp)
  if (reason !== 'device' || deviceTime === null) return { time: stamp, reason }
  if (lateness === 0) return { time: stamp, reason: 'none' }
  return { time: Math.min(Math.round(deviceTime), stamp), reason }
}

/** What an operator should know about the clock behind a message: the first of the times given that is in doubt. */
export function doubtOf(
  times: readonly (number | null | undefined)[],
  stamp: number,
  lateness: number,
): ClockDoubt | null {
  for (const said of times) {
    const code = said === null || said === undefined ? null : doubtfulness(said, stamp, lateness)
    if (code) return { code, said: said as number }
  }
  return null
}

function doubtfulness(said: number, stamp: number, lateness: number): ClockDoubt['code'] | null {
  const reason = reasonFor(said, stamp)
  if (reason === 'absurd') return 'ingest.clock-absurd'
  if (reason === 'ahead') return 'ingest.clock-ahead'
  return reason === 'device' && lateness > 0 && stamp - said > lateness ? 'ingest.late' : null
}

function reasonFor(deviceTime: number | null, stamp: number): TimeReason {
  if (deviceTime === null || !Number.isFinite(deviceTime)) return 'none'
  if (deviceTime < PLAUSIBLE) return 'absurd'
  return deviceTime > stamp + AHEAD ? 'ahead' : 'device'
}
