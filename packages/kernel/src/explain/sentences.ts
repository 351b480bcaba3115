import { deciding } from './condition.ts'
import type { Clause, Explanation, NearestValue, Reading, RunningTimer } from './explanation.ts'
import { type Phrases, phrases } from './phrases.ts'

/** How names and times are shown. */
export interface Wording {
  /** What a name of the rule (`temp`, `settings.limit`) is called; without it, the name. */
  readonly label?: (name: string) => string
  /** What a device is called; without it, its id. */
  readonly device?: (id: string) => string
  /** A moment as text; without it, date and time of day in China. */
  readonly time?: (at: number) => string
}

/** An explanation as a person would give it: the verdict first, then what it rests on, one sentence each. */
export function sentences(
  explanation: Explanation,
  language: 'zh' | 'en',
  { label = (name) => name, device = (id) => id, time = inChina }: Wording = {},
): string[] {
  const say: Phrases = phrases(language, { label, device, time })
  const { outcome, condition, readings, timers, windows, nearest, late, count, schedule } = explanation
  const isLookedAt = condition !== null && outcome !== 'nothing-said'
  const blamed = isLookedAt ? clausesToTell(condition) : []
  return [
    say.verdict(explanation),
    ...(explanation.suspended ? [`${explanation.suspended.reason}`] : []),
    ...blamed.map((clause) => say.clause(clause, ofClause(clause, readings))),
    ...readings.filter(isTroubled).map((reading) => say.trouble(reading)),
    ...timers.map((timer: RunningTimer) => say.timer(timer)),
    ...(count && outcome === 'counting' ? [say.count(count)] : []),
    ...windows.map((window) => say.window(window)),
    ...(outcome === 'outside-schedule' && schedule ? [say.schedule(schedule.changes)] : []),
    ...nearest.map((one: NearestValue) => say.nearest(one)),
    ...(late && outcome !== 'fired' ? [say.late(late)] : []),
  ]
}

/** The clauses that make the condition what it is; a condition that is always met has none. */
function clausesToTell(condition: Clause): Clause[] {
  return deciding(condition).filter(({ reads }) => reads.length > 0)
}

function ofClause({ reads }: Clause, readings: readonly Reading[]): Reading[] {
  return readings.filter(({ name }) => reads.includes(name))
}

function isTroubled({ state, away, kind }: Reading): boolean {
  return kind === 'property' && (state !== 'known' || away !== null)
}

const day = 86_400_000

/** Date and time of day, eight hours ahead of UTC, as `2026-03-01 08:05:00`. */
export function inChina(at: number): string {
  const local = at + 8 * 3_600_000
  const number = Math.floor(local / day)
  const seconds = Math.floor((local - number * day) / 1000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${dateOf(number)} ${clock.map(two).join(':')}`
}

const two = (number: number) => String(number).padStart(2, '0')

/** The date of a day counted from 1970-01-01, in the Gregorian calendar; years are counted from March. */
function dateOf(number: number): string {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1
  const calendarMonth = month < 10 ? month + 3 : month - 9
  return `${era * 400 + year + (calendarMonth <= 2 ? 1 : 0)}-${two(calendarMonth)}-${two(date)}`
}
