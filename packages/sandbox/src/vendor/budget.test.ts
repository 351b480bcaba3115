import { expect, test } from 'vitest'
import { createBudget } from './budget.ts'

test('a plugin within its share never waits', () => {
  const budget = createBudget({ processorShare: 0.5, itemsPerSecond: 1e6 })
  for (let now = 1000; now < 60_000; now += 100) {
    expect(budget.wait(now)).toBe(0)
    budget.spend(45, now)
  }
})

test('a plugin beyond its share waits until it is within again', () => {
  const budget = createBudget({ processorShare: 0.1, itemsPerSecond: 1e6 })
  budget.spend(300, 1000)
  expect(budget.wait(1000)).toBe(1000)
  expect(budget.wait(1500)).toBe(500)
  expect(budget.wait(2000)).toBe(0)
})

test('time without work saves up two seconds at most', () => {
  const budget = createBudget({ processorShare: 0.5, itemsPerSecond: 1e6 })
  budget.spend(0, 1000)
  expect(budget.wait(1_000_000)).toBe(0)
  budget.spend(1500, 1_000_000)
  expect(budget.wait(1_000_000)).toBe(1000)
})

test('a whole processor is no limit', () => {
  const budget = createBudget({ processorShare: 1, itemsPerSecond: 1e6 })
  budget.spend(1e6, 1000)
  expect(budget.wait(1000)).toBe(0)
})

test('items beyond those of a second wait, and the limit that holds is named', () => {
  const budget = createBudget({ processorShare: 0.5, itemsPerSecond: 100 })
  budget.take(200, 1000)
  expect(budget.wait(1000)).toBe(0)
  budget.take(50, 1000)
  expect(budget.wait(1000)).toBe(500)
  expect(budget.limit(1000)).toBe('100 items/s')
  budget.spend(2000, 1000)
  expect(budget.limit(1000)).toBe('50 % CPU')
})
