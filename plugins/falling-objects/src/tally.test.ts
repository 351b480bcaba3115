import { expect, test } from 'vitest'
import { tally } from './tally.ts'

type State = NonNullable<ReturnType<typeof tally>>['state']

const start = Date.parse('2026-06-30T08:00:00Z')
const settings = { repeatHours: 24, minConfidence: 60 }

const fell = (id: string, hours: number, confidence = 90) => ({
  id,
  time: start + hours * 3_600_000,
  value: { building: '3号楼', confidence },
})

const fold = (inputs: readonly ReturnType<typeof fell>[]) =>
  inputs.reduce<State | null>((state, input) => tally({ state, input, settings })?.state ?? state, null)

test('what fell within the window is counted', () => {
  expect(fold([fell('a', 0), fell('b', 5), fell('c', 23)])).toMatchObject({ recent: 3 })
})

test('what fell before the window no longer counts', () => {
  expect(fold([fell('a', 0), fell('b', 20), fell('c', 30)])).toMatchObject({ recent: 2 })
})

test('a repeat is not counted again', () => {
  const state = fold([fell('a', 0)])
  expect(tally({ state, input: fell('a', 0), settings })).toBeNull()
})

test('the order of arrival does not matter', () => {
  const inputs = [fell('a', 0), fell('b', 20), fell('c', 30), fell('d', 31)]
  const expected = fold(inputs)
  expect(fold([...inputs].reverse())).toEqual(expected)
  expect(fold([inputs[2]!, inputs[0]!, inputs[3]!, inputs[1]!, inputs[0]!])).toEqual(expected)
})

test('a doubtful detection is not counted', () => {
  expect(fold([fell('a', 0, 40)])).toBeNull()
})
