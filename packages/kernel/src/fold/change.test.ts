import { expect, test } from 'vitest'
import { minute } from '../testing/records.ts'
import { folded, onWarmth, showing, shown, told, warm } from '../testing/time-forms.ts'

const rising = onWarmth({
  change: { of: 'temperature', within: '10m' },
  when: { '>': [{ var: 'change' }, 8] },
  do: showing('change'),
})

test('nine degrees more within ten minutes are a rise of nine', () => {
  const effects = folded([rising], [warm(20, 0), warm(24, 4 * minute), warm(29, 8 * minute)])
  expect(told(effects)).toEqual(['assert hot of b1 at 8m'])
  expect(shown(effects)).toEqual([9])
})

test('ten degrees more in twelve minutes are no rise of more than eight in ten', () => {
  expect(folded([rising], [warm(20, 0), warm(25, 6 * minute), warm(30, 12 * minute)])).toEqual([])
})

test('one report alone has changed by nothing', () => {
  const still = { ...rising, when: { '==': [{ var: 'change' }, 0] } }
  expect(shown(folded([still], [warm(50, minute)]))).toEqual([0])
})

test('a fall is a change below zero', () => {
  const falling = { ...rising, when: { '<': [{ var: 'change' }, -5] } }
  expect(told(folded([falling], [warm(20, 0), warm(12, 3 * minute)]))).toEqual(['assert hot of b1 at 3m'])
})
