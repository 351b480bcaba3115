import type { Program } from '../log.ts'
import type { Text } from '../rule.ts'
import { createFindings, type Finding, type Findings } from './finding.ts'
import { isFields } from './form.ts'

/** Everything wrong with the time zones and calendars of a program. */
export function checkTables({ zones, calendars }: Program): readonly Finding[] {
  const findings = createFindings('')
  each(zones, 'zones', findings, checkZone)
  each(calendars, 'calendars', findings, checkCalendar)
  return findings.list
}

function each(
  table: unknown,
  at: string,
  findings: Findings,
  check: (entry: unknown, at: string, findings: Findings) => void,
): void {
  if (table === undefined) return
  if (isFields(table))
    for (const [name, entry] of Object.entries(table)) check(entry, `${at}.${name}`, findings)
  else bad(at, { zh: '按名称排列的对象', en: 'an object by names' }, findings)
}

function bad(at: string, wanted: Text, findings: Findings): void {
  findings.add('kernel.bad-table', at, { wanted })
}

const zoneWanted: Text = {
  zh: '按时间先后排列的 [起始毫秒, 与 UTC 相差的分钟数] 列表',
  en: 'a list of [from in ms, minutes ahead of UTC], in order of time',
}

function checkZone(zone: unknown, at: string, findings: Findings): void {
  const entries = Array.isArray(zone) ? (zone as unknown[]) : []
  const isGood =
    entries.every(isOffset) && entries.every((entry, index) => isLater(entry, entries[index - 1]))
  if (entries.length === 0 || !isGood) bad(at, zoneWanted, findings)
}

/** Offsets of the world's time zones lie within fifteen hours. */
function isOffset(entry: unknown): boolean {
  if (!Array.isArray(entry) || entry.length !== 2) return false
  const [from, minutes] = entry as unknown[]
  return Number.isFinite(from) && Number.isInteger(minutes) && Math.abs(minutes as number) <= 15 * 60
}

function isLater(entry: unknown, before: unknown): boolean {
  return before === undefined || ((entry as number[])[0] as number) > ((before as number[])[0] as number)
}

function checkCalendar(calendar: unknown, at: string, findings: Findings): void {
  const wanted = {
    zh: '{ holidays, workdays }，日期写成 YYYY-MM-DD',
    en: '{ holidays, workdays } with dates as YYYY-MM-DD',
  }
  if (!isFields(calendar)) {
    bad(at, wanted, findings)
    return
  }
  const { holidays, workdays, ...more } = calendar
  for (const name of Object.keys(more)) bad(`${at}.${name}`, wanted, findings)
  for (const [name, dates] of Object.entries({ holidays, workdays })) {
    if (!Array.isArray(dates)) bad(`${at}.${name}`, wanted, findings)
    else
      dates.forEach((date: unknown, index) => {
        if (!isDate(date)) bad(`${at}.${name}[${index}]`, wanted, findings)
      })
  }
  const both =
    Array.isArray(holidays) && Array.isArray(workdays) && holidays.find((one) => workdays.includes(one))
  if (typeof both === 'string') findings.add('kernel.day-twice', at, { date: both })
}

const longMonths: ReadonlySet<number> = new Set([1, 3, 5, 7, 8, 10, 12])

function isDate(date: unknown): boolean {
  const match = typeof date === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) : null
  if (match === null) return false
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 ? (leap ? 29 : 28) : longMonths.has(month) ? 31 : 30
  return month >= 1 && month <= 12 && day >= 1 && day <= length
}
