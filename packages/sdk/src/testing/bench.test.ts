import { expect, test } from 'vitest'
import parking from '../example/parking.ts'
import { createBench } from './index.ts'

const rules = (bench: { readonly alerts: readonly { readonly rule: string }[] }) =>
  bench.alerts.map((one) => one.rule)

test('a bay occupied beyond the free minutes is overstayed, and no minute earlier', () => {
  const bench = createBench(parking, { settings: { freeMinutes: 20 }, start: '2026-03-02T08:00:00+08:00' })
  bench.device('bay-1', 'bay').reports({ occupied: true })
  bench.at('08:19:59.999')
  expect(rules(bench)).toEqual([])
  bench.at('08:20')
  expect(bench.alerts).toMatchObject([
    { rule: 'overstay', device: 'bay-1', time: '2026-03-02T08:20:00', state: 'open', grade: 'normal' },
  ])
})

test('looking changes nothing', () => {
  const looked = createBench(parking)
  const unwatched = createBench(parking)
  for (const bench of [looked, unwatched]) {
    const bay = bench.device('bay-1', 'bay')
    for (const minute of ['08:00', '08:10', '08:15', '08:30']) {
      bench.at(minute)
      if (bench === looked) expect(bench.alerts.length).toBeLessThan(3)
      bay.reports({ occupied: minute !== '08:30', battery: 5 })
      if (bench === looked) expect(bench.alerts.length).toBeLessThan(3)
    }
  }
  expect(looked.alerts).toEqual(unwatched.alerts)
  expect(rules(looked)).toEqual(['low-battery', 'overstay'])
})

test('a message runs through its codec', () => {
  const bench = createBench(parking)
  bench.device('bay-1', 'bay', { address: 'a1b2' })
  bench.receive('lorawan', { address: 'a1b2', bytes: [1, 80] })
  expect(bench.observations.map(({ device, name, value }) => [device, name, value])).toEqual([
    ['bay-1', 'occupied', true],
    ['bay-1', 'battery', 80],
  ])
})

const gate = (bench: ReturnType<typeof createBench<typeof parking.contract>>, at: number, confidence = 90) =>
  bench.receive('camera', { json: { serial: 'cam', plate: '京A12345', confidence, lane: 2, at } })

test('a derived field decides, and the command carries what the event said', () => {
  const bench = createBench(parking, { reference: { permits: [{ plate: '京A12345', until: '2026-12-31' }] } })
  bench.device('gate-1', 'gate', { address: 'cam' })
  gate(bench, bench.now, 40)
  expect(bench.commands).toEqual([])
  bench.advance('10s')
  gate(bench, bench.now)
  const sent = { rule: 'open', device: 'gate-1', name: 'open', time: '2026-03-02T08:00:10', state: 'sent' }
  expect(bench.commands).toMatchObject([
    { ...sent, args: { lane: 2 } },
    { ...sent, args: { lane: 1 } },
  ])
})

test('a pulse whose event is older than its expiry is not sent', () => {
  const bench = createBench(parking, { reference: { permits: [{ plate: '京A12345', until: '2026-12-31' }] } })
  bench.device('gate-1', 'gate', { address: 'cam' })
  bench.advance('1m')
  gate(bench, bench.now - 6_000)
  expect(bench.commands.map((command) => command.state)).toEqual(['expired', 'expired'])
})

test('an event that is delivered twice counts once', () => {
  const bench = createBench(parking)
  bench.device('gate-1', 'gate', { address: 'cam' })
  gate(bench, bench.now)
  bench.advance('3s')
  gate(bench, bench.now - 3_000)
  expect(bench.observations.filter(({ name }) => name === 'plateSeen')).toHaveLength(1)
})

test('records are folded, and rules read them', () => {
  const bench = createBench(parking)
  bench.device('gate-1', 'gate', { address: 'cam' })
  gate(bench, bench.now)
  bench.advance('11h')
  gate(bench, bench.now)
  expect(bench.records.session.京A12345?.minutes).toBe(660)
  expect(bench.alerts).toMatchObject([{ rule: 'long-session', grade: 'major' }])
})

