import { expect, test } from 'vitest'
import { presence } from './presence.ts'

type State = NonNullable<ReturnType<typeof presence>>['state']
type Input = Parameters<typeof presence>[0]['input']

const start = Date.parse('2026-06-30T08:00:00Z')
const at = (seconds: number) => start + seconds * 1000
const moves = (seconds: number): Input => ({ name: 'occupancy', value: true, time: at(seconds) })
const stops = (seconds: number): Input => ({ name: 'occupancy', value: false, time: at(seconds) })
const opens = (seconds: number): Input => ({ name: 'contact', value: false, time: at(seconds) })
const closes = (seconds: number): Input => ({ name: 'contact', value: true, time: at(seconds) })

const fold = (inputs: readonly Input[]) =>
  inputs.reduce<State | null>((state, input) => presence({ state, input })?.state ?? state, null)

test('who moved and stopped is still, since the movement ended', () => {
  expect(fold([moves(0), stops(90)])).toMatchObject({ state: 'still' })
  expect(presence({ state: fold([moves(0)]), input: stops(90) })?.at).toBe(at(90))
})

test('movement after stillness is movement', () => {
  expect(fold([moves(0), stops(90), moves(200)])).toMatchObject({ state: 'moving' })
})

test('a door that opened and nothing that moved after it: out', () => {
  expect(fold([moves(0), opens(10), closes(15), stops(90)])).toMatchObject({ state: 'out' })
})

test('a last glimpse in the hall while leaving does not bring anybody back', () => {
  expect(fold([moves(0), opens(10), moves(12), closes(15), stops(90)])).toMatchObject({ state: 'out' })
})

test('who opened the door and walks about later is at home', () => {
  expect(fold([moves(0), opens(10), closes(15), stops(90), moves(150)])).toMatchObject({ state: 'moving' })
})

test('a closed door repeated with every battery report changes nothing', () => {
  const asleep = fold([moves(0), stops(90)])
  expect(presence({ state: asleep, input: closes(4000) })).toBeNull()
})

test('a report twice changes nothing', () => {
  expect(presence({ state: fold([moves(0)]), input: moves(0) })).toBeNull()
})

test('movement and its end in the same instant are stillness', () => {
  expect(fold([moves(5), stops(5)])).toMatchObject({ state: 'still' })
})

test('every order of arrival ends in the same presence', () => {
  const inputs = [moves(0), stops(90), opens(100), moves(400), stops(500)]
  const expected = fold(inputs)
  expect(expected).toMatchObject({ state: 'still' })
  for (const order of permutations(inputs)) expect(fold(order)).toEqual(expected)
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  )
}
