import { expect, test } from 'vitest'
import type { Effect } from '../effect.ts'
import type { LogRecord } from '../log.ts'
import { createFold } from './create-fold.ts'
import { mostHeldBack } from './early.ts'

const source: LogRecord = { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 600_000 }
const release = (early: boolean): LogRecord => ({
  type: 'release',
  stamp: 0,
  installation: 'i',
  program: {
    release: 1,
    plugin: 'p',
    settings: {},
    sources: [],
    models: { meter: { properties: { temp: { type: 'number' } }, events: {} } },
    rules: [
      {
        id: 'hot',
        title: { zh: '高温', en: 'Hot' },
        on: [{ device: 'meter', property: 'temp' }],
        key: 'place',
        when: { '>': [{ var: 'temp' }, 5] },
        early,
        do: [{ alert: { title: { zh: '高温', en: 'Hot' } } }],
      },
    ],
  },
})
const start = 1_000_000
const reading = (second: number, delay = 0): LogRecord => ({
  type: 'observation',
  stamp: start + second * 1000 + delay,
  time: start + second * 1000,
  source: 's',
  id: `o${second}`,
  seq: 0,
  device: `m${second % 3}`,
  model: 'p/meter',
  place: 'hall',
  kind: 'property',
  name: 'temp',
  value: second % 10,
})

/** Calm, then more than a key may hold back, then calm again; every seventh report comes late. */
const log = [
  ...Array.from({ length: 50 }, (_, at) => reading(at, at % 7 === 0 ? 20_000 : 0)),
  ...Array.from({ length: mostHeldBack + 90 }, (_, at) => reading(50 + at, at % 7 === 0 ? 20_000 : 0)),
  ...Array.from({ length: 20 }, (_, at) => reading(3000 + at * 31)),
].sort((a, b) => a.stamp - b.stamp)
const end = start + 9_000_000

function fold(early: boolean, crashAt: number | null = null, ticks = false): Effect[] {
  let one = createFold(null)
  const effects = one.step([source, release(early)])
  log.forEach((record, at) => {
    if (at === crashAt) {
      const outline = one.outline()
      one = createFold(outline)
      if (one.wanted > 0) one.recall(log.slice(0, at).filter((said) => said.type === 'observation'))
    }
    effects.push(...one.step([record]))
    const next = log[at + 1]
    if (ticks && next) effects.push(...one.tick(Math.floor((record.stamp + next.stamp) / 2)))
  })
  return effects.concat(one.tick(end))
}

const settled = (effects: readonly Effect[]) =>
  effects
    .filter(({ final, op }) => final && op !== 'withdraw')
    .map(({ id, at }) => `${id} ${at}`)
    .sort()
const said = (effects: readonly Effect[]) =>
  effects.map(({ id, revision, op, final }) => `${id}@${revision} ${op} ${final}`).sort()

test('a key for which too much is held back loses earliness, not verdicts', () => {
  const early = fold(true)
  expect(settled(early)).toEqual(settled(fold(false)))
  const isEarly = (from: number, to: number) =>
    early.some(({ final, at }) => !final && at >= start + from * 1000 && at < start + to * 1000)
  expect(isEarly(0, 50)).toBe(true)
  expect(isEarly(mostHeldBack + 60, 3000)).toBe(false)
  expect(isEarly(3000, 3700)).toBe(true)
})

test.each([30, 300, mostHeldBack + 20, mostHeldBack + 100, log.length - 10])(
  'a crash at record %i changes nothing of what is said for a busy key',
  (place) => {
    expect(said(fold(true, place))).toEqual(said(fold(true)))
  },
)

test('ticks change nothing of what is said for a busy key', () => {
  expect(said(fold(true, null, true))).toEqual(said(fold(true)))
})
