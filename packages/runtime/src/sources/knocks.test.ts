import { expect, test } from 'vitest'
import { runtimeError } from '../errors.ts'
import { createKnocks, mostKnocks } from './knocks.ts'
import { createTally, statusOf, turnAway } from './tally.ts'

const unknown = (station: string) => runtimeError('ocpp.station', { station })

test('who knocks again is one entry with its count, the first and the last time, and the reason in both languages', () => {
  const knocks = createKnocks()
  knocks.note('CP-9', unknown('CP-9'), 1000)
  knocks.note('CP-8', unknown('CP-8'), 1500)
  knocks.note('CP-9', unknown('CP-9'), 2000)
  const [latest] = knocks.list()
  expect(latest).toMatchObject({ address: 'CP-9', code: 'ocpp.station', count: 2, first: 1000, last: 2000 })
  expect(latest?.message.zh).toContain('CP-9')
  expect(latest?.message.en).toContain('CP-9')
})

test('a flood of strangers is bounded in number and length', () => {
  const knocks = createKnocks()
  for (let at = 0; at < 10_000; at++) knocks.note(`${at}-${'x'.repeat(500)}`, unknown(`${at}`), at)
  const list = knocks.list()
  expect(list).toHaveLength(mostKnocks)
  expect(list[0]?.address).toBe(`9999-${'x'.repeat(59)}`)
  expect(list.at(-1)?.first).toBe(10_000 - mostKnocks)
})

test('a source shows what was refused of it and at the door it shares, the latest reason first', () => {
  const [own, door] = [createTally(), createTally()]
  turnAway(own, 'CP-1', runtimeError('ocpp.password', { station: 'CP-1' }))
  turnAway(door, 'CP-9', unknown('CP-9'))
  const status = statusOf(own, door)
  expect(status).toMatchObject({ refused: 2, state: 'starting' })
  expect(status.knocks.map(({ address }) => address).sort()).toEqual(['CP-1', 'CP-9'])
})
