import fc from 'fast-check'
import type { Program } from '../log.ts'
import type { Json, Rule } from '../rule.ts'
import { chance, type Draw, oneOf } from './draw.ts'
import { rulePool } from './pool.ts'
import type { Outage, Said, Scene } from './scene.ts'

const second = 1000
const seconds = (draw: Draw, from: number, to: number) => draw(fc.integer({ min: from, max: to })) * second

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
    // Only some scenes last long enough for schedules that open much later.
    end: (span + (chance(draw, 25) ? 3600 : 400)) * second,
  }
}
