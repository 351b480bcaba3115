import type { Json, ObservationRecord, Program, Rule } from '../src/index.ts'

export const devices = 1_000
export const second = 1_000
export const properties = ['temp', 'door', 'motion', 'power', 'level'] as const

const title = { zh: '测', en: 'b' }
const read = (name: string): Json => ({ var: name })
const above = (name: string, limit: Json): Json => ({ '>': [read(name), limit] })

function rule(id: string, on: readonly string[], when: Json, more: Partial<Rule> = {}): Rule {
  return {
    id,
    title,
    on: on.map((property) => ({ device: 'unit', property })),
    key: 'device',
    when,
    do: [{ alert: { title } }],
    ...more,
  }
}

/** Ten rules as a scenario has them: an observation meets about two and a half. */
export const typical: readonly Rule[] = [
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

/** A condition of four clauses. */
export function four(temp: number, power: number): Json {
  return {
    and: [
      above('temp', temp),
      { or: [above('power', power), above('level', 50)] },
      { '<': [read('door'), 60] },
    ],
  }
}

/** Ten rules of four clauses each: an observation meets all of them. */
export const allMatch: readonly Rule[] = Array.from({ length: 10 }, (_, index) =>
  rule(`a${index}`, properties, four(90 + index, 70 + index), {
    ...(index % 3 ? { for: `${30 + index}s` as const } : {}),
    ...(index % 2 ? { cooldown: '10m' } : {}),
  }),
)

/** The same rules, the first and the last two decided early. */
export function someEarly(rules: readonly Rule[]): Rule[] {
  return rules.map((one, index) => (index === 0 || index > 7 ? { ...one, early: true } : one))
}

/** A program of these rules, and of `others` that read models of which nothing is said. */
export function program(rules: readonly Rule[], others = 0): Program {
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

/** What a log of the bench is like. */
export interface LogShape {
  readonly count: number
  /** Share of observations that come up to `lateness` seconds later than the others. */
  readonly lateShare?: number
  readonly lateness?: number
  /** Observations a second, and of how many devices. */
  readonly rate?: number
  readonly devices?: number
  readonly places?: number
}

/** Observations in order of arrival, the same each time. */
export function observations(shape: LogShape): ObservationRecord[] {
  const { count, lateShare = 0, lateness = 60, rate = devices / 10, places = 50 } = shape
  const speakers = shape.devices ?? devices
  const random = createRandom()
  const list = Array.from({ length: count }, (_, index): ObservationRecord => {
    const at = 1_700_000_000_000 + Math.floor((index / rate) * second)
    const isLate = random() < lateShare
    const delay = Math.floor(random() * (isLate ? lateness * second : 200))
    return {
      type: 'observation',
      stamp: at + delay,
      time: at,
      source: 's',
      id: `o${index}`,
      seq: 0,
      device: `d${index % speakers}`,
      model: 'p/unit',
      place: `p${index % places}`,
      kind: 'property',
      name: properties[Math.floor(index / speakers + index) % properties.length] ?? '',
      value: Math.floor(random() * 100),
    }
  })
  return list.sort((a, b) => a.stamp - b.stamp)
}

function createRandom(): () => number {
  let state = 42
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 4_294_967_296
  }
}
