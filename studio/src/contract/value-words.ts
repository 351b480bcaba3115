import { isText, type Locale, say } from '../i18n/text.ts'
import { moment } from '../i18n/time.ts'
import { choicesOf, type Field, labelOf } from './field.ts'

/** A value as its field means it: a choice by its name, a number with its unit, a moment as people say it. */
export function valueWords(value: unknown, field: Field | undefined, locale: Locale, now: number): string {
  if (value === null || value === undefined || value === '') return '—'
  const choice = field && choicesOf(field, locale)?.find((one) => one.value === value)
  if (choice) return choice.label
  if (typeof value === 'boolean') return booleanWords(value, field, locale)
  if (typeof value === 'number') return numberWords(value, field, locale, now)
  if (typeof value === 'string') return stringWords(value, field, locale, now)
  if (isText(value)) return say(value, locale)
  if (Array.isArray(value))
    return (
      value
        .map((one: unknown) => valueWords(one, field?.items, locale, now))
        .join(locale === 'zh' ? '、' : ', ') || '—'
    )
  return objectWords(value as Readonly<Record<string, unknown>>, field, locale, now)
}

/** The same for a cell of a table: a longer list is only counted. */
export function cellWords(value: unknown, field: Field | undefined, locale: Locale, now: number): string {
  if (!Array.isArray(value) || value.length <= 2) return valueWords(value, field, locale, now)
  return locale === 'zh' ? `${value.length} 项` : `${value.length} entries`
}

function booleanWords(value: boolean, field: Field | undefined, locale: Locale): string {
  const own = field?.labels?.[String(value)]
  if (own) return say(own, locale)
  return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
}

function numberWords(value: number, field: Field | undefined, locale: Locale, now: number): string {
  if (field?.format === 'time-ms' || field?.unit === 'ms-since-1970') return moment(value, now, locale)
  const digits = new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 3 }).format(
    value,
  )
  if (!field?.unit) return digits
  return /^[%°]/.test(field.unit) ? `${digits}${field.unit}` : `${digits} ${unitWords(field.unit, locale)}`
}

const chineseUnits: Readonly<Record<string, string>> = {
  min: '分钟',
  s: '秒',
  h: '小时',
  d: '天',
  ms: '毫秒',
  CNY: '元',
}

/** A unit as it is read: Chinese has words for the common ones. */
export function unitWords(unit: string, locale: Locale): string {
  return locale === 'zh' ? (chineseUnits[unit] ?? unit) : unit
}

/** A whole moment reads as one, also where its field does not say so. */
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

function stringWords(value: string, field: Field | undefined, locale: Locale, now: number): string {
  if (field?.format !== 'date-time' && !isoMoment.test(value)) return value
  const time = Date.parse(value)
  return Number.isNaN(time) ? value : moment(time, now, locale)
}

function objectWords(
  value: Readonly<Record<string, unknown>>,
  field: Field | undefined,
  locale: Locale,
  now: number,
): string {
  return Object.entries(value)
    .map(([name, part]) => {
      const own = field?.properties?.[name]
      return `${labelOf(own, name, locale)} ${valueWords(part, own, locale, now)}`
    })
    .join(locale === 'zh' ? '，' : ', ')
}
