import type { Program } from '../log.ts'
import { zoneOf } from '../program/schedule.ts'
import type { Rule } from '../rule.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Finds time zones and calendars that the program does not have, and days that only a calendar knows. */
export function checkSchedule({ schedule }: Rule, program: Program, findings: Findings): void {
  if (schedule === undefined) return
  const { zones = {}, calendars = {} } = program
  const { zone, calendar } = schedule
  if (zone !== undefined && zoneOf(schedule, program) === null) {
    const known = [...new Set([...Object.keys(zones), 'Asia/Shanghai'])]
    findings.add('kernel.unknown-zone', 'schedule.zone', { zone }, didYouMean(zone, known))
  }
  if (calendar !== undefined && !Object.hasOwn(calendars, calendar))
    findings.add(
      'kernel.unknown-calendar',
      'schedule.calendar',
      { calendar },
      didYouMean(calendar, Object.keys(calendars)),
    )
  const isHoliday = schedule.periods.findIndex(({ days }) => days?.includes('holiday'))
  if (isHoliday >= 0 && calendar === undefined)
    findings.add('kernel.holiday-without-calendar', `schedule.periods[${isHoliday}].days`, {})
}
