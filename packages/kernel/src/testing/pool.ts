import fc from 'fast-check'
import type { Json, Rule, Schedule, Sequence } from '../rule.ts'
import { chance, type Draw, oneOf } from './draw.ts'

const title = { zh: '测试', en: 'test' }
const v = (name: string): Json => ({ var: name })
const temp = { device: 'meter', property: 'temp' } as const
const door = { device: 'meter', property: 'door' } as const
const press = { device: 'meter', event: 'press' } as const
const lamp = { device: 'lamp', property: 'on' } as const
const alert = (detail: Record<string, Json>) => [{ alert: { title, detail } }] as Rule['do']
const level = { title, key: 'device', do: alert({ temp: { $: 'temp' } }) } as const

/** Rules of every form; their lengths are drawn. */
export function rulePool(draw: Draw): Rule[] {
  return [...levels(draw), ...absences(draw), ...moments(draw), ...windowed(draw)]
    .filter(() => chance(draw, 40))
    .map((rule) => ({
      ...rule,
      ...(chance(draw, 50) ? { early: true } : {}),
      ...(chance(draw, 7) ? { muted: true } : {}),
      ...timeForms(draw, rule),
    }))
}

const length = (draw: Draw, from: number, to: number) =>
  `${draw(fc.integer({ min: from, max: to }))}s` as const

function levels(draw: Draw): Rule[] {
  return [
    {
      ...level,
      id: 'hot',
      on: [temp],
      when: { '>': [v('temp'), v('settings.limit')] },
      for: length(draw, 1, 30),
    },
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
      on: [lamp],
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
    {
      ...level,
      id: 'no-temp',
      on: [temp],
      when: { '!!': [{ missing: ['temp'] }] },
      for: length(draw, 1, 20),
    },
    { ...level, id: 'closed', on: [door], when: { '!': [v('door')] }, for: length(draw, 1, 60) },
    {
      ...level,
      id: 'long',
      on: [{ record: 'session', property: 'minutes' }],
      when: { '>': [v('minutes'), 4] },
      do: alert({}),
    },
  ]
}

function absences(draw: Draw): Rule[] {
  const accepted = { or: [{ '>': [v('event.force'), 3] }, { '===': [v('lamp.on'), true] }] }
  const who = {
    key: { field: 'event.who' },
    on: [press],
    do: alert({ force: { $: 'event.force' } }),
  } as const
  return [
    { ...level, id: 'quiet', on: [temp], when: { '>=': [v('temp'), 2] }, absent: length(draw, 5, 60) },
    {
      ...level,
      id: 'quiet-place',
      key: 'place',
      on: [press, lamp],
      when: accepted,
      absent: { setting: 'wait', unit: 's' },
      do: alert({ force: { $: 'event.force' }, temp: { $: 'meter.temp' } }),
    },
    { ...level, ...who, id: 'who-left', absent: length(draw, 5, 60) },
  ]
}

