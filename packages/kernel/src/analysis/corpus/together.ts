import type { Json, Rule } from '../../rule.ts'
import { alert, type Case, command, last, on, one, v } from './site.ts'

const above = (name: string, limit: number): Json => ({ '>': [v(name), limit] })
const below = (name: string, limit: number): Json => ({ '<': [v(name), limit] })
const warm = 'bay.temperature'

const shadowed: readonly Case[] = [
  [on(warm, above('temperature', 40)), on(warm, above('temperature', 60))],
  [on(warm, above('temperature', 40)), on(warm, above('temperature', 40))],
  [on(warm, above('temperature', 40)), on(warm, above('temperature', 40), { for: '5m' })],
  [on(warm, above('temperature', 40), { for: '5m' }), on(warm, above('temperature', 50), { for: '10m' })],
  [on('bay.battery', below('battery', 20)), on('bay.battery', { '==': [v('battery'), 5] })],
  [on('lamp.mode', { in: [v('mode'), ['auto', 'off']] }), on('lamp.mode', { '==': [v('mode'), 'off'] })],
  [
    on('bay.occupied bay.battery', v('occupied')),
    on('bay.occupied bay.battery', { and: [v('occupied'), below('battery', 20)] }),
  ],
  [
    on('camera!plate', above('event.confidence', 50)),
    on('camera!plate', { '<': [80, v('event.confidence'), 90] }),
  ],
  [
    on('bay.occupied', v('occupied'), { key: 'place' }),
    on('bay.occupied', { '===': [v('occupied'), true] }, { key: 'place' }),
  ],
  [
    on(warm, above('temperature', 40)),
    on(warm, above('temperature', 45), { schedule: { periods: [{ from: '22:00', to: '06:00' }] } }),
  ],
].map((rules) => last('shadowed', rules, 'shadowed'))

const lampOn = command('lamp', 'turnOn')
const lampOff = command('lamp', 'turnOff')
const opposite: readonly (readonly Rule[])[] = [
  [on('lamp.lux', below('lux', 50), { do: lampOn }), on('lamp.lux', below('lux', 20), { do: lampOff })],
  [on('lamp.lux', above('lux', 50), { do: lampOff }), on('lamp.lux', above('lux', 60), { do: lampOn })],
  [
    on('gate.jam', v('jam'), { do: command('gate', 'raise') }),
    on('gate.jam', v('jam'), { do: command('gate', 'lower') }),
  ],
  [
    on('lamp.level', above('level', 50), { do: command('lamp', 'dim', { level: 30 }) }),
    on('lamp.level', above('level', 80), { do: command('lamp', 'dim', { level: 10 }) }),
  ],
  [
    on('lamp.mode', { '==': [v('mode'), 'auto'] }, { do: command('self', 'turnOn') }),
    on('lamp.mode', { '!=': [v('mode'), 'off'] }, { do: command('self', 'turnOff') }),
  ],
  [
    on(
      'lamp.level lamp.lux',
      { and: [above('level', 10), below('lux', 9)] },
      { do: command('lamp', 'setMode', { mode: 'auto' }) },
    ),
    on(
      'lamp.level lamp.lux',
      { and: [above('level', 20), below('lux', 5)] },
      { do: command('lamp', 'setMode', { mode: 'off' }) },
    ),
  ],
  [
    on('bay.occupied', v('occupied'), { key: 'place', do: lampOn }),
    on('bay.occupied', { '==': [v('occupied'), true] }, { key: 'place', do: lampOff }),
  ],
  [
    on('lamp!pressed', above('event.force', 2), { do: lampOn }),
    on('lamp!pressed', above('event.force', 5), { do: lampOff }),
  ],
  [
    on('station.wind', above('wind', 10), { key: 'place', do: command('gate', 'lower') }),
    on('station.wind', above('wind', 15), { key: 'place', do: command('gate', 'raise') }),
  ],
]
const contradicting: readonly Case[] = [
  ...opposite.map((rules) => last('contradicting', rules, 'contradicting-commands')),
  one(
    'contradicting',
    on('lamp.lux', below('lux', 50), { do: [...lampOn, ...lampOff] }),
    'contradicting-commands',
  ),
]

const self = { turnOn: command('self', 'turnOn'), turnOff: command('self', 'turnOff') }
const isOff: Json = { '==': [v('on'), false] }
/** The first rule of a loop is told of it. */
const looping = (...rules: readonly Rule[]): Case => {
  const named = rules.map((rule, index) => ({ ...rule, id: `r${index}` }))
  return { kind: 'loop', rules: named, finds: ['r0 loop'] }
}
const gateOpen: Json = { '===': [v('open'), true] }
const loops: readonly Case[] = [
  looping(on('lamp.on', v('on'), { do: self.turnOff }), on('lamp.on', isOff, { do: self.turnOn })),
  looping(
    on('lamp.on', v('on'), { do: self.turnOff, for: '1m' }),
    on('lamp.on', { '!': v('on') }, { do: self.turnOn, for: '1m' }),
  ),
  looping(
    on('gate.open', gateOpen, { do: command('self', 'lower') }),
    on('gate.open', { '!': gateOpen }, { do: command('self', 'raise') }),
  ),
  looping(
    on('lamp.on lamp.lux', { and: [v('on'), above('lux', 50)] }, { do: self.turnOff }),
    on('lamp.on lamp.lux', { and: [isOff, above('lux', 20)] }, { do: self.turnOn }),
  ),
  looping(
    on('lamp.on', v('lamp.on'), { key: 'place', do: [...lampOff, ...command('gate', 'raise')] }),
    on('lamp.on', { '!': v('lamp.on') }, { key: 'place', do: lampOn }),
  ),
  looping(
    on('gate.open', { and: [v('gate.open'), { '!': v('lamp.on') }] }, { key: 'place', do: lampOn }),
    on('gate.open lamp.on', v('lamp.on'), { key: 'place', do: lampOff }),
  ),
  looping(
    on('lamp.on lamp.mode', { and: [v('on'), { '==': [v('mode'), 'auto'] }] }, { do: self.turnOff }),
    on('lamp.on lamp.mode', { and: [isOff, { '!=': [v('mode'), 'off'] }] }, { do: self.turnOn }),
  ),
  looping(
    on('gate.open gate.jam', { and: [v('open'), v('jam')] }, { do: command('self', 'lower') }),
    on('gate.open gate.jam', { and: [{ '!': v('open') }, v('jam')] }, { do: command('self', 'raise') }),
  ),
  looping(
    on('lamp.on', v('on'), { do: [...alert, ...self.turnOff] }),
    on('lamp.on', { '!=': [v('on'), true] }, { do: [...alert, ...self.turnOn] }),
  ),
  looping(
    on('lamp.on gate.open', { and: [v('lamp.on'), v('gate.open')] }, { key: 'community', do: lampOff }),
    on(
      'lamp.on gate.open',
      { and: [{ '!': v('lamp.on') }, v('gate.open')] },
      { key: 'community', do: lampOn },
    ),
  ),
]

/** Rules whose defect lies in how they meet others. */
export const togetherCases: readonly Case[] = [...shadowed, ...contradicting, ...loops]
