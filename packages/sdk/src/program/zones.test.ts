import type { Rule } from '@linli/kernel'
import { expect, test } from 'vitest'
import { zonesOf } from './zones.ts'

const title = { zh: '夜间', en: 'at night' }
const rule = (zone: string | undefined): Rule => ({
  id: 'r',
  title,
  on: [],
  key: 'device',
  schedule: { ...(zone === undefined ? {} : { zone }), periods: [{ from: '22:00', to: '06:00' }] },
  do: [],
})

test('a zone with summer time changes twice a year, to the minute', () => {
  const { 'Europe/Berlin': berlin = [] } = zonesOf([rule('Europe/Berlin')])
  const in2026 = berlin.filter(([from]) => from >= Date.UTC(2026, 0) && from < Date.UTC(2027, 0))
  expect(in2026).toEqual([
    [Date.UTC(2026, 2, 29, 1), 120],
    [Date.UTC(2026, 9, 25, 1), 60],
  ])
})

test.each([
  ['Asia/Kolkata', 330],
  ['America/St_Johns', -210],
  ['Asia/Shanghai', 480],
])('%s is %i minutes ahead in winter', (name, minutes) => {
  const zone = zonesOf([rule(name)])[name] ?? []
  expect(zone.findLast(([from]) => from <= Date.UTC(2026, 0))?.[1]).toBe(minutes)
})

test('a rule without a zone needs no table, and a name that nobody knows gets none', () => {
  expect(zonesOf([rule(undefined), rule('Mars/Olympus')])).toEqual({})
})
