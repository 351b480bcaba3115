import { LogicEngine } from 'json-logic-engine'
import jsonLogic from 'json-logic-js'
import {
  compileLogic,
  createFold,
  emptyFrame,
  type Json,
  type ObservationRecord,
  type Program,
  type Rule,
} from './src/index.ts'

/**
 * What the kernel costs on this machine: conditions beside json-logic-js and json-logic-engine, and the whole fold.
 * Ratios matter, not the absolute figures. Usage: node packages/kernel/bench.ts [observations]
 */
const count = Number(process.argv[2] ?? 200_000)
const devices = 1_000
const second = 1_000
const read = (name: string): Json => ({ var: name })
const properties = ['temp', 'door', 'motion', 'power', 'level']
const title = { zh: '测', en: 'b' }

function best(run: () => number, rounds = 5): number {
  let least = Infinity
  for (let round = 0; round < rounds; round++) least = Math.min(least, run())
  return least
}

/** Nanoseconds of processor time one call takes: other programs on the machine do not count. */
function time(calls: number, work: () => void): number {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return ((user + system) * 1_000) / calls
}

const four: Json = {
  and: [
    { '>': [read('temp'), 55] },
    { or: [{ '>': [read('power'), 50] }, { '>': [read('level'), 50] }] },
    { '<': [read('door'), 60] },
  ],
}

function conditions(): void {
  const data = Array.from({ length: 1_000 }, (_, index) =>
    Object.fromEntries(properties.map((name, at) => [name, (index * 37 + at * 61) % 100])),
  )
  const rounds = Math.max(1, Math.floor(count / 1_000))
  const over = (run: (item: Json) => unknown) =>
    best(() =>
      time(rounds * data.length, () => {
        for (let round = 0; round < rounds; round++) for (const item of data) run(item)
      }),
    )
  const closure = compileLogic(four, { mode: 'three-valued' })
  const frame = emptyFrame()
  const engine = new LogicEngine().build(four) as (item: Json) => unknown
  const ours = over((item) => {
    frame.item = item
    return closure(frame)
  })
  const interpreted = over((item) => jsonLogic.apply(four, item))
  const built = over(engine)
  console.log('one condition of four clauses over plain data, ns:')
  console.log(
    `  ours ${ours.toFixed(0)}   json-logic-engine ${built.toFixed(0)}   json-logic-js ${interpreted.toFixed(0)}`,
  )
}

const alert = [{ alert: { title } }] as const
const rule = (id: string, on: readonly string[], when: Json, more: Partial<Rule> = {}): Rule => ({
  id,
  title,
  on: on.map((property) => ({ device: 'unit', property })),
  key: 'device',
  when,
  do: alert,
  ...more,
})
const above = (name: string, limit: Json): Json => ({ '>': [read(name), limit] })

const typical: readonly Rule[] = [
  rule('r0', ['temp'], above('temp', read('settings.limit')), { for: '30s' }),
  rule(
    'r1',
    ['temp', 'power'],
    { and: [above('temp', 55), above('power', 50)] },
    { for: '60s', cooldown: '10m' },
  ),
  rule('r2', ['door'], above('door', 97), { for: '60s' }),
  rule('r3', ['motion'], above('motion', 30), { absent: '10m' }),
  rule('r4', ['motion'], above('motion', 30), { absent: '2m', key: 'place' }),
  rule('r5', ['door'], above('door', 95), { key: 'place', cooldown: '5m' }),
  rule('r6', ['power', 'level'], { and: [above('power', 90), { '<': [read('level'), 10] }] }),
  rule('r7', ['level'], { '<': [read('level'), 2] }, { for: '30s' }),
  rule('r8', ['level', 'temp'], { or: [above('temp', 99), { '<': [read('level'), 1] }] }),
  rule('r9', ['power'], above('power', 98), { key: 'place', cooldown: '10m' }),
]

const allMatch: readonly Rule[] = Array.from({ length: 10 }, (_, index) =>
  rule(
    `a${index}`,
    properties,
    {
      and: [
        above('temp', 90 + index),
        { or: [above('power', 70 + index), above('level', 50)] },
        { '<': [read('door'), 60] },
      ],
    },
    { ...(index % 3 ? { for: `${30 + index}s` as const } : {}), ...(index % 2 ? { cooldown: '10m' } : {}) },
  ),
)

