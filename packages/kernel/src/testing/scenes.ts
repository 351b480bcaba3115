import fc from 'fast-check'
import type { Program } from '../log.ts'
import type { Json, Rule } from '../rule.ts'
import type { Outage, Said, Scene } from './scene.ts'

const second = 1000
const title = { zh: '测试', en: 'test' }
const v = (name: string): Json => ({ var: name })

/** Draws from an arbitrary; shrinks as fast-check does. */
type Draw = <Value>(arbitrary: fc.Arbitrary<Value>) => Value

const seconds = (draw: Draw, from: number, to: number) => draw(fc.integer({ min: from, max: to })) * second
const oneOf = <Value>(draw: Draw, values: readonly Value[]): Value => draw(fc.constantFrom(...values))
const chance = (draw: Draw, percent: number) => draw(fc.integer({ min: 0, max: 99 })) < percent

/** Rules of every form; their lengths are drawn. */
function rulePool(draw: Draw): Rule[] {
  const length = (from: number, to: number) => `${draw(fc.integer({ min: from, max: to }))}s` as const
  const temp = { device: 'meter', property: 'temp' } as const
  const door = { device: 'meter', property: 'door' } as const
  const press = { device: 'meter', event: 'press' } as const
  const alert = (detail: Record<string, Json>) => [{ alert: { title, detail } }] as Rule['do']
  const level = { title, key: 'device', do: alert({ temp: { $: 'temp' } }) } as const
  const early = () => (chance(draw, 50) ? { early: true } : {})
  const muted = () => (chance(draw, 7) ? { muted: true } : {})
  const cooldown = () => (chance(draw, 40) ? { cooldown: length(5, 90) } : {})
  const pool: Rule[] = [
    { ...level, id: 'hot', on: [temp], when: { '>': [v('temp'), v('settings.limit')] }, for: length(1, 30) },
    {
      ...level,
      id: 'hot-open',
      on: [temp, door],
      when: { and: [{ '>': [v('temp'), 5] }, { '===': [v('door'), true] }] },
    },
    {
      ...level,
      id: 'place-or',
      key: 'place',
      on: [temp, door],
      when: { or: [{ '>': [v('meter.temp'), 7] }, { '===': [v('door'), true] }] },
      for: { setting: 'wait', unit: 's' },
    },
    {
      ...level,
      id: 'dark',
      key: 'place',
      on: [{ device: 'lamp', property: 'on' }],
      when: { and: [{ '===': [v('lamp.on'), false] }, { '>': [v('meter.temp'), 3] }] },
      do: alert({ on: { $: 'lamp.on' } }),
    },
    {
      ...level,
      id: 'any-hot',
      key: 'community',
      on: [temp],
      when: { '>=': [v('temp'), v('settings.limit')] },
    },
    { ...level, id: 'no-temp', on: [temp], when: { '!!': [{ missing: ['temp'] }] }, for: length(1, 20) },
    { ...level, id: 'closed', on: [door], when: { '!': [v('door')] }, for: length(1, 60) },
    { ...level, id: 'quiet', on: [temp], when: { '>=': [v('temp'), 2] }, absent: length(5, 60) },
    {
      ...level,
      id: 'quiet-place',
      key: 'place',
      on: [press, { device: 'lamp', property: 'on' }],
      when: { or: [{ '>': [v('event.force'), 3] }, { '===': [v('lamp.on'), true] }] },
      absent: { setting: 'wait', unit: 's' },
      do: alert({ force: { $: 'event.force' }, temp: { $: 'meter.temp' } }),
    },
    {
      ...level,
      id: 'pressed',
      on: [press, { form: 'note' }],
      when: { and: [{ '>': [v('event.force'), v('settings.limit')] }, { '>': [v('temp'), 2] }] },
      do: alert({ who: { $: 'event.who' } }),
    },
    {
      ...level,
      id: 'noted',
      key: 'place',
      on: [{ form: 'note' }],
      when: { '>': [v('form.mark'), 4] },
      do: alert({ mark: { $: 'form.mark' } }),
    },
    {
      ...level,
      id: 'sos',
      on: [press],
      when: { '>': [v('event.force'), 6] },
      do: alert({ who: { $: 'event.who' } }),
    },
    {
      ...level,
      id: 'by-who',
      key: { field: 'event.who' },
      on: [press],
      when: { '<': [v('temp'), 8] },
    },
    {
      ...level,
      id: 'who-left',
      key: { field: 'event.who' },
      on: [press],
      absent: length(5, 60),
      do: alert({ force: { $: 'event.force' } }),
    },
    {
      ...level,
      id: 'long',
      on: [{ record: 'session', property: 'minutes' }],
      when: { '>': [v('minutes'), 4] },
      do: alert({}),
    },
  ]
  return pool
    .filter(() => chance(draw, 60))
    .map((rule) => ({
      ...rule,
      ...early(),
      ...muted(),
      ...(rule.id === 'sos' || rule.id === 'noted' ? {} : cooldown()),
    }))
}

