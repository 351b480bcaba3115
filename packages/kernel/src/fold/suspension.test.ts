import { expect, test } from 'vitest'
import type { Effect } from '../effect.ts'
import type { LogRecord, Program } from '../log.ts'
import type { Json, Rule } from '../rule.ts'
import { createFold } from './create-fold.ts'
import { suspensionOf } from './effects.ts'
import { mostKeys } from './episodes.ts'

const title = { zh: '门铃', en: 'Bell' }
const action = [{ alert: { title } }] as const
const press = [{ device: 'bell', event: 'press' }] as const
/** Tells values apart by a text of them: a value nested deeper than the stack cannot be told. */
const fragile: Rule = {
  id: 'fragile',
  title,
  on: press,
  key: 'device',
  count: { atLeast: 2, within: '1m', distinct: 'event.who' },
  do: action,
}
const sturdy: Rule = {
  id: 'sturdy',
  title,
  on: press,
  key: 'device',
  count: { atLeast: 2, within: '1m' },
  do: action,
}
const arriving: Rule = { id: 'arriving', title, on: press, key: 'device', do: action }

function program(rules: readonly Rule[], release = 1): Program {
  const bell = { properties: {}, events: { press: { who: { type: 'string' } } } } as const
  return { release, plugin: 'p', rules, settings: {}, sources: [], models: { bell } }
}
const source: LogRecord = { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 10_000 }
const release = (rules: readonly Rule[], stamp = 0): LogRecord => ({
  type: 'release',
  stamp,
  installation: 'i',
  program: program(rules, stamp + 1),
})
const pressed = (second: number, who: Json, device = 'b'): LogRecord => ({
  type: 'observation',
  stamp: second * 1000,
  time: second * 1000,
  source: 's',
  id: `o${second}-${device}`,
  seq: 0,
  device,
  model: 'p/bell',
  place: null,
  kind: 'event',
  name: 'press',
  value: { who },
})
const bottomless = () => {
  let value: Json = 1
  for (let depth = 0; depth < 50_000; depth++) value = [value]
  return value
}
const log = (who: () => Json) => [
  pressed(1, 'ann'),
  pressed(2, who()),
  pressed(3, 'bob'),
  pressed(4, 'cat'),
  pressed(5, 'dan', 'c'),
  pressed(6, 'eve', 'c'),
]
const run = (records: readonly LogRecord[]) => {
  const fold = createFold(null)
  return [...fold.step([source, ...records]), ...fold.tick(60_000)]
}
const of = (effects: readonly Effect[], rule: string) => effects.filter((one) => one.rule === rule)

test('a rule that fails is suspended where it failed, with an alert that says why', () => {
  const effects = of(run([release([fragile]), ...log(bottomless)]), 'fragile')
  expect(effects).toHaveLength(1)
  expect(effects[0]).toMatchObject({ op: 'assert', key: 'suspended', at: 2000, final: true, grade: 'major' })
  const [{ action: said }] = effects as [Effect]
  expect('alert' in said && said.alert.detail?.reason).toContain('stack')
})

test('the other rules say what they say without it', () => {
  const others = [sturdy, arriving]
  const beside = run([release([fragile, ...others]), ...log(bottomless)])
  const alone = run([release(others), ...log(bottomless)])
  for (const { id } of others) expect(of(beside, id)).toEqual(of(alone, id))
})

test('a suspended rule stays so over a crash, and begins anew with the next release', () => {
  const fold = createFold(null)
  fold.step([source, release([fragile]), ...log(bottomless).slice(0, 3)])
  fold.tick(15_000)
  const again = createFold(fold.save())
  expect(again.step([pressed(20, 'ann'), pressed(21, 'bob'), pressed(40, 'x')])).toEqual([])
  const effects = [
    ...again.step([release([fragile], 41_000), pressed(42, 'ann'), pressed(43, 'bob')]),
    ...again.tick(90_000),
  ]
  expect(effects.map(({ key, at }) => [key, at])).toEqual([['b', 43_000]])
})

test('a rule that stands for too many keys is suspended, and what it held is given back', () => {
  const plates: Rule = {
    id: 'plates',
    title,
    on: press,
    key: { field: 'event.who' },
    absent: '1d',
    do: action,
  }
  const fold = createFold(null)
  const effects = fold.step([source, release([plates])])
  for (let at = 0; at <= mostKeys; at++) effects.push(...fold.step([pressed(1 + at / 1000, `plate ${at}`)]))
  effects.push(...fold.tick(1_000_000))
  expect(effects).toMatchObject([{ rule: 'plates', key: 'suspended' }])
  expect(fold.size().keys).toBe(0)
}, 60_000)

const suspension = (stamp: number, number: number): LogRecord => ({
  type: 'suspension',
  stamp,
  installation: 'i',
  release: number,
  rule: 'sturdy',
  reason: 'it failed once',
})

test('a journalled suspension holds from its stamp on, in event time, for its release alone', () => {
  const presses = Array.from({ length: 40 }, (_, at) => pressed(at + 1, 'ann'))
  const halves = [presses.slice(0, 20), presses.slice(20)] as const
  const fired = (effects: readonly Effect[]) => effects.filter(({ key }) => key === 'b').map(({ at }) => at)
  const free = fired(run([release([sturdy]), ...presses]))
  const stopped = run([release([sturdy]), ...halves[0], suspension(20_500, 1), ...halves[1]])
  expect(fired(stopped)).toEqual(free.filter((at) => at < 20_500))
  expect(stopped.filter(({ key }) => key === 'suspended')).toHaveLength(1)
  expect(fired(run([release([sturdy]), ...halves[0], suspension(20_500, 7), ...halves[1]]))).toEqual(free)
})

test('what is to be journalled is told by the effect alone', () => {
  const [alert] = run([release([fragile]), ...log(bottomless)])
  expect(alert && suspensionOf(alert)).toMatchObject({ installation: 'i', release: 1, rule: 'fragile' })
  const [fired] = run([release([sturdy]), ...log(() => 'ann')])
  expect(fired && suspensionOf(fired)).toBeNull()
})
