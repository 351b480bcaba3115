import AlarmIcon from '@mui/icons-material/AlarmOutlined'
import AlarmOnIcon from '@mui/icons-material/NotificationImportantOutlined'
import { Box } from '@mui/material'
import { useNow } from '../api/use-now.ts'
import { ago, fullMoment, moment, remaining } from '../i18n/time.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { Mark, type Tone } from './chips.tsx'

/** A moment of the API (ISO 8601, or ms), in ms; null where there is none. */
export function millis(at: string | number | null | undefined): number | null {
  if (typeof at === 'number') return at
  const time = at ? Date.parse(at) : Number.NaN
  return Number.isNaN(time) ? null : time
}

/** 3 分钟前, with the full time on hover. */
export function Ago({
  at,
  empty = '—',
}: {
  readonly at: string | number | null | undefined
  readonly empty?: string
}) {
  const locale = useLanguage()
  const now = useNow()
  const time = millis(at)
  if (time === null) return <>{empty}</>
  return (
    <time dateTime={new Date(time).toISOString()} title={fullMoment(time, locale)}>
      {ago(time, now, locale)}
    </time>
  )
}

/** 今天 10:32, to the second where it matters, with the full time on hover. */
export function Moment({
  at,
  empty = '—',
  seconds = false,
}: {
  readonly at: string | number | null | undefined
  readonly empty?: string
  readonly seconds?: boolean
}) {
  const locale = useLanguage()
  const now = useNow()
  const time = millis(at)
  if (time === null) return <>{empty}</>
  return (
    <time dateTime={new Date(time).toISOString()} title={fullMoment(time, locale)}>
      {moment(time, now, locale, seconds)}
    </time>
  )
}

const hour = 3_600_000

/** How pressing a deadline is: passed, within the hour, later. */
export function urgency(deadline: number, now: number): Tone {
  if (deadline <= now) return 'error'
  return deadline - now < hour ? 'warning' : 'neutral'
}

/** 还剩 12 分钟, or 超时 5 分钟, to the second below two minutes. */
export function Countdown({ deadline }: { readonly deadline: string | number | null | undefined }) {
  const t = useWords()
  const locale = useLanguage()
  const now = useNow()
  const time = millis(deadline)
  if (time === null) return <Mark tone="neutral">{t('deadline.none')}</Mark>
  const { late, words } = remaining(time, now, locale)
  return (
    <Mark tone={urgency(time, now)} icon={late ? AlarmOnIcon : AlarmIcon} strong={late}>
      <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }} title={fullMoment(time, locale)}>
        {t(late ? 'deadline.late' : 'deadline.left', { time: words })}
      </Box>
    </Mark>
  )
}
