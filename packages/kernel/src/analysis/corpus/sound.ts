import type { Json, Rule } from '../../rule.ts'
import { alert, type Case, command, on, v } from './site.ts'

const t = v('temperature')
const b = v('battery')
const warm = 'bay.temperature'
const urgent: Rule['do'] = [{ alert: { title: { zh: '紧急', en: 'urgent' }, grade: 'urgent' } }]
const above = (name: string, limit: Json): Json => ({ '>': [v(name), limit] })
const below = (name: string, limit: Json): Json => ({ '<': [v(name), limit] })
const isOff: Json = { '!': v('on') }
const self = { turnOn: command('self', 'turnOn'), turnOff: command('self', 'turnOff') }
const night = { periods: [{ from: '22:00', to: '06:00' }] }
const mean = { mean: { of: 'temperature', fn: 'mean', over: '1h' } } as const

/** Rules that mean what they say, one by one; many are close to a defect. */
const alone: readonly Rule[] = [
  on(warm, above('temperature', 40)),
  on(warm, { '>=': [t, 90] }),
  on(warm, { '<=': [t, -50] }),
  on('bay.battery', { '==': [b, 0] }),
  on('bay.battery', { '>=': [b, 100] }),
  on('bay.battery', below('battery', v('settings.least'))),
  on(warm, above('temperature', v('settings.limit')), { for: { setting: 'minutes', unit: 'm' } }),
  on(warm, { '<': [10, t, 30] }),
  on(warm, { or: [above('temperature', 60), below('temperature', -20)] }),
  on(warm, { and: [above('temperature', 20), below('temperature', 60)] }),
  on(warm, { and: [{ '>=': [t, 20] }, { '<=': [t, 20] }] }),
  on(warm, { '!': { and: [above('temperature', 20), below('temperature', 60)] } }),
  on(warm, { if: [above('temperature', 50), true, below('temperature', -10)] }),
  on(warm, { '!!': [{ missing: ['temperature'] }] }, { for: '1h' }),
  on(warm, { '>': [{ '-': [t, 10] }, 70] }),
  on(warm, { '>': [{ '*': [t, 2] }, 170] }),
  on(warm, { '>': [{ abs: t }, 60] }),
  on(warm, above('aggregate.mean', 35), { aggregate: mean }),
  on(warm, { '>': [{ '-': [t, v('aggregate.mean')] }, 10] }, { aggregate: mean }),
  on(warm, above('change', 15), { change: { of: 'temperature', within: '30d' } }),
  on(warm, below('change', -130), { change: { of: 'temperature', within: '1h' } }),
  on(warm, above('temperature', 40), { clear: { when: below('temperature', 30), for: '10m' } }),
  on('bay.battery', { '!=': [b, 50] }),
  on('bay.water', above('aggregate.all', 9_000), {
    aggregate: { all: { of: 'water', fn: 'sum', over: '1d' } },
  }),
  on(
    'bay.water',
    { '==': [v('aggregate.all'), 0] },
    { aggregate: { all: { of: 'water', fn: 'count', over: '1d' } } },
  ),
  on('bay.occupied', v('occupied'), { for: '90d' }),
  on('bay.occupied', { '===': [v('occupied'), false] }),
  on('bay.occupied', true, { absent: '1d' }),
  on('bay.occupied bay.battery', { and: [v('occupied'), below('battery', 15)] }),
  on('bay.occupied camera.online', { or: [v('occupied'), { '!': v('online') }] }),
  on('bay.occupied camera.online', { and: [v('occupied'), v('online')] }, { key: 'place' }),
  on('bay.note', { and: [{ '!=': [v('note'), 'a'] }, { '!=': [v('note'), 'b'] }] }),
  on('bay.note', { in: ['fire', v('note')] }),
  on('bay.note', { '==': [v('note'), '7'] }),
  on('bay.note', { matches: [v('note'), '^\\d+$'] }),
  on('lamp.mode', { '==': [v('mode'), v('settings.wanted')] }),
  on('lamp.mode', { in: [v('mode'), ['auto', 'manual']] }),
  on('lamp.mode', { '!=': [v('mode'), 'auto'] }),
  on('lamp.mode lamp.on', { and: [{ '==': [v('mode'), 'off'] }, v('on')] }),
  on('station.outdoor station.warmth', { and: [above('outdoor', 100), above('warmth', 20)] }),
  on('station.rain', { '>': [{ '/': [v('rain'), 2] }, 4] }),
  on('record:session.minutes', above('minutes', v('settings.minutes'))),
  on(
    'record:session.state',
    { '==': [v('state'), 'inside'] },
    { for: { setting: 'hours', unit: 'h' }, cooldown: '1d' },
  ),
  on('form:patrol', { and: [{ '!=': [v('form.finding'), 'fine'] }, { '<': [v('form.score'), 60] }] }),
  on('camera!plate', true, { count: { atLeast: 5, within: '7d', distinct: 'event.plate' }, schedule: night }),
  on(
    'camera!plate',
    { and: [v('event.known'), { '==': [v('event.lane'), 'entry'] }] },
    { do: command('self', 'open') },
  ),
  on(
    'camera!plate',
    { '>=': [v('event.confidence'), 100] },
    { key: { field: 'event.plate' }, cooldown: '10m' },
  ),
  on('camera!plate', { '>=': [{ time_of_day: [] }, '22:00'] }),
  on('lamp!pressed', above('event.force', 3), { do: self.turnOn }),
  on('lamp.lux', below('lux', 20), { early: true }),
  on('gate.jam', v('jam'), { key: 'community', early: true }),
  on('gate.open', v('open'), { for: '5m', do: command('self', 'lower') }),
  on('lamp.on', { '==': [v('on'), true] }, { do: self.turnOn }),
  on(warm, above('temperature', 40), { key: 'place', do: command('gate', 'raise') }),
]

