import { afterAll, beforeAll, expect, test } from 'vitest'
import { alertEffect, type Caller, type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
let wang: Caller
let zhao: Caller
let li: Caller
let chen: Caller
let guest: Caller
beforeAll(async () => {
  estate = await startEstate()
  wang = await estate.as('wang')
  zhao = await estate.as('zhao')
  li = await estate.as('li')
  chen = await estate.as('chen')
  guest = await estate.as('guest')
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

const minute = 60_000

/** Raises an alert and returns its row as the API shows it. */
async function raise(effect: Parameters<typeof alertEffect>[1] = {}) {
  const id = await alertEffect(estate, effect)
  const { id: alert } = await estate.store.db
    .selectFrom('alerts')
    .select('id')
    .where('effectId', '=', id)
    .executeTakeFirstOrThrow()
  return { effect: id, alert }
}

const act = async (caller: Caller, incident: string, action: string, more: object = {}) => {
  const seen = await caller.call('GET', `/api/incidents/${incident}`)
  return caller.call('POST', `/api/incidents/${incident}/actions`, {
    action,
    version: seen.body.version,
    ...more,
  })
}
const alertOf = async (id: string) => (await zhao.call('GET', `/api/alerts/${id}`)).body
const incidentOf = async (id: string) => (await zhao.call('GET', `/api/incidents/${id}`)).body

test('an alert goes through verify, dispatch, sign, handle, check and close', async () => {
  const { alert } = await raise()
  expect(await alertOf(alert)).toMatchObject({
    state: 'open',
    ownerRole: 'grid-worker',
    placeName: '3号楼 302室',
    deviceName: '烟感 s1',
    deadline: '2026-11-21T08:30:00.000Z',
  })
  const accepted = await wang.call('POST', `/api/alerts/${alert}/verify`, {
    outcome: 'accept',
    note: '看到烟',
  })
  expect(accepted).toMatchObject({ status: 200, body: { state: 'accepted' } })
  const dispatched = await act(li, alert, 'dispatch', { assignee: 'a-wang' })
  expect(dispatched.body).toMatchObject({
    step: 'sign',
    owner: 'a-wang',
    ownerName: 'WANG',
    number: expect.stringMatching(/^SJ20261121-\d{4}$/),
  })
  expect((await wang.call('GET', '/api/tasks?mine=true')).body.items).toMatchObject([
    { incident: alert, step: 'sign', assignee: 'a-wang', placeName: '3号楼 302室' },
  ])
  expect((await zhao.call('GET', '/api/tasks?mine=true')).body.total).toBe(0)
  expect((await act(wang, alert, 'sign')).body).toMatchObject({ step: 'handle' })
  expect((await act(wang, alert, 'handle', { note: '已处置' })).body).toMatchObject({
    step: 'check',
    ownerRole: 'grid-leader',
  })
  expect((await act(li, alert, 'pass')).body).toMatchObject({ step: 'close', ownerRole: 'community-worker' })
  const closed = await act(chen, alert, 'close', { note: '归档' })
  expect(closed.body).toMatchObject({
    step: null,
    outcome: 'resolved',
    steps: [],
    closedAt: expect.any(String),
    deadline: null,
  })
  expect(closed.body.timeline.map((entry: { type: string }) => entry.type)).toEqual([
    'opened',
    'accepted',
    'dispatched',
    'signed',
    'handled',
    'passed',
    'closed',
  ])
  expect(closed.body.timeline[1]).toMatchObject({
    actor: 'a-wang',
    actorName: 'WANG',
    note: '看到烟',
    step: 'verify',
  })
  expect((await alertOf(alert)).state).toBe('closed')
})

test('an alert nobody has looked at is no incident yet; it becomes one when it is accepted', async () => {
  const { alert } = await raise()
  const listed = async () => (await zhao.call('GET', `/api/incidents?alert=${alert}`)).body.total
  expect(await listed()).toBe(0)
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'accept' })
  expect(await listed()).toBe(1)
})

test('a false alarm needs a reason and ends it', async () => {
  const { alert } = await raise()
  const bare = await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'false-alarm' })
  expect(bare).toMatchObject({
    status: 400,
    body: { error: { code: 'flow.needs', params: { fields: 'note' } } },
  })
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'false-alarm', note: '炒菜' })
  expect(await alertOf(alert)).toMatchObject({ state: 'dismissed', reason: '炒菜', steps: [] })
  const again = await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'accept' })
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'alert.settled' } } })
})

