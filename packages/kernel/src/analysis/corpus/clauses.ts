import { type Case, on, one, v } from './site.ts'

const t = v('temperature')
const b = v('battery')
const warm = 'bay.temperature'
const power = 'bay.battery'

const names: readonly Case[] = [
  one('name', on(warm, { '>': [v('temprature'), 40] }), 'unknown-property'),
  one('name', on('bay.temperatur', { '>': [t, 40] }), 'unknown-property'),
  one('name', on(warm, { '>': [t, v('settings.limt')] }), 'unknown-setting'),
  one('name', on('camera!plate', { '==': [v('event.plat'), 'A'] }), 'unknown-field'),
  one('name', on('camera!plates', true), 'unknown-event'),
  one('name', on('bays.temperature', true), 'unknown-model'),
  one('name', on(warm, { '>': [t, 40] }, { for: { setting: 'minuts', unit: 'm' } }), 'unknown-setting'),
  one(
    'name',
    on(
      warm,
      { '>': [v('aggregate.men'), 4] },
      { aggregate: { mean: { of: 'temperature', fn: 'mean', over: '1h' } } },
    ),
    'unknown-property',
  ),
  one('name', on(warm, { '>': [v('temperature.max'), 40] }), 'unknown-property'),
  one('name', on(warm, { and: [{ '>': [t, 40] }, { '!!': [{ missing: ['wather'] }] }] }), 'unknown-property'),
  one('name', on('form:patrol', { '==': [v('form.finding2'), 'fire'] }), 'unknown-field'),
]

const units: readonly Case[] = [
  one('unit', on('station.outdoor station.warmth', { '>': [v('outdoor'), v('warmth')] }), 'unit-mismatch'),
  one('unit', on(warm, { '>': [t, v('settings.least')] }), 'unit-mismatch'),
  one('unit', on(power, { '<': [b, v('settings.limit')] }), 'unit-mismatch'),
  one('unit', on('bay.water bay.battery', { '>': [{ '+': [v('water'), b] }, 90] }), 'unit-mismatch'),
  one(
    'unit',
    on('station.rain station.wind', { '>': [{ max: [v('rain'), v('wind')] }, 20] }),
    'unit-mismatch',
  ),
  one('unit', on(warm, { '>': [t, 40] }, { for: { setting: 'minutes', unit: 'h' } }), 'unit-mismatch'),
  one('unit', on(warm, { '>': [t, 40] }, { cooldown: { setting: 'hours', unit: 'd' } }), 'unit-mismatch'),
  one('unit', on(warm, { '>': [t, 40] }, { for: { setting: 'limit', unit: 'm' } }), 'unit-mismatch'),
  one('unit', on('record:session.minutes', { '>': [v('minutes'), v('settings.hours')] }), 'unit-mismatch'),
  one(
    'unit',
    on('bay.temperature', { '>': [{ abs: { '-': [t, v('station.outdoor')] } }, 9] }, { key: 'place' }),
    'unit-mismatch',
  ),
  one('unit', on('camera!plate', { '<': [v('event.confidence'), v('settings.minutes')] }), 'unit-mismatch'),
]

const types: readonly Case[] = [
  one('type', on(warm, { '>': [t, 'hot'] }), 'type-mismatch', 'never-true'),
  one('type', on('bay.occupied', { '===': [v('occupied'), 'true'] }), 'type-mismatch', 'never-true'),
  one('type', on('bay.occupied', { '==': [v('occupied'), 'yes'] }), 'type-mismatch', 'never-true'),
  one('type', on(warm, { '===': [t, '40'] }), 'type-mismatch', 'never-true'),
  one('type', on('lamp.mode', { '==': [v('mode'), 'automatic'] }), 'unknown-choice', 'never-true'),
  one('type', on('record:session.state', { '==': [v('state'), 'Inside'] }), 'unknown-choice', 'never-true'),
  one('type', on('lamp.mode', { in: [v('mode'), ['auto', 'manuel']] }), 'unknown-choice'),
  one(
    'type',
    on('camera!plate', { and: [{ '==': [v('event.lane'), 'exit'] }, { '===': [v('event.known'), 1] }] }),
    'type-mismatch',
    'never-true',
  ),
  one('type', on('form:patrol', { '==': [v('form.finding'), 'smoke'] }), 'unknown-choice', 'never-true'),
  one('type', on('lamp.mode', { '!=': [v('mode'), 'of'] }), 'unknown-choice', 'always-holds'),
  one('type', on('bay.note', { '===': [v('note'), 7] }), 'type-mismatch', 'never-true'),
  one(
    'type',
    on('lamp.level lamp.mode', { or: [{ '>': [v('level'), 50] }, { '==': [v('mode'), 'on'] }] }),
    'unknown-choice',
  ),
]

