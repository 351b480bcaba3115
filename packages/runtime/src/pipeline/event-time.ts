import type { TimeReason } from '../store/tables/device.ts'

/** A device clock before this is not set: 2020-01-01. */
const PLAUSIBLE = Date.UTC(2020, 0, 1)
/** A device clock may run ahead of ours by this much (ms) and is then read as "now". */
const AHEAD = 60_000

/**
 * Fixes the event time once (semantics rule 1): the device's time where it has a believable clock, else the arrival.
 * A source that grants no lateness cannot tell old from new, so its messages count from their arrival.
 */
export function fixEventTime(
  deviceTime: number | null,
  stamp: number,
  lateness: number,
): { time: number; reason: TimeReason } {
  if (deviceTime === null || lateness === 0 || !Number.isFinite(deviceTime))
    return { time: stamp, reason: 'none' }
  if (deviceTime < PLAUSIBLE) return { time: stamp, reason: 'absurd' }
  if (deviceTime > stamp + AHEAD) return { time: stamp, reason: 'ahead' }
  return { time: Math.min(Math.round(deviceTime), stamp), reason: 'device' }
}