function program(draw: Draw, release: number, rules: readonly Rule[], fresh: number | null): Program {
  const number = { type: 'number', ...(fresh === null ? {} : { freshFor: fresh }) } as const
  const boolean = { type: 'boolean' } as const
  return {
    release,
    plugin: 'p',
    rules,
    settings: { limit: draw(fc.integer({ min: 2, max: 7 })), wait: draw(fc.integer({ min: 1, max: 40 })) },
    sources: chance(draw, 20) ? ['s0'] : [],
    models: {
      meter: {
        properties: { temp: number, door: boolean },
        events: { press: { who: { type: 'string' }, force: { type: 'number' } } },
      },
      lamp: { properties: { on: boolean }, events: {} },
      'record:session': { properties: { minutes: number }, events: {} },
      'form:note': { properties: {}, events: { submitted: { mark: { type: 'number' } } } },
    },
    ...(chance(draw, 25) ? { bindings: { meter: ['m0', 'm1', ...(chance(draw, 50) ? ['m2'] : [])] } } : {}),
  }
}

function releases(draw: Draw, span: number): Scene['releases'] {
  const fresh = chance(draw, 40) ? seconds(draw, 5, 60) : null
  const rules = rulePool(draw)
  const list: { at: number; program: Program | null }[] = [{ at: 0, program: program(draw, 1, rules, fresh) }]
  const count = draw(fc.integer({ min: 0, max: 3 }))
  const times = new Set(Array.from({ length: count }, () => seconds(draw, 1, span)))
  for (const at of [...times].sort((a, b) => a - b)) {
    const change = draw(fc.integer({ min: 0, max: 9 }))
    const before = list.at(-1)?.program
    if (change === 0) list.push({ at, program: null })
    else {
      const next =
        change < 5 ? rules : change < 8 ? mixed(draw, before?.rules ?? [], rulePool(draw)) : rulePool(draw)
      list.push({ at, program: program(draw, list.length + 1, next, change === 9 ? null : fresh) })
    }
  }
  return list
}

/** Some rules of the old release, some of the new. */
function mixed(draw: Draw, old: readonly Rule[], fresh: readonly Rule[]): Rule[] {
  const kept = old.filter(() => chance(draw, 60))
  return [...kept, ...fresh.filter(({ id }) => !kept.some((rule) => rule.id === id))]
}

function outages(draw: Draw, span: number): Outage[] {
  const list: Outage[] = []
  for (const source of ['s0', 's1']) {
    if (!chance(draw, 40)) continue
    const from = seconds(draw, 1, span)
    list.push({ source, from, to: from + seconds(draw, 1, 120) })
  }
  return list
}

const speakers = [
  { device: 'm0', model: 'p/meter', places: ['a'] },
  { device: 'm1', model: 'p/meter', places: ['a', 'b'] },
  { device: 'm2', model: 'p/meter', places: ['b', null] },
  { device: 'l0', model: 'p/lamp', places: ['a'] },
  { device: 'l1', model: 'p/lamp', places: ['b'] },
  { device: 'i:session:1', model: 'p/record:session', places: ['a'] },
  { device: 'person', model: 'p/form:note', places: ['b'] },
] as const

function said(draw: Draw, index: number, span: number): Said {
  const { device, model, places } = oneOf(draw, speakers)
  const time = seconds(draw, 0, span)
  const number = () => draw(fc.integer({ min: 0, max: 9 }))
  const what: { readonly kind: 'property' | 'event'; readonly name: string; readonly value: Json } =
    model === 'p/lamp'
      ? { kind: 'property', name: 'on', value: draw(fc.boolean()) }
      : model === 'p/record:session'
        ? { kind: 'property', name: 'minutes', value: number() }
        : model === 'p/form:note'
          ? { kind: 'event', name: 'submitted', value: { mark: number() } }
          : oneOf(draw, [
              { kind: 'property', name: 'temp', value: number() },
              { kind: 'property', name: 'temp', value: number() },
              { kind: 'property', name: 'door', value: draw(fc.boolean()) },
              {
                kind: 'event',
                name: 'press',
                value: { who: oneOf(draw, ['x', 'y|1', 'z#']), force: number() },
              },
            ])
  return {
    ...what,
    id: `o${index}`,
    seq: draw(fc.integer({ min: 0, max: 2 })),
    time,
    source: model.includes(':') ? 'nobody' : oneOf(draw, ['s0', 's1']),
    device,
    model,
    // A device's place changes with time, never within an instant.
    place: places[Math.floor(time / (60 * second)) % places.length] ?? null,
    tooLate: !model.includes(':') && chance(draw, 4),
  }
}

/** A scene, biased towards ties: few seconds, many things said. */
export function drawScene(draw: Draw): Scene {
  const span = draw(fc.integer({ min: 10, max: 200 }))
  const count = draw(fc.integer({ min: 5, max: 70 }))
  const latenesses = [0, 5, 20, 60]
  return {
    sources: ['s0', 's1'].map((name) => ({ name, lateness: oneOf(draw, latenesses) * second })),
    outages: outages(draw, span),
    said: Array.from({ length: count }, (_, index) => said(draw, index, span)),
    releases: releases(draw, span),
    end: (span + 3600) * second,
  }
}
