import type { Calendar, Program, Zone } from '../log.ts'
import type { Day, Period, Schedule } from '../rule.ts'

/** A schedule as a function of time. */
export interface CompiledSchedule {
  /** Whether `time` lies in a period: from its beginning up to, but without, its end. */
  inside(time: number): boolean
  /** The next moment after `time` at which a period begins or ends; Infinity where there is none within years. */
  next(time: number): number
  /** The next moment after `time` at which one begins. */
  nextStart(time: number): number
}

const minute = 60_000
const day = 1_440 * minute
/** How many days ahead a period is looked for at most: calendars may leave long breaks. */
const horizon = 800
/** Without exceptions all weeks are alike: what does not come in so many days never comes. */
const alike = 10

const shanghai: Zone = [[0, 480]]

/** The zone of a schedule, or null where the program does not know it. */
export function zoneOf({ zone = 'Asia/Shanghai' }: Schedule, { zones = {} }: Program): Zone | null {
  if (Object.hasOwn(zones, zone)) return zones[zone] ?? null
  return zone === 'Asia/Shanghai' ? shanghai : null
}

/** Compiles a schedule of a program; null where it names an unknown zone or calendar, or a time that cannot be read. */
export function compileSchedule(schedule: Schedule, program: Program): CompiledSchedule | null {
  const zone = zoneOf(schedule, program)
  const calendar = calendarOf(schedule, program)
  const periods = schedule.periods.map(readPeriod)
  if (zone === null || zone.length === 0 || calendar === null || periods.includes(null)) return null
  return createSchedule(periods as readonly ReadPeriod[], zone, calendar)
}

function calendarOf({ calendar }: Schedule, { calendars = {} }: Program): CompiledCalendar | null {
  if (calendar === undefined) return compileCalendar({ holidays: [], workdays: [] })
  const found = Object.hasOwn(calendars, calendar) ? calendars[calendar] : undefined
  return found ? compileCalendar(found) : null
}

interface ReadPeriod {
  readonly days: readonly Day[] | null
  /** Minutes after midnight; `to` may lie on the next day. */
  readonly from: number
  readonly to: number
}

/** A period with its times in minutes; null where one of them cannot be read. */
export function readPeriod({ days, from, to }: Period): ReadPeriod | null {
  const begins = minutesOf(from)
  const ends = minutesOf(to)
  if (begins === null || ends === null || begins === 1_440) return null
  return { days: days ?? null, from: begins, to: ends > begins ? ends : ends + 1_440 }
}

function minutesOf(time: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : null
  return minutes !== null && minutes <= 1_440 ? minutes : null
}

type CompiledCalendar = ReadonlyMap<number, 'holiday' | 'workday'>

function compileCalendar({ holidays, workdays }: Calendar): CompiledCalendar {
  const days = new Map<number, 'holiday' | 'workday'>()
  for (const date of holidays) days.set(dayNumber(date), 'holiday')
  for (const date of workdays) days.set(dayNumber(date), 'workday')
  return days
}

/** Days since 1970-01-01 of a date in the Gregorian calendar. */
export function dayNumber(date: string): number {
  const [year = 1970, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  // Years are counted from March, so that the leap day is the last of them.
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

const weekdays: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** What a day is called: its weekday, and what the calendar makes of it. */
function namesOf(number: number, calendar: CompiledCalendar): readonly Day[] {
  const weekday = (((number + 3) % 7) + 7) % 7
  const name = weekdays[weekday] as Day
  const special = calendar.get(number)
  if (special === 'holiday') return [name, 'restday', 'holiday']
  return [name, special === 'workday' || weekday < 5 ? 'workday' : 'restday']
}

interface Stretch {
  readonly from: number
  readonly to: number
}

function createSchedule(
  periods: readonly ReadPeriod[],
  zone: Zone,
  calendar: CompiledCalendar,
): CompiledSchedule {
  /** Stretches that begin on a local day. */
  const onDay = (number: number): Stretch[] =>
    periods.flatMap(({ days, from, to }) => {
      if (days !== null && !namesOf(number, calendar).some((name) => days.includes(name))) return []
      const stretch = {
        from: instantOf(number * day + from * minute, zone),
        to: instantOf(number * day + to * minute, zone),
      }
      return stretch.to > stretch.from ? [stretch] : []
    })
  const dayAt = (time: number) => Math.floor((time + offsetAt(time, zone)) / day)
  const exceptions = [...calendar.keys(), ...zone.slice(1).map(([from]) => dayAt(from))]
  const lastException = exceptions.reduce((last, number) => Math.max(last, number), -Infinity)
  const inside = (time: number) => {
    const today = dayAt(time)
    return [today - 2, today - 1, today, today + 1].some((number) =>
      onDay(number).some(({ from, to }) => from <= time && time < to),
    )
  }
  const search = (
    time: number,
    edges: (stretch: Stretch) => readonly number[],
    wanted: (edge: number) => boolean,
  ) => {
    const today = dayAt(time)
    const end = Math.min(today + horizon, Math.max(today, lastException) + alike)
    let best = Infinity
    for (let number = today - 2; number <= end; number++) {
      for (const stretch of onDay(number))
        for (const edge of edges(stretch)) if (edge > time && edge < best && wanted(edge)) best = edge
      // What begins on later days begins later; two days are enough for what ends and for changes of the offset.
      if (best !== Infinity && number * day > best + offsetAt(best, zone) + 2 * day) break
    }
    return best
  }
  return cached({
    inside,
    next: (time) =>
      search(
        time,
        ({ from, to }) => [from, to],
        (edge) => inside(edge) !== inside(edge - 1),
      ),
    nextStart: (time) =>
      search(
        time,
        ({ from }) => [from],
        (edge) => !inside(edge - 1),
      ),
  })
}

/** Remembers the stretch that was looked at last: most questions are about the same one. */
function cached(schedule: CompiledSchedule): CompiledSchedule {
  let from = Infinity
  let to = -Infinity
  let isInside = false
  const look = (time: number) => {
    if (time >= from && time < to) return
    isInside = schedule.inside(time)
    from = time
    to = schedule.next(time)
  }
  return {
    inside(time) {
      look(time)
      return isInside
    },
    next(time) {
      look(time)
      return to
    },
    nextStart: (time) => schedule.nextStart(time),
  }
}

function offsetAt(time: number, zone: Zone): number {
  let minutes = zone[0]?.[1] ?? 0
  for (const [from, offset] of zone) {
    if (from > time) break
    minutes = offset
  }
  return minutes * minute
}

/** The instant of a local time: the first where it comes twice, the change of the clock where it is skipped. */
function instantOf(local: number, zone: Zone): number {
  for (let index = 0; index < zone.length; index++) {
    const [, offset] = zone[index] as Zone[number]
    const ends = zone[index + 1]?.[0] ?? Infinity
    const instant = local - offset * minute
    if (instant >= ends) continue
    const begins = index === 0 ? -Infinity : (zone[index] as Zone[number])[0]
    return Math.max(instant, begins)
  }
  return local
}
