import { expect, test } from 'vitest'
import { createBudget } from './budget.ts'

test('a plugin within its share never waits', () => {
  const budget = createBudget(0.5)
  for (let now = 1000; now < 60_000; now += 100) {
    expect(budget.wait(now)).toBe(0)
    budget.spend(45, now)
  }
})

test('a plugin beyond its share waits until it is within again', () => {
  const budget = createBudget(0.1)
  budget.spend(300, 1000)
  expect(budget.wait(1000)).toBe(1000)
  expect(budget.wait(1500)).toBe(500)
  expect(budget.wait(2000)).toBe(0)
})

test('time without work saves up two seconds at most', () => {
  const budget = createBudget(0.5)
  budget.spend(0, 1000)
  expect(budget.wait(1_000_000)).toBe(0)
  budget.spend(1500, 1_000_000)
  expect(budget.wait(1_000_000)).toBe(1000)
})

test('a whole processor is no limit', () => {
  const budget = createBudget(1)
  budget.spend(1e6, 1000)
  expect(budget.wait(1000)).toBe(0)
})
