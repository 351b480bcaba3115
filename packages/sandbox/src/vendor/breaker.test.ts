import { expect, test } from 'vitest'
import { createBreaker } from './breaker.ts'

const limits = { strikes: 3, strikeWindow: 600_000, suspension: 600_000 }

test('the third strike within the window suspends', () => {
  const breaker = createBreaker(limits)
  expect([breaker.strike(0), breaker.strike(1000), breaker.strike(2000)]).toEqual([false, false, true])
  expect(breaker.suspendedUntil(2000)).toBe(602_000)
})

test('strikes older than the window do not count', () => {
  const breaker = createBreaker(limits)
  breaker.strike(0)
  breaker.strike(1000)
  expect(breaker.strike(600_500)).toBe(false)
  expect(breaker.suspendedUntil(600_500)).toBeNull()
})

test('a suspension ends by itself and three new strikes are needed for the next', () => {
  const breaker = createBreaker(limits)
  for (const time of [0, 1, 2]) breaker.strike(time)
  expect(breaker.suspendedUntil(600_002)).toBeNull()
  expect(breaker.strike(600_003)).toBe(false)
})

test('a reset ends a suspension at once', () => {
  const breaker = createBreaker(limits)
  for (const time of [0, 1, 2]) breaker.strike(time)
  breaker.reset()
  expect(breaker.suspendedUntil(3)).toBeNull()
  expect(breaker.strikes(3)).toBe(0)
})