/** Rules that stand together and do not get in each other's way. */
const together: readonly (readonly Rule[])[] = [
  // Wider and narrower, but the narrower one asks for more.
  [on(warm, above('temperature', 40)), on(warm, above('temperature', 60), { do: urgent })],
  // The wider one has to wait longer.
  [on(warm, above('temperature', 40), { for: '1h' }), on(warm, above('temperature', 60), { for: '5m' })],
  // The wider one stays silent after a firing.
  [on(warm, above('temperature', 40), { cooldown: '1d' }), on(warm, above('temperature', 60))],
  // The wider one is unknown where the narrower one is not.
  [
    on('bay.temperature bay.battery', { and: [above('temperature', 40), below('battery', 90)] }),
    on('bay.temperature bay.battery', above('temperature', 60)),
  ],
  // Other keys, other devices.
  [on(warm, above('temperature', 40)), on(warm, above('temperature', 60), { key: 'place' })],
  // Light by need: neither sets the other off while the light stays as it is.
  [
    on('lamp.lux lamp.on', { and: [below('lux', 20), isOff] }, { do: self.turnOn }),
    on('lamp.lux lamp.on', { and: [above('lux', 50), v('on')] }, { do: self.turnOff }),
  ],
  [
    on('lamp.lux', below('lux', 20), { do: self.turnOn }),
    on('lamp.lux', above('lux', 50), { do: self.turnOff }),
  ],
  [
    on('lamp.level', above('level', 80), { do: command('lamp', 'dim', { level: 60 }) }),
    on('lamp.level', below('level', 20), { do: command('lamp', 'dim', { level: 40 }) }),
  ],
  [
    on('gate.jam', v('jam'), { do: command('gate', 'raise') }),
    on('gate.jam', { '!': v('jam') }, { do: command('gate', 'lower') }),
  ],
  // One way only.
  [
    on('lamp.on', v('lamp.on'), { key: 'place', do: command('gate', 'raise') }),
    on('gate.open', v('gate.open'), { key: 'place', do: alert }),
  ],
]

/** Cases in which nothing is to be found. */
export const soundCases: readonly Case[] = [
  ...alone.map((rule): Case => ({ kind: 'sound', rules: [rule], finds: [] })),
  ...together.map(
    (rules): Case => ({
      kind: 'sound',
      rules: rules.map((rule, index) => ({ ...rule, id: `r${index}` })),
      finds: [],
    }),
  ),
]
