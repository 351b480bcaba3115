import { describeError } from '../errors.ts'
import type { Observation } from '../pipeline/batch.ts'
import type { ClockDoubt } from '../pipeline/event-time.ts'

/** What is wrong with a device's clock, as its messages show it. */
export interface ClockNotice {
  readonly code: ClockDoubt['code']
  readonly message: { readonly zh: string; readonly en: string }
  /** What its clock said last: ISO 8601, or the bare number where that is no date. */
  readonly said: string
  /** Observations since `since`, and when the last one came (ms since 1970). */
  readonly count: number
  readonly since: number
  readonly at: number
}

/** The latest doubt about the clock of each device, until its clock is right again. Kept in memory: one a device at most. */
export interface ClockNotices {
  /** Takes over what a stored batch shows. */
  note(observations: readonly Observation[]): void
  of(device: string): ClockNotice | null
}

/** Notices of a server that has just started. */
export function createClockNotices(): ClockNotices {
  const notices = new Map<string, ClockNotice>()
  return {
    note(observations) {
      for (const one of observations) {
        // A record or a form has no clock.
        if (one.installation !== null) continue
        if (one.clock) notices.set(one.device, noticeOf(one, one.clock, notices.get(one.device)))
        else if (one.timeReason === 'device' && notices.size > 0) notices.delete(one.device)
      }
    },
    of: (device) => notices.get(device) ?? null,
  }
}

function noticeOf(
  { device, stamp }: Observation,
  { code, said }: NonNullable<Observation['clock']>,
  before: ClockNotice | undefined,
): ClockNotice {
  const same = before?.code === code ? before : null
  const shown = momentOf(said)
  const seconds = Math.round(Math.abs(stamp - said) / 1000)
  return {
    code,
    message: describeError(code, { device, said: shown, seconds }),
    said: shown,
    count: (same?.count ?? 0) + 1,
    since: same?.since ?? stamp,
    at: stamp,
  }
}

/** Clocks can say anything; beyond the year 275760 it is no date any more. */
const momentOf = (said: number) => (Math.abs(said) <= 8.64e15 ? new Date(said).toISOString() : String(said))
