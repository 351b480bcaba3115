import { expect, test } from 'vitest'
import { ago, moment, remaining, span } from './time.ts'

const now = new Date(2026, 10, 21, 22, 16, 0).getTime()
const minute = 60_000

test('a moment of today says today, of last night says yesterday', () => {
  expect(moment(now - 5 * minute, now, 'zh')).toBe('今天 22:11')
  expect(moment(new Date(2026, 10, 20, 23, 59).getTime(), now, 'zh')).toBe('昨天 23:59')
  expect(moment(new Date(2026, 10, 20, 23, 59).getTime(), now, 'en')).toBe('yesterday 23:59')
})

test('an older moment has its date, another year its year', () => {
  expect(moment(new Date(2026, 2, 2, 9, 0).getTime(), now, 'zh')).toBe('3月2日 09:00')
  expect(moment(new Date(2025, 2, 2, 9, 0).getTime(), now, 'zh')).toBe('2025年3月2日 09:00')
})

test('midnight is 00, not 24', () => {
  expect(moment(new Date(2026, 10, 21, 0, 5).getTime(), now, 'en')).toBe('today 00:05')
})

test('a span below two minutes counts seconds, then minutes, hours and days', () => {
  expect(
    [45_000, 119_000, 120_000, 119 * minute, 120 * minute, 48 * 60 * minute].map((ms) => span(ms, 'zh')),
  ).toEqual(['45 秒', '119 秒', '2 分钟', '119 分钟', '2 小时', '2 天'])
})

test('a deadline ahead is left, a deadline behind is late', () => {
  expect(remaining(now + 12 * minute, now, 'zh')).toEqual({ late: false, words: '12 分钟' })
  expect(remaining(now + 106_000, now, 'zh').words).toBe('1 分 46 秒')
  expect(remaining(now - 12 * minute, now, 'en')).toEqual({ late: true, words: '12 min' })
  expect(remaining(now + 200 * minute, now, 'zh')).toEqual({ late: false, words: '3 小时 20 分' })
})

test('a clock that is ahead of the server never says "in the future"', () => {
  expect(ago(now + 3000, now, 'zh')).toBe('刚刚')
  expect(ago(now - 3 * minute, now, 'zh')).toBe('3 分钟前')
  expect(ago(now - 90_000, now, 'zh')).toBe('1 分钟前')
})