test('a late observation that is still on time changes the verdict', () => {
  const bench = createBench(parking)
  const bay = bench.device('bay-1', 'bay')
  bay.reports({ occupied: true })
  bench.at('08:15:30')
  expect(rules(bench)).toEqual(['overstay'])
  bay.reports({ occupied: false }, { time: '08:14:40' })
  expect(rules(bench)).toEqual([])
})

test('a submission raises what its rule says', () => {
  const bench = createBench(parking)
  bench.submit('visit', { why: '车辆占道' })
  expect(bench.alerts).toMatchObject([{ rule: 'visited', grade: 'urgent' }])
})

test('an alert is a task with an owner and a deadline, until it is handled', () => {
  const bench = createBench(parking)
  bench.device('bay-1', 'bay').reports({ occupied: true })
  bench.at('08:15')
  expect(bench.tasks).toMatchObject([
    { step: 'verify', role: 'grid-worker', deadline: '2026-03-02T09:15:00' },
  ])
  bench.at('08:20')
  expect(() => bench.act('overstay', 'accept')).toThrow(
    expect.objectContaining({ code: 'bench.not-allowed' }),
  )
  bench.act('overstay', 'accept', { note: '属实', forms: ['visit'] })
  expect(bench.tasks).toMatchObject([{ step: 'handle', deadline: '2026-03-03T08:20:00' }])
  bench.act('overstay', 'handle', { note: '已劝离' })
  expect(bench.tasks).toEqual([])
  expect(bench.alerts).toMatchObject([{ state: 'resolved' }])
  expect(() => bench.act('overstay', 'note')).toThrow(expect.objectContaining({ code: 'bench.no-alert' }))
})

test('a missed deadline climbs to the next tier', () => {
  const bench = createBench(parking)
  bench.device('bay-1', 'bay').reports({ occupied: true })
  bench.at('09:15')
  expect(bench.tasks).toMatchObject([{ step: 'verify', role: 'grid-leader' }])
})

test('what is outside the model or makes a function fail is refused with its reason', () => {
  const bench = createBench(parking)
  bench.device('bay-1', 'bay').reports({ battery: 140 })
  bench.device('gate-1', 'gate', { address: 'cam' })
  bench.receive('camera', { json: { serial: 'cam', plate: 7 } })
  bench.receive('camera', { address: 'cam' })
  expect(bench.refused.map(({ code, params }) => [code, params.reason])).toEqual([
    ['bench.outside-model', '/: 140 is above 100'],
    ['bench.outside-model', '/: lacks the field "confidence"'],
    ['bench.codec-failed', expect.stringContaining('TypeError')],
  ])
  expect(bench.observations).toEqual([])
})

test('time that a source is away is no silence of its devices', () => {
  const bench = createBench(parking)
  bench.device('bay-1', 'bay').reports({ occupied: true })
  bench.at('08:10')
  bench.disconnect('lorawan')
  bench.at('08:40')
  expect(rules(bench)).toEqual([])
  bench.connect('lorawan')
  bench.at('08:50')
  expect(rules(bench)).toEqual(['overstay'])
})

test('mistakes in a test are told by code', () => {
  const bench = createBench(parking)
  const code = (run: () => unknown) => {
    try {
      return run()
    } catch (error) {
      return (error as { readonly code: string }).code
    }
  }
  bench.device('bay-1', 'bay')
  bench.device('lost', 'gate', { address: 'cam' })
  expect(code(() => bench.device('bay-1', 'bay'))).toBe('bench.device-twice')
  expect(code(() => bench.at('07:59'))).toBe('bench.backwards')
  expect(code(() => bench.at('8 o’clock'))).toBe('bench.moment')
  expect(code(() => bench.advance('10'))).toBe('bench.moment')
  expect(code(() => bench.receive('lorawan', { address: 'nobody' }))).toBe('bench.unknown-device')
  expect(code(() => bench.receive('lorawan', { address: 'cam' }))).toBe('bench.no-codec')
  expect(code(() => createBench(parking, { start: 'Monday' }))).toBe('bench.moment')
})
