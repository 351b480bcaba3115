import { expect, test } from 'vitest'
import { hour, minute, rule } from '../testing/records.ts'
import { folded, onWarmth, taken, told, warm } from '../testing/time-forms.ts'

const above = { '>': [{ var: 'temperature' }, 40] }
const below = { '<': [{ var: 'temperature' }, 30] }
const at = (...degrees: readonly number[]) => degrees.map((one, index) => warm(one, index * minute))

test('without clear nobody is told that it is over', () => {
  expect(told(folded([onWarmth({ when: above })], at(41, 20)))).toEqual(['assert hot of b1 at 0m'])
})

test('hot above 40 is over only below 30: in between it stands, and does not fire again', () => {
  const hot = onWarmth({ when: above, clear: { when: below } })
  expect(told(folded([hot], at(41, 35, 42, 38, 29, 41)))).toEqual([
    'assert hot of b1 at 0m',
    'withdraw hot of b1 at 4m',
    'assert hot of b1 at 5m',
  ])
})

test('it is over when it has been cool for two minutes without a break', () => {
  const hot = onWarmth({ when: above, clear: { when: below, for: '2m' } })
  expect(told(folded([hot], at(41, 29, 35, 29, 28)))).toEqual([
    'assert hot of b1 at 0m',
    'withdraw hot of b1 at 5m',
  ])
})

test('with an empty clear it is over as soon as the condition is false', () => {
  expect(told(folded([onWarmth({ when: above, clear: {} })], at(41, 40)))).toEqual([
    'assert hot of b1 at 0m',
    'withdraw hot of b1 at 1m',
  ])
})

test('why it was taken back is said', () => {
  const effects = folded([onWarmth({ when: above, clear: {} })], at(41, 40))
  expect(effects.at(-1)).toMatchObject({ op: 'withdraw', reason: 'cleared', revision: 2 })
})

test('what became unknown is not over', () => {
  const models = {
    bay: { properties: { temperature: { type: 'number', freshFor: 5 * minute } }, events: {} },
  } as const
  const hot = onWarmth({ when: above, clear: {} })
  expect(told(folded([hot], at(41), { tables: { models } }))).toEqual(['assert hot of b1 at 0m'])
})

test('a silence that is broken closes by itself', () => {
  const silent = rule({ id: 'silent', when: true, absent: '1h', clear: {} })
  expect(told(folded([silent], [taken(true, 0), taken(true, 3 * hour)])).slice(0, 2)).toEqual([
    'assert silent of b1 at 60m',
    'withdraw silent of b1 at 180m',
  ])
})