function program(rules: readonly Rule[], others = 0): Program {
  const number = { type: 'number' } as const
  const models: Record<string, Program['models'][string]> = {
    unit: { properties: Object.fromEntries(properties.map((name) => [name, number])), events: {} },
  }
  const idle = Array.from({ length: others }, (_, index): Rule => {
    models[`other${index % 50}`] ??= { properties: { value: number }, events: {} }
    return {
      ...rule(`o${index}`, [], above('value', index % 100)),
      on: [{ device: `other${index % 50}`, property: 'value' }],
    }
  })
  return { release: 1, plugin: 'p', rules: [...rules, ...idle], settings: { limit: 80 }, sources: [], models }
}

/** One observation a device every ten seconds, in order of arrival; a share of them late. */
function observations(lateShare: number): ObservationRecord[] {
  let state = 42
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 4_294_967_296
  }
  const start = 1_700_000_000_000
  const list = Array.from({ length: count }, (_, index): ObservationRecord => {
    const at = start + Math.floor((index / (devices / 10)) * second)
    const delay = random() < lateShare ? Math.floor(random() * 60 * second) : Math.floor(random() * 200)
    return {
      type: 'observation',
      stamp: at + delay,
      time: at,
      source: 's',
      id: `o${index}`,
      seq: 0,
      device: `d${index % devices}`,
      model: 'p/unit',
      place: `p${index % 50}`,
      kind: 'property',
      name: properties[Math.floor(index / devices + index) % properties.length] ?? '',
      value: Math.floor(random() * 100),
    }
  })
  return list.sort((a, b) => a.stamp - b.stamp)
}

function folding(
  name: string,
  one: Program,
  records: readonly ObservationRecord[],
  lateness: number,
): number {
  let effects = 0
  let size = ''
  const ns = best(() => {
    const fold = createFold(null)
    fold.step([{ type: 'source', stamp: 0, source: 's', state: 'up', lateness }])
    fold.step([{ type: 'release', stamp: 0, installation: 'i', program: one }])
    effects = 0
    const taken = time(records.length, () => {
      for (let at = 0; at < records.length; at += 100)
        effects += fold.step(records.slice(at, at + 100)).length
      effects += fold.tick((records.at(-1)?.stamp ?? 0) + 3_600 * second).length
    })
    const { keys, bytes } = fold.size()
    size = `${keys} keys, ${Math.round(bytes / devices)} B a device`
    return taken
  }, 3)
  const rate = (1_000 / ns).toFixed(2)
  console.log(
    `  ${name.padEnd(44)} ${ns.toFixed(0).padStart(6)} ns   ${rate} M/s   ${effects} effects, ${size}`,
  )
  return ns
}

/** What json-logic-js alone needs for the conditions of the rules that match, without any state or time. */
function interpretedOnly(rules: readonly Rule[], records: readonly ObservationRecord[]): number {
  const watching = new Map(
    properties.map((name) => [
      name,
      rules.filter(({ on }) => on.some((one) => 'property' in one && one.property === name)),
    ]),
  )
  return best(() => {
    const values = new Map<string, Record<string, Json>>()
    return time(records.length, () => {
      for (const { device, name, value } of records) {
        const data: Record<string, Json> = values.get(device) ?? { settings: { limit: 80 } }
        values.set(device, data)
        data[name] = value
        for (const one of watching.get(name) ?? []) jsonLogic.apply(one.when, data)
      }
    })
  }, 3)
}

conditions()
const sorted = observations(0)
const late = observations(0.05)
const punctual = sorted.map((one) => ({ ...one, stamp: one.time })).sort((a, b) => a.time - b.time)
for (const [name, rules] of [
  ['typical', typical],
  ['all match', allMatch],
] as const) {
  console.log(`\n10 rules, ${name}, ${devices} devices, ${count} observations; a whole observation:`)
  const own = folding('lateness 0', program(rules), punctual, 0)
  folding('lateness 60 s, nothing late', program(rules), sorted, 60 * second)
  folding('lateness 60 s, 5 % late', program(rules), late, 60 * second)
  const some = rules.map((one, index) => (index === 0 || index > 7 ? { ...one, early: true } : one))
  folding('the same, 3 of 10 rules early', program(some), late, 60 * second)
  const theirs = interpretedOnly(rules, sorted)
  console.log(
    `  ${'json-logic-js, its conditions only'.padEnd(44)} ${theirs.toFixed(0).padStart(6)} ns   (${(theirs / own).toFixed(1)} × the whole fold)`,
  )
}
console.log('\nthe same 10 matching rules among many installed:')
for (const installed of [10, 100, 1_000, 10_000])
  folding(`${installed} rules`, program(allMatch, installed - 10), late, 60 * second)