function moments(_draw: Draw): Rule[] {
  const hard = { and: [{ '>': [v('event.force'), v('settings.limit')] }, { '>': [v('temp'), 2] }] }
  return [
    {
      ...level,
      id: 'pressed',
      on: [press, { form: 'note' }],
      when: hard,
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
    { ...level, id: 'by-who', key: { field: 'event.who' }, on: [press], when: { '<': [v('temp'), 8] } },
    {
      ...level,
      id: 'place-press',
      key: 'place',
      on: [press],
      when: { '>': [v('event.force'), 1] },
      do: alert({ temp: { $: 'meter.temp' } }),
    },
  ]
}

function windowed(draw: Draw): Rule[] {
  const over = () => length(draw, 4, 90)
  const fn = oneOf(draw, ['min', 'max', 'mean', 'sum', 'last', 'count'] as const)
  const window = chance(draw, 40) ? ({ window: 'tumbling' } as const) : {}
  return [
    {
      ...level,
      id: 'rising',
      on: [temp],
      change: { of: 'temp', within: over() },
      when: { '>': [v('change'), 3] },
      do: alert({ by: { $: 'change' } }),
    },
    {
      ...level,
      id: 'aggregated',
      on: [temp],
      key: oneOf(draw, ['device', 'place', 'community'] as const),
      aggregate: {
        one: { of: 'meter.temp', fn, over: over(), ...window },
        all: { of: 'temp', fn: 'count', over: over() },
      },
      when: { and: [{ '>': [v('aggregate.one'), v('settings.limit')] }, { '<': [v('aggregate.all'), 6] }] },
      do: alert({ one: { $: 'aggregate.one' } }),
    },
    {
      ...level,
      id: 'pressed-hot',
      on: [press],
      aggregate: { mean: { of: 'temp', fn: 'mean', over: over() } },
      when: { '>': [v('aggregate.mean'), 3] },
      do: alert({ mean: { $: 'aggregate.mean' } }),
    },
  ]
}

/** Time forms that any rule of its kind may have beside its own. Those decided on arrival have no cooldown: it is a latch. */
function timeForms(draw: Draw, rule: Rule): Partial<Rule> {
  const isLevel = rule.on.every((trigger) => 'property' in trigger) && rule.absent === undefined
  const isAbsence = rule.absent !== undefined
  const count = chance(draw, 15) ? { count: counting(draw, rule) } : {}
  const sequence = chance(draw, 15) ? { sequence: following(draw, rule) } : {}
  const isFinal =
    ['sos', 'noted', 'place-press'].includes(rule.id) && !('count' in count) && !('sequence' in sequence)
  return {
    ...count,
    ...sequence,
    ...(chance(draw, 20) ? { schedule: scheduled(draw) } : {}),
    ...(chance(draw, 40) && !isFinal ? { cooldown: length(draw, 5, 90) } : {}),
    ...(isLevel && chance(draw, 30) ? { clear: clearing(draw) } : {}),
    ...(isAbsence && chance(draw, 30) ? { clear: {} } : {}),
  }
}

function counting(draw: Draw, rule: Rule): NonNullable<Rule['count']> {
  const atLeast = draw(fc.integer({ min: 2, max: 3 }))
  const isPressed = rule.on.some((trigger) => 'event' in trigger)
  const distinct = isPressed && chance(draw, 50) ? { distinct: 'event.who' } : {}
  return { atLeast, within: length(draw, 5, 120), ...distinct }
}

function following(draw: Draw, rule: Rule): Sequence {
  const pressed = { on: [press], when: { '>': [v('event.force'), 2] } }
  const lit = { on: [lamp], when: { '===': [v('lamp.on'), true] } }
  const warm = { on: [temp], when: { '>': [v('meter.temp'), 4] } }
  const steps =
    typeof rule.key === 'object' ? [pressed] : rule.key === 'device' ? [pressed, warm] : [pressed, lit, warm]
  const step = oneOf(draw, steps)
  return {
    ...(chance(draw, 50) ? { followedBy: step } : { notFollowedBy: step }),
    within: length(draw, 5, 60),
  }
}

function scheduled(draw: Draw): Schedule {
  // Scenes begin on a Thursday at eight in the morning.
  const clock = () => `0${oneOf(draw, ['7', '8'])}:${oneOf(draw, ['00', '01', '02', '03', '04', '59'])}`
  const days = chance(draw, 40) ? { days: [oneOf(draw, ['thu', 'wed', 'fri', 'workday'] as const)] } : {}
  const periods = Array.from({ length: draw(fc.integer({ min: 1, max: 2 })) }, () => ({
    ...days,
    from: clock(),
    to: clock(),
  }))
  return { periods: [...periods, ...(chance(draw, 30) ? [{ from: '09:00', to: '08:01' }] : [])] }
}

function clearing(draw: Draw): NonNullable<Rule['clear']> {
  const when = chance(draw, 50) ? { when: { '<': [v('meter.temp'), 3] } } : {}
  return { ...when, ...(chance(draw, 60) ? { for: length(draw, 1, 30) } : {}) }
}