test('of two who decide at once one wins and the other is told', async () => {
  const { alert } = await raise()
  const body = { action: 'accept', version: (await incidentOf(alert)).version }
  const answers = await Promise.all(
    [zhao, wang].map((caller) => caller.call('POST', `/api/incidents/${alert}/actions`, body)),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  expect(answers.find((answer) => answer.status === 409)?.body.error).toMatchObject({
    code: 'incident.stale',
    params: { seen: 1, version: 2 },
  })
})

test('who may not act is refused by the flow, in words that name the owner', async () => {
  const { alert } = await raise()
  const refused = await guest.call('POST', `/api/incidents/${alert}/actions`, { action: 'accept' })
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'flow.not-yours' } } })
  expect(refused.body.error.message).toContain('网格员')
  expect((await act(zhao, alert, 'close', { note: 'x' })).body.error).toMatchObject({ code: 'flow.not-now' })
})

test('nobody is dispatched who holds no role at the place', async () => {
  const { alert } = await raise({ place: 'b30', device: 's2' })
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'accept' })
  const far = await act(li, alert, 'dispatch', { assignee: 'a-wang' })
  expect(far).toMatchObject({ status: 400, body: { error: { code: 'incident.assignee' } } })
  const pooled = await act(li, alert, 'dispatch', { role: 'property' })
  expect(pooled.body).toMatchObject({ step: 'sign', owner: null, ownerRole: 'property' })
  const mine = await (await estate.as('wuye')).call('GET', '/api/tasks?mine=true')
  expect(mine.body.items).toMatchObject([{ incident: alert, role: 'property', assignee: null }])
})

test('places outside the own building do not exist', async () => {
  const { alert } = await raise({ place: 'b30', device: 's2' })
  expect((await wang.call('GET', `/api/alerts/${alert}`)).body.error.code).toBe('http.not-found')
  expect((await wang.call('POST', `/api/incidents/${alert}/actions`, { action: 'accept' })).status).toBe(404)
})

test('a report by a worker is accepted at once, one by a neighbour of the flow waits for verification', async () => {
  const made = await zhao.call('POST', '/api/incidents', {
    title: '井盖破损',
    place: 'b3',
    grade: 'major',
    note: '西侧',
  })
  expect(made).toMatchObject({
    status: 201,
    body: { step: 'dispatch', verified: true, title: { zh: '井盖破损' }, alert: null },
  })
  expect(made.body.timeline[0]).toMatchObject({ type: 'opened', actor: 'a-zhao', note: '西侧' })
  const byProperty = await (await estate.as('wuye')).call('POST', '/api/incidents', {
    title: '噪声',
    place: 'b3',
  })
  expect(byProperty.body).toMatchObject({ step: 'verify', verified: false })
  expect((await zhao.call('GET', `/api/incidents/${byProperty.body.id}`)).status).toBe(200)
  expect((await guest.call('POST', '/api/incidents', { title: 'x', place: 'b3' })).body.error.code).toBe(
    'access.role',
  )
})

test('a missed deadline is raised once however often the clock is looked at, late rather than never', async () => {
  const { alert } = await raise()
  const start = estate.clock.now
  const { incidents } = estate.services
  estate.clock.now = start + 30 * minute - 1
  await incidents.runDue(estate.clock.now)
  expect((await incidentOf(alert)).raised).toEqual([])
  estate.clock.now = start + 70 * minute
  await Promise.all([incidents.runDue(estate.clock.now), incidents.runDue(estate.clock.now)])
  await incidents.runDue(estate.clock.now)
  const raised = await incidentOf(alert)
  expect(raised).toMatchObject({
    raised: ['grid-leader', 'community'],
    ownerRole: 'community-worker',
    tier: 'community',
  })
  expect(raised.timeline.filter((entry: { type: string }) => entry.type === 'raised')).toHaveLength(2)
  expect((await chen.call('GET', `/api/tasks?incident=${alert}&state=open`)).body.items).toMatchObject([
    { role: 'community-worker' },
  ])
})

test('above the highest tier an incident is overdue and is not looked at again', async () => {
  const { alert } = await raise()
  const start = estate.clock.now
  estate.clock.now += 30 * 24 * 60 * minute
  while ((await estate.services.incidents.runDue(estate.clock.now)) > 0);
  expect(await estate.services.incidents.runDue(estate.clock.now)).toBe(0)
  // Back again, or everybody would have to sign in anew.
  estate.clock.now = start
  expect(await incidentOf(alert)).toMatchObject({
    overdue: true,
    ownerRole: 'district-worker',
    deadline: expect.any(String),
  })
})

test('carrying out an effect twice raises one alert', async () => {
  const { effect } = await raise()
  await alertEffect(estate, { id: effect })
  const rows = await estate.store.db
    .selectFrom('alerts')
    .select('id')
    .where('effectId', '=', effect)
    .execute()
  expect(rows).toHaveLength(1)
})

test('a withdrawn alert nobody touched closes with the reason and no task is left', async () => {
  const { effect, alert } = await raise()
  await alertEffect(estate, { id: effect, revision: 2, op: 'withdraw', reason: '后到的数据' })
  expect(await alertOf(alert)).toMatchObject({ state: 'withdrawn', reason: '后到的数据' })
  expect((await zhao.call('GET', `/api/tasks?incident=${alert}&state=open`)).body.total).toBe(0)
})

