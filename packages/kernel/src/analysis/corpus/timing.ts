import { type Case, command, on, one, v } from './site.ts'

const hot = { '>': [v('temperature'), 40] }
const taken = v('occupied')
const kept = (rule: Parameters<typeof one>[1]) => one('retention', rule, 'window-too-long')
const retention: readonly Case[] = [
  kept(
    on(
      'bay.temperature',
      { '>': [v('aggregate.mean'), 20] },
      { aggregate: { mean: { of: 'temperature', fn: 'mean', over: '40d' } } },
    ),
  ),
  kept(on('bay.temperature', { '>': [v('change'), 20] }, { change: { of: 'temperature', within: '31d' } })),
  kept(on('camera!plate', true, { count: { atLeast: 5, within: '14d' } })),
  kept(on('camera!plate', true, { count: { atLeast: 3, within: '30d', distinct: 'event.plate' } })),
  kept(on('bay.occupied', taken, { for: '100d' })),
  kept(on('bay.temperature', true, { absent: '60d' })),
  kept(on('record:session.state', { '==': [v('state'), 'inside'] }, { for: '45d' })),
  kept(
    on(
      'meter.power',
      { '>': [v('aggregate.top'), 900] },
      { aggregate: { top: { of: 'power', fn: 'max', over: '11d' } } },
    ),
  ),
  kept(
    on('camera!plate', true, {
      sequence: { followedBy: { on: [{ device: 'camera', event: 'plate' }] }, within: '8d' },
    }),
  ),
  kept(on('lamp.on', v('on'), { for: '3d' })),
]

const busy = (rule: Parameters<typeof one>[1]) => one('early', { ...rule, early: true }, 'early-busy')
const early: readonly Case[] = [
  busy(on('lamp.lux', { '<': [v('lux'), 5] }, { key: 'place' })),
  busy(on('lamp.lux', { '<': [v('lux'), 5] }, { key: 'community' })),
  busy(on('meter.power', { '>': [v('power'), 900] })),
  busy(on('meter.power', { '>': [v('power'), 900] }, { key: 'place' })),
  busy(on('meter.power', { '>': [v('power'), 900] }, { key: 'community', for: '1m' })),
  busy(on('lamp.on', v('on'), { key: 'community', for: '1h' })),
  busy(on('lamp.on', true, { key: 'place', absent: '1h' })),
  busy(on('lamp!pressed', true, { key: 'place', count: { atLeast: 3, within: '1m' } })),
  busy(on('meter.power gate.jam', { '>': [v('meter.power'), 900] }, { key: 'place' })),
  busy(
    on(
      'lamp.level',
      { '>': [v('aggregate.mean'), 90] },
      { key: 'community', aggregate: { mean: { of: 'level', fn: 'mean', over: '10m' } } },
    ),
  ),
]

const late = (rule: Parameters<typeof one>[1]) => one('command', rule, 'late-command')
const open = command('camera', 'open')
const commands: readonly Case[] = [
  late(on('bay.temperature', hot, { key: 'place', do: open })),
  late(on('camera!plate', { and: [v('event.known'), v('online')] }, { do: command('self', 'open') })),
  late(
    on('camera!plate', v('event.known'), {
      count: { atLeast: 2, within: '1m' },
      do: command('self', 'open'),
    }),
  ),
  late(on('camera!plate', v('event.known'), { absent: '1m', do: command('self', 'open') })),
  late(on('gate.jam', v('jam'), { do: command('self', 'pulse') })),
  late(on('lamp.lux', { '<': [v('lux'), 5] }, { do: command('self', 'flash') })),
  late(on('record:session.state', { '==': [v('state'), 'left'] }, { key: 'place', do: open })),
  late(
    on('camera!plate', v('event.known'), {
      sequence: { followedBy: { on: [{ device: 'camera', event: 'plate' }] }, within: '1m' },
      do: command('self', 'open'),
    }),
  ),
  late(on('camera!plate bay.occupied', true, { key: 'place', do: open })),
  late(on('bay.temperature', hot, { key: 'place', for: '5m', do: command('gate', 'pulse') })),
]

/** Rules whose defect lies in time: what is kept, how much is said, what expires. */
export const timingCases: readonly Case[] = [...retention, ...early, ...commands]
