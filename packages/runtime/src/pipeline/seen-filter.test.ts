import { expect, test } from 'vitest'
import { createSeenFilter } from './seen-filter.ts'

test('what was added is never called new', () => {
  const filter = createSeenFilter()
  const identities = Array.from(
    { length: 50_000 },
    (_, index) => `plates|${index * 7}|camera-${index % 13}|plateSeen|0`,
  )
  for (const one of identities) filter.add(one)
  expect(identities.filter((one) => !filter.mayHave(one))).toEqual([])
})

test('what was not added is called new nearly always', () => {
  const filter = createSeenFilter()
  for (let index = 0; index < 200_000; index++)
    filter.add(`fridge-${index % 1000}|temperature|${1_795_000_000_000 + index}|${index % 100}`)
  let alarms = 0
  for (let index = 0; index < 100_000; index++)
    if (filter.mayHave(`fridge-${index % 1000}|temperature|${1_796_000_000_000 + index}|${index % 100}`))
      alarms += 1
  expect(alarms).toBeLessThan(100)
})
