import type { Rule } from '@linli/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toProgram } from '../installations/config.ts'
import { json } from '../store/json.ts'
import { createObservationWriter, type StoredObservation } from '../store/observations.ts'
import { type Caller, type Estate, type Login, startEstate } from './estate.fixture.ts'
import { fireContract } from './fire-watch.fixture.ts'

const minute = 60_000
const title = { zh: '烟雾', en: 'Smoke' }
const rules: readonly Rule[] = [
  {
    id: 'smoke',
    title,
    on: [{ device: 'smoke', property: 'smoke' }],
    key: 'device',
    when: { '>': [{ var: 'smoke' }, { var: 'settings.level' }] },
    for: '5m',
    do: [{ alert: { title } }],
  },
  {
    id: 'car',
    title,
    on: [{ device: 'smoke', event: 'seen' }],
    key: 'device',
    when: { '!=': [{ var: 'event.plate' }, '京A00000'] },
    do: [{ alert: { title } }],
  },
  {
    id: 'anywhere',
    title,
    on: [{ device: 'smoke', property: 'smoke' }],
    key: 'community',
    when: { '>': [{ var: 'smoke' }, 1] },
    do: [{ alert: { title } }],
  },
]

let estate: Estate
let at = 0
beforeAll(async () => {
  estate = await startEstate()
  at = estate.clock.now
  await seedLog()
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

async function seedLog() {
  const { db } = estate.store
  const config = { settings: { level: 0.3 }, bindings: {}, rules }
  const program = toProgram(fireContract, config, 1, [])
  await db
    .updateTable('releases')
    .set({ config: json(config) })
    .execute()
  const control = (position: number, body: unknown) => ({
    community: 'lake',
    path: 'yun.lake',
    position,
    stamp: at - 60 * minute,
    kind: 'release',
    body: json(body),
  })
  await db
    .insertInto('controls')
    .values([
      control(1, { kind: 'source', source: 'radio', state: 'up', lateness: minute }),
      control(2, { kind: 'release', installation: 'fire-lake', number: 1, program }),
    ])
    .execute()
  const said = (
    position: number,
    device: string,
    path: string,
    before: number,
    what: Pick<StoredObservation, 'kind' | 'name' | 'value'>,
  ): StoredObservation => ({
    position,
    ordinal: 0,
    id: `o${position}`,
    community: 'lake',
    path,
    source: 'radio',
    device,
    model: 'fire-watch/smoke',
    place: null,
    time: at - before,
    arrival: at - before,
    seq: position,
    timeReason: 'device',
    late: false,
    installation: null,
    ...what,
  })
  const room = 'yun.lake.b3.r302'
  const insert = await createObservationWriter(estate.store).prepare([
    said(3, 's1', room, 20 * minute, { kind: 'property', name: 'smoke', value: 0.2 }),
    said(4, 's2', 'yun.lake.b30', 15 * minute, { kind: 'property', name: 'smoke', value: 0.5 }),
    said(5, 's1', room, 3 * minute, { kind: 'event', name: 'seen', value: { plate: '京A12345' } }),
  ])
  await estate.store.transaction(insert)
}

const why = async (login: Login, query: string) => {
  const caller: Caller = await estate.as(login)
  return caller.call('GET', `/api/installations/fire-lake/why?${query}`)
}
const iso = (ms: number) => new Date(ms).toISOString()

test('a rule that did not fire says why, what was read and from which value on it would', async () => {
  const { status, body } = await why('chen', `rule=smoke&key=s1&at=${iso(at)}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    outcome: 'unmet',
    fired: false,
    met: false,
    release: 1,
    at: iso(at),
    condition: { place: 'when', kind: 'test', holds: false },
    nearest: [{ name: 'smoke', read: 0.2, value: 0.4, step: 0.1, reach: 'from', met: true }],
    horizon: { complete: true },
  })
  expect(body.readings).toMatchObject([
    {
      name: 'smoke',
      state: 'known',
      value: 0.2,
      said: { observation: expect.any(String), device: 's1', source: 'radio', at: iso(at - 20 * minute) },
    },
    { name: 'settings.level', kind: 'setting', value: 0.3 },
  ])
  expect(body.sentences.zh).toEqual([
    expect.stringMatching(/规则没有触发：条件不成立。$/),
    expect.stringContaining('“smoke > 0.3（阈值）”不成立：smoke为 0.2（烟感 s1，'),
    '如果“smoke”不是 0.2，而是 0.4 或以上，条件就会成立。',
  ])
})

test('one that fired tells when and for what; before that, when it was due', async () => {
  const due = at - 10 * minute
  const waiting = (await why('chen', `rule=smoke&key=s2&at=${iso(due - 1)}`)).body
  expect(waiting).toMatchObject({
    outcome: 'waiting',
    timers: [{ kind: 'for', since: iso(due - 5 * minute), due: iso(due) }],
  })
  expect((await why('chen', `rule=smoke&key=s2&at=${iso(due)}`)).body).toMatchObject({
    outcome: 'fired',
    fired: true,
    firings: [{ at: iso(due), effects: [expect.stringMatching(/^[\w-]{22}$/)] }],
  })
  expect((await why('chen', 'rule=smoke&key=s2')).body.outcome).toBe('standing')
})

test('personal values are masked for those who do not read them', async () => {
  const told = async (login: Login) => {
    const { body } = await why(login, 'rule=car&key=s1')
    expect(body).toMatchObject({ outcome: 'fired', asOf: iso(at - 3 * minute) })
    return [body.looked.value.plate, body.readings[0].value, body.sentences.zh.join()]
  }
  expect((await told('chen')).slice(0, 2)).toEqual(['京A12345', '京A12345'])
  const hidden = await told('guest')
  expect(hidden.slice(0, 2)).toEqual(['京A****45', '京A****45'])
  expect(hidden[2]).not.toContain('12345')
})

test('somebody of one building is told of its devices, not of others, nor of the whole community', async () => {
  expect((await why('wang', 'rule=smoke&key=s1')).status).toBe(200)
  for (const query of ['rule=smoke&key=s2', 'rule=anywhere&key=community'])
    expect((await why('wang', query)).body.error).toMatchObject({ code: 'http.not-found' })
  expect((await why('hill', 'rule=smoke&key=s1')).status).toBe(404)
  expect((await why('chen', 'rule=anywhere&key=community')).body.outcome).toBe('unmet')
})

test('a rule that no release has, and a time that is none, are refused with a code', async () => {
  expect(await why('chen', 'rule=smok&key=s1')).toMatchObject({
    status: 404,
    body: { error: { code: 'why.no-rule', params: { rule: 'smok' } } },
  })
  expect((await why('chen', 'rule=smoke&key=s1&at=today')).body.error.code).toBe('http.invalid')
})
