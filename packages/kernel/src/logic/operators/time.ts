import { dayNumber } from '../../program/schedule.ts'
import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Operators, Value } from '../closure.ts'
import type { Logic } from '../tree.ts'
import { finite, typed } from './typed.ts'

const day = 86_400_000
const units = { d: day, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const

/** The length of `90m`, `1h30m` or `PT1H30M` in milliseconds; undefined for anything else. */
export function lengthOf(text: string): number | undefined {
  const iso = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text)
  const plain = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6})s)?(?:(\d{1,9})ms)?$/.exec(
    text,
  )
  const parts = (iso ?? plain)?.slice(1)
  if (parts === undefined || parts.every((part) => part === undefined)) return undefined
  const lengths = [units.d, units.h, units.m, units.s, units.ms]
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (lengths[index] ?? 0), 0)
}

/** Milliseconds since 1970 of a moment as RFC 3339 writes it: with `Z` or an offset, since a local time is no moment. */
function momentOf(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/.exec(text)
  if (match === null) return undefined
  const [, date = '', hours = '', minutes = '', seconds = '0', fraction = '0', zone = ''] = match
  const ahead = offsetOf(zone)
  const [, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
  if (ahead === undefined || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return undefined
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const ofDay = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000
  return dayNumber(date) * day + ofDay + Math.floor(Number(`0.${fraction}`) * 1_000) - ahead
}

/** How far local time is ahead of UTC, in milliseconds, written `+08:00` or `Z`. */
function offsetOf(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const match = /^([+-])(\d\d):(\d\d)$/.exec(zone)
  if (match === null || Number(match[2]) > 15 || Number(match[3]) > 59) return undefined
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000
}

function timestamp(value: Json | undefined): number | undefined {
  return typeof value === 'string' ? momentOf(value) : finite(value)
}

/** Hours and minutes of a moment's local time: `07:05`. */
function clockOf(moment: number, ahead: number): string {
  const minutes = Math.floor(((((moment + ahead) % day) + day) % day) / 60_000)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const shanghai = '+08:00'

/** `time_of_day`: of a moment, or of the evaluation's own; then where, as `+08:00`. */
function timeOfDay(args: readonly Logic[], compiler: Compiler): Closure {
  const given = typed(([value, zone = shanghai]) => {
    const moment = timestamp(value)
    const ahead = typeof zone === 'string' ? offsetOf(zone) : undefined
    return moment === undefined || ahead === undefined ? undefined : clockOf(moment, ahead)
  })
  if (args.length > 0) return given(args, compiler)
  const ahead = offsetOf(shanghai) ?? 0
  return (frame) => (Number.isFinite(frame.now) ? clockOf(frame.now, ahead) : nothing(compiler))
}

/** `now`: event time of the evaluation. Nothing where it has none. */
function now(_args: readonly Logic[], compiler: Compiler): Closure {
  return (frame) => (Number.isFinite(frame.now) ? frame.now : nothing(compiler))
}

function nothing({ threeValued }: Compiler): Value {
  return threeValued ? undefined : null
}

/** Operators on moments (milliseconds since 1970) and lengths of time (milliseconds). */
export const time: Operators = {
  now: { takes: [0, 0], build: now },
  timestamp: { takes: [1, 1], build: typed(([value]) => timestamp(value)) },
  duration: {
    takes: [1, 1],
    build: typed(([value]) => (typeof value === 'string' ? lengthOf(value) : undefined)),
  },
  time_of_day: { takes: [0, 2], build: timeOfDay },
}
