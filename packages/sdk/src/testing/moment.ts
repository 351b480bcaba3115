import { readDuration } from '@linli/kernel'
import { sdkError } from '../errors.ts'

/**
 * A time in a test: ms since 1970, `08:05` or `08:05:30` of the bench's present day, or a date with a time
 * (`2026-03-03T08:05`); without an offset in that of the bench's start.
 */
export type Moment = number | string

/** The bench's sense of time: where it started, and how far from UTC. */
export interface Calendar {
  readonly start: number
  readonly offset: string
  /** Fails with `bench.moment` where it cannot be read. */
  read(moment: Moment, now: number): number
  /** As `2026-03-02T08:05:00`, ms only where there are some. */
  print(time: number): string
}

const dated = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/
const clock = /^\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/
const zone = /(Z|[+-]\d{2}:\d{2})$/

/** A calendar that starts at a date with a time and, where it is not that of China, an offset. */
export function createCalendar(start: string): Calendar {
  const offset = zone.exec(start)?.[1] ?? '+08:00'
  const shift = Date.parse('1970-01-01T00:00Z') - Date.parse(`1970-01-01T00:00${offset}`)
  const print = (time: number) => new Date(time + shift).toISOString().replace(/(\.000)?Z$/, '')
  const read = (moment: Moment, now: number): number => {
    if (typeof moment === 'number') return moment
    const bare = moment.replace(zone, '')
    const day = print(now).slice(0, 10)
    const text = clock.test(bare) ? `${day}T${bare}` : bare
    const time = dated.test(text) ? Date.parse(`${text}${zone.exec(moment)?.[1] ?? offset}`) : Number.NaN
    if (Number.isNaN(time)) throw sdkError('bench.moment', { moment })
    return time
  }
  return { start: read(start, 0), offset, read, print }
}

/** A literal duration in ms; fails with `bench.moment`. */
export function readLength(duration: string): number {
  const length = readDuration(duration as `${number}s`, {})
  if (length === null) throw sdkError('bench.moment', { moment: duration })
  return length
}