const never: readonly Case[] = [
  one('never', on(warm, { and: [{ '>': [t, 60] }, { '<': [t, 20] }] }), 'never-true'),
  one('never', on('bay.occupied', { and: [v('occupied'), { '!': v('occupied') }] }), 'never-true'),
  one(
    'never',
    on('lamp.mode', { and: [{ '==': [v('mode'), 'auto'] }, { '==': [v('mode'), 'off'] }] }),
    'never-true',
  ),
  one('never', on(warm, { and: [{ '==': [t, 20] }, { '!=': [t, 20] }] }), 'never-true'),
  one(
    'never',
    on('lamp.mode', {
      and: [{ '!=': [v('mode'), 'auto'] }, { '!=': [v('mode'), 'manual'] }, { '!=': [v('mode'), 'off'] }],
    }),
    'never-true',
  ),
  one('never', on('bay.occupied camera.online', { and: [v('occupied'), v('online')] }), 'never-true'),
  one('never', on(warm, { '!': { or: [{ '>': [t, 10] }, { '<=': [t, 10] }] } }), 'never-true'),
  one('never', on(warm, { if: [{ '>': [t, 50] }, { '<': [t, 40] }, false] }), 'never-true'),
  one(
    'never',
    on('camera!plate', { and: [{ in: [v('event.lane'), ['entry']] }, { '==': [v('event.lane'), 'exit'] }] }),
    'never-true',
  ),
  one('never', on(warm, { '<': [40, t, 30] }), 'never-true'),
  one(
    'never',
    on('bay.note', { and: [{ '==': [v('note'), 'a'] }, { '==': [v('note'), 'b'] }] }),
    'never-true',
  ),
  one(
    'never',
    on(power, { or: [{ and: [{ '<': [b, 10] }, { '>': [b, 90] }] }, { '==': [1, 2] }] }),
    'never-true',
  ),
  // Not decided by ranges of single names: a relation between two of them.
  one(
    'never',
    on(
      'bay.battery lamp.level',
      { and: [{ '>': [v('battery'), v('level')] }, { '<': [v('battery'), v('level')] }] },
      { key: 'place' },
    ),
    'never-true',
  ),
]

const always: readonly Case[] = [
  one('always', on(warm, { or: [{ '>': [t, 20] }, { '<=': [t, 20] }] }), 'always-holds'),
  one('always', on('bay.occupied', { or: [v('occupied'), { '!': v('occupied') }] }), 'always-holds'),
  one('always', on('lamp.mode', { in: [v('mode'), ['auto', 'manual', 'off']] }), 'always-holds'),
  one('always', on(warm, { '!': { and: [{ '>': [t, 60] }, { '<': [t, 20] }] } }), 'always-holds'),
  one('always', on(warm, { or: [{ '!=': [t, 5] }, { '!=': [t, 6] }] }), 'always-holds'),
  one('always', on('bay.occupied', true), 'always-holds'),
  one(
    'always',
    on('lamp.mode', { or: [{ '==': [v('mode'), 'auto'] }, { '!=': [v('mode'), 'auto'] }] }),
    'always-holds',
  ),
  one(
    'always',
    on('lamp.level', { or: [{ '<': [v('level'), 60] }, { '>': [v('level'), 40] }] }),
    'always-holds',
  ),
  one(
    'always',
    on('camera!plate', { or: [{ '==': [v('event.lane'), 'entry'] }, { '==': [v('event.lane'), 'exit'] }] }),
    'always-holds',
  ),
  one('always', on(warm, { '<': [10, 20] }), 'always-holds'),
  one(
    'always',
    on('bay.note', { or: [{ '!=': [v('note'), 'a'] }, { '!=': [v('note'), 'b'] }] }),
    'always-holds',
  ),
]

const outside: readonly Case[] = [
  one('range', on(warm, { '>': [t, 120] }), 'outside-range', 'never-true'),
  one('range', on(power, { '<': [b, 0] }), 'outside-range', 'never-true'),
  one('range', on(power, { '<=': [b, 100] }), 'outside-range', 'always-holds'),
  one('range', on(warm, { '>=': [t, -50] }), 'outside-range', 'always-holds'),
  one('range', on('bay.water', { '>': [v('water'), 5_000] }), 'outside-range', 'never-true'),
  one('range', on('camera!plate', { '>': [v('event.confidence'), 100] }), 'outside-range', 'never-true'),
  one(
    'range',
    on('bay.temperature bay.battery', { and: [{ '>': [t, 40] }, { '<': [b, 150] }] }),
    'outside-range',
  ),
  one(
    'range',
    on('bay.temperature bay.battery', { or: [{ '>': [t, 40] }, { '>': [b, 150] }] }),
    'outside-range',
  ),
  one('range', on(warm, { '<': [-80, t, 30] }), 'outside-range'),
  one('range', on('station.warmth', { '==': [v('warmth'), 451] }), 'outside-range', 'never-true'),
  one(
    'range',
    on(
      'bay.water',
      { '>': [v('aggregate.top'), 900] },
      { aggregate: { top: { of: 'water', fn: 'max', over: '1h' } } },
    ),
    'outside-range',
    'never-true',
  ),
  one(
    'range',
    on(warm, { '<': [v('change'), -200] }, { change: { of: 'temperature', within: '1h' } }),
    'outside-range',
    'never-true',
  ),
]

/** Rules with one defect in a condition each. */
export const clauseCases: readonly Case[] = [...names, ...units, ...types, ...never, ...always, ...outside]
