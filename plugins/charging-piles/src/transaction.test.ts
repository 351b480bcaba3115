import { expect, test } from 'vitest'
import { transaction } from './transaction.ts'

type Given = Parameters<typeof transaction>[0]
type State = NonNullable<ReturnType<typeof transaction>>['state']

const at = (minute: number) => new Date(Date.parse('2026-06-30T08:00:00Z') + minute * 60_000).toISOString()
const input = (name: Given['input']['name'], minute: number, more: object): Given['input'] => ({
  name,
  time: 0,
  value: { transaction: '7', at: at(minute), ...more },
})
const started = input('started', 0, { connector: 'CP-01/1', tag: 'T1', meter: 1000 })
const metered = (minute: number, meter: number, power: number) =>
  input('metered', minute, { connector: 'CP-01/1', meter, power })
const stopped = input('stopped', 30, { meter: 9000, reason: 'EVDisconnected' })

const fold = (inputs: readonly Given['input'][]) =>
  inputs.reduce<State | null>((state, one) => transaction({ state, input: one })?.state ?? state, null)

test('a transaction has its energy from both ends of the meter', () => {
  expect(fold([started, metered(10, 4000, 7000), stopped])).toEqual({
    transaction: '7',
    state: 'finished',
    connector: 'CP-01/1',
    tag: 'T1',
    startedAt: at(0),
    stoppedAt: at(30),
    meterStart: 1000,
    meter: 9000,
    energy: 8000,
    power: 7000,
    measuredAt: at(10),
    reason: 'EVDisconnected',
  })
})

test('while it charges, the energy so far is known', () => {
  expect(fold([started, metered(10, 4000, 7000)])).toMatchObject({ state: 'charging', energy: 3000 })
})

test('a stop whose start never came is a finished transaction of unknown energy', () => {
  const end = fold([stopped])
  expect(end).toMatchObject({ state: 'finished', meter: 9000 })
  expect(end).not.toHaveProperty('energy')
})

test('a repeat changes nothing', () => {
  const state = fold([started, stopped])
  expect(transaction({ state, input: started })).toBeNull()
  expect(transaction({ state, input: stopped })).toBeNull()
})

test('every order of arrival ends in the same transaction', () => {
  const inputs = [started, metered(10, 4000, 7000), metered(20, 7000, 6900), stopped]
  const expected = fold(inputs)
  for (const order of permutations(inputs)) expect(fold([...order, ...order])).toEqual(expected)
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  )
}