test('a withdrawn alert that somebody works on stays with its owner and shows the reason', async () => {
  const { effect, alert } = await raise()
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'accept' })
  await alertEffect(estate, { id: effect, revision: 2, op: 'withdraw', reason: '后到的数据' })
  expect(await alertOf(alert)).toMatchObject({ state: 'accepted', reason: '后到的数据' })
  const incident = await incidentOf(alert)
  expect(incident.step).toBe('dispatch')
  expect(incident.timeline.at(-1)).toMatchObject({ type: 'withdrawn', actor: null, note: '后到的数据' })
})

test('an alert that comes back after it was withdrawn is taken up again', async () => {
  const { effect, alert } = await raise()
  await alertEffect(estate, { id: effect, revision: 2, op: 'withdraw', reason: 'late' })
  await alertEffect(estate, { id: effect, revision: 3, op: 'assert' })
  expect(await alertOf(alert)).toMatchObject({ state: 'open', ownerRole: 'grid-worker' })
  expect((await zhao.call('GET', `/api/tasks?incident=${alert}&state=open`)).body.items).toMatchObject([
    { step: 'verify' },
  ])
})

test('a replaced effect keeps the incident, its owner and its deadline', async () => {
  const { effect, alert } = await raise()
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'accept' })
  const before = await incidentOf(alert)
  const next = await alertEffect(estate, { op: 'replace', replaces: effect, grade: 'urgent' })
  const rows = await estate.store.db
    .selectFrom('alerts')
    .select(['id', 'effectId'])
    .where('id', '=', alert)
    .execute()
  expect(rows).toEqual([{ id: alert, effectId: next }])
  const after = await incidentOf(alert)
  expect([after.owner, after.deadline, after.step]).toEqual([before.owner, before.deadline, before.step])
  await alertEffect(estate, { id: effect })
  expect(
    (await zhao.call('GET', '/api/alerts?state=open&limit=200')).body.items.map(
      (row: { id: string }) => row.id,
    ),
  ).not.toContain(alert)
})

test('an urgent alert is dispatched before anybody verified it and counts as an incident', async () => {
  const { alert } = await raise({ grade: 'urgent' })
  expect(await incidentOf(alert)).toMatchObject({ step: 'dispatch', verified: false })
  expect((await zhao.call('GET', `/api/incidents?alert=${alert}`)).body.total).toBe(1)
  expect((await alertOf(alert)).state).toBe('open')
})

test('a flow of the contract asks for its own form and photo as evidence', async () => {
  const { alert } = await raise({ flow: 'visit' })
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'accept' })
  const handle = (await incidentOf(alert)).steps[0]
  expect(handle.fields.filter((field: { required: boolean }) => field.required)).toEqual([
    { field: 'form', required: true, form: 'visit' },
    { field: 'photo', required: true },
  ])
  const unknown = await act(zhao, alert, 'handle', {
    values: { found: '一切正常' },
    evidence: ['f'.repeat(64)],
  })
  expect(unknown.body.error.code).toBe('attachment.unknown')
  const form = new FormData()
  form.set('file', new File([Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1])], 'a.jpg', { type: 'image/jpeg' }))
  const { hash } = (await zhao.call('POST', '/api/attachments', form)).body
  const bare = await act(zhao, alert, 'handle', { evidence: [hash] })
  expect(bare.body.error).toMatchObject({ code: 'flow.needs', params: { fields: 'form:visit' } })
  const done = await act(zhao, alert, 'handle', { values: { found: '一切正常' }, evidence: [hash] })
  expect(done.body).toMatchObject({ outcome: 'resolved' })
  expect(done.body.timeline.at(-1)).toMatchObject({ photos: [hash], forms: ['visit'] })
  const filed = await zhao.call('GET', `/api/submissions?incident=${alert}`)
  expect(filed.body.items).toMatchObject([{ form: 'visit', values: { found: '一切正常' }, byName: 'ZHAO' }])
})

test('what was done is in the audit chain, without the notes', async () => {
  const { alert } = await raise()
  await zhao.call('POST', `/api/alerts/${alert}/verify`, { outcome: 'false-alarm', note: '李奶奶在做饭' })
  const { body } = await chen.call('GET', `/api/audit?subject=${alert}`)
  expect(body.items.map((entry: { action: string }) => entry.action).sort()).toEqual([
    'incident.false-alarm',
    'incident.opened',
  ])
  expect(JSON.stringify(body)).not.toContain('李奶奶')
  expect((await chen.call('GET', '/api/audit/verify')).body).toMatchObject({ intact: true })
  expect((await wang.call('GET', '/api/audit')).body.error.code).toBe('access.role')
})
