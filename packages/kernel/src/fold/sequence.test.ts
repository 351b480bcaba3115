import { expect, test } from 'vitest'
import type { Sequence } from '../rule.ts'
import { minute, rule, source } from '../testing/records.ts'
import { folded, onPlates, seen, showing, shown, taken, told } from '../testing/time-forms.ts'

const known = {
  on: [{ device: 'camera', event: 'plate' }],
  when: { '>=': [{ var: 'event.confidence' }, 80] },
} as const
const takenThen = (sequence: Omit<Sequence, 'within'>) =>
  rule({ id: 'entered', key: 'place', sequence: { ...sequence, within: '10m' } })
const followed = takenThen({ followedBy: known })
const alone = takenThen({ notFollowedBy: known })

test('a bay is taken, then a plate is read within ten minutes: it fires when the plate is read', () => {
  const effects = folded(
    [{ ...followed, do: showing('event.plate') }],
    [taken(true, 0), seen('A', 9 * minute)],
  )
  expect(told(effects)).toEqual(['assert entered of garage at 9m'])
  expect(shown(effects)).toEqual(['A'])
})

test('exactly ten minutes later is in time, a moment more is too late', () => {
  expect(told(folded([followed], [taken(true, 0), seen('A', 10 * minute)]))).toHaveLength(1)
  expect(folded([followed], [taken(true, 0), seen('A', 10 * minute + 1)])).toEqual([])
})

test('what came first, or at the same moment, does not follow', () => {
  expect(folded([followed], [seen('A', 0), taken(true, minute)])).toEqual([])
  expect(folded([followed], [taken(true, minute), seen('A', minute)])).toEqual([])
})

test('a plate that its condition does not accept does not follow', () => {
  expect(folded([followed], [taken(true, 0), seen('A', minute, 40)])).toEqual([])
})

test('one second half completes one first half', () => {
  const records = [taken(true, 0), seen('A', minute), seen('B', 2 * minute)]
  expect(told(folded([followed], records))).toEqual(['assert entered of garage at 1m'])
})

test('no plate within ten minutes fires when they are over', () => {
  expect(told(folded([alone], [taken(true, 2 * minute)]))).toEqual(['assert entered of garage at 12m'])
})

test('a plate at the last moment is in time', () => {
  expect(folded([alone], [taken(true, 0), seen('A', 10 * minute)])).toEqual([])
  expect(told(folded([alone], [taken(true, 0), seen('A', 10 * minute + 1)]))).toEqual([
    'assert entered of garage at 10m',
  ])
})

test('the wait goes on while the source is away: it could not have been heard', () => {
  const records = [taken(true, 0), source('down', 4 * minute), source('up', 34 * minute)]
  expect(told(folded([alone], records))).toEqual(['assert entered of garage at 40m'])
})

test('two different plates, one after the other, by one camera', () => {
  const twice = onPlates({
    when: { '==': [{ var: 'event.plate' }, 'A'] },
    sequence: {
      followedBy: {
        on: [{ device: 'camera', event: 'plate' }],
        when: { '==': [{ var: 'event.plate' }, 'B'] },
      },
      within: '5m',
    },
  })
  expect(told(folded([twice], [seen('A', 0), seen('C', minute), seen('B', 2 * minute)]))).toEqual([
    'assert plates of c1 at 2m',
  ])
  expect(folded([twice], [seen('B', 0), seen('A', minute)])).toEqual([])
})
