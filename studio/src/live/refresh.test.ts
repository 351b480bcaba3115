import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { throttledRefresh } from './refresh.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first change refreshes at once, a burst refreshes once more at its end', () => {
  const seen: string[] = []
  const refresh = throttledRefresh((resource) => seen.push(resource))
  for (let i = 0; i < 50; i++) refresh('alerts')
  expect(seen).toEqual(['alerts'])
  vi.advanceTimersByTime(1000)
  expect(seen).toEqual(['alerts', 'alerts'])
  vi.advanceTimersByTime(5000)
  expect(seen).toEqual(['alerts', 'alerts'])
})

test('one resource does not hold back another', () => {
  const seen: string[] = []
  const refresh = throttledRefresh((resource) => seen.push(resource))
  refresh('alerts')
  refresh('devices')
  expect(seen).toEqual(['alerts', 'devices'])
})
