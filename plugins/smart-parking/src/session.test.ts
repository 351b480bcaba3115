import { expect, test } from 'vitest'
import { session } from './session.ts'

type Value = Parameters<typeof session>[0]['input']['value']
type State = NonNullable<ReturnType<typeof session>>['state']

const start = Date.parse('2026-06-30T08:00:00Z')
const minute = 60_000
const settings = { minConfidence: 80 }

const passage = (direction: 'entry' | 'exit' | 'unknown', minutes: number, changed: Partial<Value> = {}) => ({
  time: start + minutes * minute,
  value: {
    plate: '鲁PD1234',
    readable: true,
    confidence: 95,
    known: true,
    group: 'resident',
    direction,
    lane: direction === 'entry' ? '入口' : '出口',
    ...changed,
  } as Value,
})

const fold = (inputs: readonly ReturnType<typeof passage>[]) =>
  inputs.reduce<State | null>((state, input) => session({ state, input, settings })?.state ?? state, null)

test('a car that came in is inside', () => {
  expect(fold([passage('entry', 0)])).toMatchObject({
    state: 'inside',
    enteredAt: '2026-06-30T08:00:00.000Z',
  })
})

test('an unregistered car at the entry was seen there, and nobody says it is inside', () => {
  const stranger = { known: false, group: 'unknown' as const }
  expect(fold([passage('entry', 0, stranger)])).toMatchObject({ state: 'seen' })
  expect(fold([passage('entry', 0, stranger), passage('exit', 9, stranger)])).toMatchObject({
    state: 'left',
    minutes: 9,
  })
})

test('a car that left has its stay in minutes', () => {
  expect(fold([passage('entry', 0), passage('exit', 95)])).toMatchObject({ state: 'left', minutes: 95 })
})

test('an exit without an entry is a stay whose begin nobody saw', () => {
  const left = fold([passage('exit', 10)])
  expect(left).toMatchObject({ state: 'left', leftBy: '出口' })
  expect(left).not.toHaveProperty('minutes')
})

test('an entry after a missed exit starts a new stay', () => {
  const again = fold([passage('entry', 0), passage('exit', 5), passage('entry', 60), passage('entry', 90)])
  expect(again).toMatchObject({ state: 'inside', enteredAt: '2026-06-30T09:30:00.000Z' })
  expect(again).not.toHaveProperty('minutes')
})

test('a repeat changes nothing', () => {
  const once = fold([passage('entry', 0)])
  expect(session({ state: once, input: passage('entry', 0), settings })).toBeNull()
})

test('every order of arrival ends in the same stay', () => {
  const inputs = [passage('entry', 0), passage('exit', 20), passage('entry', 50), passage('exit', 80)]
  const expected = fold(inputs)
  for (const order of permutations(inputs)) expect(fold([...order, ...order])).toEqual(expected)
})

test('a record tells since when it holds, also where an older passage came late', () => {
  const left = fold([passage('exit', 30)])
  expect(session({ state: left, input: passage('entry', 10), settings })?.at).toBe(start + 30 * minute)
})

test('unread plates, doubtful strangers and lanes without a direction make no stay', () => {
  expect(fold([passage('entry', 0, { readable: false, plate: '' })])).toBeNull()
  expect(fold([passage('entry', 0, { known: false, confidence: 60 })])).toBeNull()
  expect(fold([passage('unknown', 0)])).toBeNull()
})

test('a registered plate counts even where the camera was not sure', () => {
  expect(fold([passage('entry', 0, { confidence: 60 })])).toMatchObject({ state: 'inside' })
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  )
}
