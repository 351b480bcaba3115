import type { Locale } from './text.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const tags: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' }

/** A moment as people say it: 今天 10:32, 昨天 22:05, 11月21日 09:00, 2025年3月2日 09:00. */
export function moment(at: number, now: number, locale: Locale, seconds = false): string {
  const clock = new Intl.DateTimeFormat(tags[locale], {
    ...(seconds ? { second: '2-digit' as const } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
    .format(at)
    .replace(/^24/, '00')
  const days = calendarDays(at, now)
  if (days === 0) return `${locale === 'zh' ? '今天' : 'today'} ${clock}`
  if (days === 1) return `${locale === 'zh' ? '昨天' : 'yesterday'} ${clock}`
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const date = new Intl.DateTimeFormat(tags[locale], {
    ...(sameYear ? {} : { year: 'numeric' as const }),
    month: locale === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(at)
  return `${date} ${clock}`
}

/** The full date and time, to the second. */
export function fullMoment(at: number, locale: Locale): string {
  return new Intl.DateTimeFormat(tags[locale], {
    dateStyle: 'long',
    timeStyle: 'medium',
    hour12: false,
  }).format(at)
}

/** Hours and minutes only: 10:32. */
export function clockTime(at: number, locale: Locale): string {
  return new Intl.DateTimeFormat(tags[locale], { hour: '2-digit', minute: '2-digit', hour12: false }).format(
    at,
  )
}

/** How long ago: 刚刚, 3 分钟前, 2 小时前, 5 天前. */
export function ago(at: number, now: number, locale: Locale): string {
  const passed = Math.max(0, now - at)
  if (passed < minute) return locale === 'zh' ? '刚刚' : 'just now'
  const length = passed < 2 * minute ? unit(1, locale, '分钟', 'min') : span(passed, locale)
  return locale === 'zh' ? `${length}前` : `${length} ago`
}

/** A length of time in its largest unit; below two minutes to the second: 45 秒, 12 分钟, 3 小时, 2 天. */
export function span(ms: number, locale: Locale): string {
  const length = Math.abs(ms)
  if (length < 2 * minute) return unit(Math.floor(length / 1000), locale, '秒', 's')
  if (length < 2 * hour) return unit(Math.floor(length / minute), locale, '分钟', 'min')
  if (length < 2 * day) return unit(Math.floor(length / hour), locale, '小时', 'h')
  return unit(Math.floor(length / day), locale, '天', 'd')
}

/** What is left until a deadline, or how far it is passed. Above two hours hours and minutes: 3 小时 20 分. */
export function remaining(
  deadline: number,
  now: number,
  locale: Locale,
): { readonly late: boolean; readonly words: string } {
  const left = deadline - now
  const length = Math.abs(left)
  if (length >= minute && length < 2 * minute)
    return { late: left < 0, words: minuteAndSeconds(length, locale) }
  if (length < 2 * hour || length >= 2 * day) return { late: left < 0, words: span(length, locale) }
  const hours = Math.floor(length / hour)
  const minutes = Math.floor((length % hour) / minute)
  return {
    late: left < 0,
    words: locale === 'zh' ? `${hours} 小时 ${minutes} 分` : `${hours} h ${minutes} min`,
  }
}

function minuteAndSeconds(length: number, locale: Locale): string {
  const seconds = Math.floor((length - minute) / 1000)
  return locale === 'zh' ? `1 分 ${seconds} 秒` : `1 min ${seconds} s`
}

const unit = (count: number, locale: Locale, zh: string, en: string) =>
  `${count} ${locale === 'zh' ? zh : en}`

function calendarDays(at: number, now: number): number {
  const start = (time: number) => new Date(time).setHours(0, 0, 0, 0)
  return Math.round((start(now) - start(at)) / day)
}
