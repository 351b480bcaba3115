import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { json } from '../store/json.ts'
import { createObservationWriter } from '../store/observations.ts'
import { alertEffect, type Caller, type Estate, type Login, startEstate } from './estate.fixture.ts'

let estate: Estate
const callers = new Map<Login, Caller>()
const as = (login: Login) => callers.get(login)!
beforeAll(async () => {
  estate = await startEstate()
  for (const login of ['admin', 'chen', 'li', 'wang', 'zhao', 'wuye', 'guest', 'hill'] as const)
    callers.set(login, await estate.as(login))
  await seedMore()
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

const get = (login: Login, path: string) => as(login).call('GET', path)
const ids = async (login: Login, path: string) =>
  (await get(login, path)).body.items.map((item: { id: string }) => item.id)

async function seedMore() {
  const { db } = estate.store
  const at = estate.clock.now
  await db
    .insertInto('people')
    .values({
      id: 'p1',
      community: 'lake',
      path: 'yun.lake.b3.r302',
      name: '王小明',
      phone: '13800001234',
      note: '独居',
      createdAt: at,
    })
    .execute()
  await db
    .insertInto('residences')
    .values({
      id: 'h1',
      community: 'lake',
      path: 'yun.lake.b3.r302',
      person: 'p1',
      place: 'r302',
      relation: 'owner',
      from: null,
      until: null,
    })
    .execute()
  await db
    .insertInto('records')
    .values({
      installation: 'fire-lake',
      record: 'none',
      key: 'k1',
      community: 'lake',
      path: 'yun.lake',
      state: json({ open: true }),
      position: 1,
      updatedAt: at,
    })
    .execute()
  await db
    .insertInto('deadLetters')
    .values({
      id: 'd1',
      community: 'lake',
      path: 'yun.lake',
      position: 7,
      ordinal: 0,
      stage: 'dialect',
      source: 'cam',
      channel: '/in/cam',
      address: null,
      device: null,
      code: 'source.unparseable',
      params: json({ source: 'cam', channel: '/in/cam', reason: 'Unexpected token' }),
      message: json({ zh: '无法解析', en: 'cannot be parsed' }),
      meta: json({}),
      raw: Buffer.from('{"plate":'),
      arrival: at,
      replayedAt: null,
    })
    .execute()
  const insertObservations = await createObservationWriter(estate.store).prepare([
    {
      position: 1,
      ordinal: 0,
      id: 'o1',
      community: 'lake',
      path: 'yun.lake.b3.r302',
      source: 'api',
      device: 's1',
      model: 'fire-watch/smoke',
      place: 'r302',
      kind: 'event',
      name: 'seen',
      value: { plate: '京A12345' },
      time: at - 1000,
      arrival: at,
      seq: 1,
      timeReason: 'device',
      late: false,
      installation: null,
    },
  ])
  await estate.store.transaction(insertObservations)
}

test('a role at a path sees that path and below: not its neighbours, not a building whose id only begins alike', async () => {
  expect(await ids('wang', '/api/devices')).toEqual(['s1'])
  expect(await ids('zhao', '/api/devices')).toEqual(['s1', 's2'])
  expect(await ids('hill', '/api/devices')).toEqual(['s3'])
  expect(await ids('admin', '/api/devices')).toEqual(['s1', 's2', 's3'])
  expect((await get('wang', '/api/devices/s2')).status).toBe(404)
})

test('the places above one’s own are shown, those beside it are not', async () => {
  expect((await ids('wang', '/api/places?limit=2000')).sort()).toEqual(['b3', 'lake', 'r302', 'yun'])
  expect(await ids('wang', '/api/communities')).toEqual(['lake'])
  expect(await ids('wang', '/api/installations')).toEqual(['fire-lake'])
  expect(await ids('hill', '/api/installations')).toEqual([])
})

test('lists are filtered, searched, sorted and cut by their query', async () => {
  expect(await ids('admin', '/api/devices?id=s1,s3&order=desc')).toEqual(['s3', 's1'])
  expect(await ids('admin', '/api/devices?q=s2')).toEqual(['s2'])
  expect(await ids('admin', '/api/devices?q=%25')).toEqual([])
  expect((await get('admin', '/api/devices?limit=2&offset=2')).body).toMatchObject({
    items: [{ id: 's3' }],
    total: 3,
  })
  expect((await get('admin', '/api/devices?limit=1&offset=9')).body).toEqual({ items: [], total: 3 })
  expect(await ids('admin', '/api/devices?lastSeenFrom=2026-11-21T15:30:00%2B08:00')).toEqual(['s1', 's2'])
  expect(await ids('admin', '/api/devices?lastSeenFrom=2026-11-21T15:30:00+08:00')).toEqual(['s1', 's2'])
})

test('a query that means nothing is refused with the field’s name', async () => {
  expect((await get('admin', '/api/devices?sort=password')).body.error).toMatchObject({
    code: 'http.invalid',
    params: { where: 'querystring/sort' },
  })
  expect((await get('admin', '/api/devices?colour=red')).body.error).toMatchObject({ code: 'http.invalid' })
  expect((await get('admin', '/api/devices?lastSeenFrom=soon')).body.error).toMatchObject({
    params: { where: 'querystring/lastSeenFrom' },
  })
  expect((await get('admin', '/api/devices?limit=1000000')).status).toBe(400)
})

test('a device says its last values and whether it is heard from as often as its model promises', async () => {
  expect((await get('zhao', '/api/devices/s1')).body).toMatchObject({
    online: true,
    modelTitle: { zh: '烟感' },
    values: [{ name: 'smoke', unit: '%', value: 0.2 }],
    commands: ['silence'],
  })
  expect((await get('hill', '/api/devices/s3')).body).toMatchObject({ online: false, values: [] })
})

test('personal columns are masked for roles that do not work with residents', async () => {
  expect((await get('zhao', '/api/people/p1')).body).toMatchObject({
    name: '王小明',
    phone: '13800001234',
    note: '独居',
    homes: [{ placeName: '3号楼 302室' }],
  })
  for (const login of ['guest', 'wuye', 'admin'] as const)
    expect((await get(login, '/api/people/p1')).body).toMatchObject({
      name: '王**',
      phone: '138****1234',
      note: '****',
    })
})

test('personal fields of events are masked by the contract’s notes', async () => {
  expect((await get('zhao', '/api/observations?device=s1')).body.items[0].value).toEqual({
    plate: '京A12345',
  })
  expect((await get('guest', '/api/observations?device=s1')).body.items[0].value).toEqual({
    plate: '京A****45',
  })
})

test('what an alert tells is masked like the event it was filled from', async () => {
  const detail = { plate: '京A12345', hint: '先断电' }
  await alertEffect(estate, { detail })
  const told = async (login: Login) => {
    const [alert] = (await get(login, '/api/alerts?state=open')).body.items
    return [alert.detail, (await get(login, `/api/incidents/${alert.incident}`)).body.detail]
  }
  expect(await told('zhao')).toEqual([detail, detail])
  const shown = { plate: '京A****45', hint: '先断电' }
  expect(await told('guest')).toEqual([shown, shown])
})

test('observations are found by device, name and event time', async () => {
  expect(
    (
      await get(
        'zhao',
        '/api/observations?device=s1&name=seen&from=2026-11-21T07:59:59Z&to=2026-11-21T08:00:00Z',
      )
    ).body.total,
  ).toBe(1)
  expect((await get('zhao', '/api/observations?from=2026-11-21T08:00:00Z')).body.total).toBe(0)
})

test('accounts that can be dispatched somewhere are those whose roles count there', async () => {
  expect(await ids('li', '/api/accounts?role=grid-worker&at=r302')).toEqual(['a-wang', 'a-zhao'])
  expect(await ids('li', '/api/accounts?role=grid-worker&at=b30')).toEqual(['a-zhao'])
  expect(await ids('hill', '/api/accounts')).toEqual(['a-admin', 'a-hill'])
})

test('logins are shown to administrators only', async () => {
  expect((await get('li', '/api/accounts/a-wang')).body).toMatchObject({
    name: 'WANG',
    login: null,
    roles: [{ role: 'grid-worker', place: 'b3', path: 'yun.lake.b3' }],
  })
  expect((await get('admin', '/api/accounts/a-wang')).body.login).toBe('wang')
  expect(JSON.stringify((await get('admin', '/api/accounts')).body)).not.toContain('argon2')
})

test('what was refused can be read with its reason; the message itself by those who may repair', async () => {
  expect((await get('chen', '/api/dead-letters/d1')).body).toMatchObject({
    code: 'source.unparseable',
    fault: 'device',
    message: { zh: '无法解析' },
    raw: '{"plate":',
    rawEncoding: 'utf8',
    sha256: createHash('sha256').update('{"plate":').digest('hex'),
  })
  expect((await get('guest', '/api/dead-letters/d1')).body).toMatchObject({
    code: 'source.unparseable',
    raw: null,
  })
  expect((await as('guest').call('POST', '/api/dead-letters/d1/replay')).body.error.code).toBe('access.role')
  expect((await as('chen').call('POST', '/api/dead-letters/d1/replay')).body).toMatchObject({
    state: 'replayed',
    attempts: 1,
  })
})

test('a device is registered and changed by those who may, at places they may see', async () => {
  const made = await as('chen').call('POST', '/api/devices', {
    id: 's9',
    model: 'fire-watch/smoke',
    name: '新烟感',
    place: 'b3',
  })
  expect(made).toMatchObject({ status: 201, body: { id: 's9', path: 'yun.lake.b3', placeName: '3号楼' } })
  expect((await as('chen').call('PATCH', '/api/devices/s9', { place: 'b30' })).body).toMatchObject({
    path: 'yun.lake.b30',
  })
  expect((await as('zhao').call('PATCH', '/api/devices/s9', { name: 'x' })).body.error.code).toBe(
    'access.role',
  )
  expect((await as('chen').call('PATCH', '/api/devices/s9', { place: 'hill' })).status).toBe(404)
  expect((await as('chen').call('PATCH', '/api/devices/s9', { nmae: 'x' })).body.error).toMatchObject({
    code: 'http.invalid',
    params: { where: 'body/nmae' },
  })
})

test('a command of a person is queued once per key, for those who may', async () => {
  const send = (login: Login, key: string) =>
    as(login).call(
      'POST',
      '/api/devices/s1/commands',
      { name: 'silence', args: { minutes: 5 } },
      { 'idempotency-key': key },
    )
  const first = await send('li', 'c-1')
  expect(first).toMatchObject({
    status: 202,
    body: { state: 'pending', kind: 'set-state', by: 'a-li', args: { minutes: 5 } },
  })
  expect((await send('li', 'c-1')).body.id).toBe(first.body.id)
  expect((await send('guest', 'c-1')).body.error.code).toBe('access.role')
  expect((await get('guest', '/api/commands?device=s1')).body.total).toBe(1)
})

test('an installation shows its contract, draft and what is in force, and a stale draft is refused', async () => {
  const seen = (await get('guest', '/api/installations/fire-lake')).body
  expect(seen).toMatchObject({
    release: 1,
    contract: { id: 'fire-watch', settings: { properties: { level: { label: { zh: '阈值' } } } } },
    published: { settings: { level: 0.1 } },
  })
  const draft = { settings: { level: 0.3 }, bindings: {}, rules: [] }
  expect((await as('guest').call('PUT', '/api/installations/fire-lake/draft', draft)).body.error.code).toBe(
    'access.role',
  )
  const saved = await as('chen').call('PUT', '/api/installations/fire-lake/draft', {
    ...draft,
    version: seen.draftVersion,
  })
  expect(saved.body).toMatchObject({
    draft: { settings: { level: 0.3 } },
    published: { settings: { level: 0.1 } },
  })
  expect(
    (
      await as('chen').call('PUT', '/api/installations/fire-lake/draft', {
        ...draft,
        version: seen.draftVersion,
      })
    ).status,
  ).toBe(409)
})

test('reference rows hide personal fields, the key too', async () => {
  const row = {
    installation: 'fire-lake',
    table: 'cars',
    key: '京A12345',
    community: 'lake',
    path: 'yun.lake',
    row: json({ plate: '京A12345' }),
    version: 1,
  }
  await estate.store.db.insertInto('referenceRows').values(row).execute()
  expect((await get('zhao', '/api/installations/fire-lake/reference/cars')).body.items).toEqual([
    { id: expect.any(String), key: '京A12345', row: { plate: '京A12345' }, version: 1 },
  ])
  expect((await get('guest', '/api/installations/fire-lake/reference/cars')).body.items).toEqual([
    { id: expect.any(String), key: '京A****45', row: { plate: '京A****45' }, version: 1 },
  ])
})

test('a source’s configuration, which holds credentials, is shown to those who may change it', async () => {
  const made = await as('chen').call('POST', '/api/sources', {
    id: 'mq',
    name: 'MQTT',
    community: 'lake',
    kind: 'mqtt',
    plugin: 'fire-watch',
    spec: 'lorawan',
    config: { topic: 'secret/{address}' },
  })
  expect(made).toMatchObject({
    status: 201,
    body: { id: 'mq', config: { topic: 'secret/{address}' }, status: null },
  })
  expect((await get('guest', '/api/sources/mq')).body.config).toBeNull()
})

test('an observation over the API is on disk before it is answered', async () => {
  const { journal } = estate
  const before = journal.head
  const sent = await as('chen').call('POST', '/api/observations', {
    device: 's1',
    name: 'smoke',
    value: 0.4,
    time: '2026-11-21T16:00:00+08:00',
    identity: 'x1',
  })
  expect(sent).toMatchObject({ status: 202, body: { position: String(before + 1) } })
  const [entry] = await journal.read(before, 1, AbortSignal.timeout(1000))
  expect(entry).toMatchObject({ type: 'message', community: 'lake', source: 'api', channel: 'observation' })
  expect(JSON.parse(Buffer.from((entry as { body: Uint8Array }).body).toString())).toEqual({
    device: 's1',
    name: 'smoke',
    value: 0.4,
    identity: 'x1',
    time: Date.parse('2026-11-21T08:00:00Z'),
  })
  expect(
    (await as('zhao').call('POST', '/api/observations', { device: 's1', name: 'smoke', value: 1 })).body.error
      .code,
  ).toBe('access.role')
})

test('a submission is checked by its form, stored, and journalled for the rules', async () => {
  const submit = (body: object) =>
    as('zhao').call('POST', '/api/submissions', { installation: 'fire-lake', form: 'visit', ...body })
  const wrong = await submit({ values: { found: 'x' } })
  expect(wrong.body.error).toMatchObject({ code: 'form.invalid', params: { form: 'visit', field: 'found' } })
  expect((await submit({ values: { fuond: '正常' } })).body.error).toMatchObject({ code: 'form.invalid' })
  expect((await submit({ form: 'vist', values: {} })).body.error).toMatchObject({
    code: 'form.unknown',
    params: { known: 'visit' },
  })
  const before = estate.journal.head
  const made = await submit({ values: { found: '一切正常', plate: '京A12345' }, place: 'b3' })
  expect(made).toMatchObject({ status: 201, body: { path: 'yun.lake.b3', byName: 'ZHAO', version: 1 } })
  const [entry] = await estate.journal.read(before, 1, AbortSignal.timeout(1000))
  expect(entry).toMatchObject({ source: 'forms', channel: 'form:fire-lake:visit' })
  expect((await get('guest', `/api/submissions/${made.body.id}`)).body.values).toEqual({
    found: '一切正常',
    plate: '京A****45',
  })
  const row = await estate.store.db
    .selectFrom('submissions')
    .select('position')
    .where('id', '=', made.body.id)
    .executeTakeFirstOrThrow()
  expect(row.position).toBe(before + 1)
})

test('a submission stored just before a crash is journalled at the next start, once', async () => {
  const [row] = await estate.store.db.selectFrom('submissions').selectAll().limit(1).execute()
  await estate.store.db.updateTable('submissions').set({ position: null }).where('id', '=', row!.id).execute()
  expect(await estate.services.forms.repair()).toBe(1)
  expect(await estate.services.forms.repair()).toBe(0)
})

test('a token does what its scopes say and no more than its account', async () => {
  const made = await as('chen').call('POST', '/api/tokens', {
    name: 'bridge',
    scopes: ['devices:read', 'observations:write'],
  })
  expect(made.body).toMatchObject({ token: expect.stringMatching(/^linli_[\w-]{43}$/), expiresAt: null })
  const bridge = estate.withToken(made.body.token)
  expect((await bridge.call('GET', '/api/devices')).body.total).toBeGreaterThan(0)
  expect(
    (await bridge.call('POST', '/api/observations', { device: 's1', name: 'smoke', value: 1 })).status,
  ).toBe(202)
  expect((await bridge.call('GET', '/api/alerts')).body.error).toMatchObject({
    code: 'access.scope',
    params: { scope: 'alerts:read' },
  })
  expect(
    (await bridge.call('POST', '/api/tokens', { name: 'more', scopes: ['*:write'] })).body.error.code,
  ).toBe('access.session-only')
  expect((await bridge.call('GET', '/api/devices/s3')).status).toBe(404)
  const stored = await estate.store.db.selectFrom('apiTokens').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(made.body.token.slice(6))
  expect((await as('chen').call('GET', '/api/tokens')).body.items).toMatchObject([
    { name: 'bridge', scopes: ['devices:read', 'observations:write'] },
  ])
  expect((await as('chen').call('DELETE', `/api/tokens/${made.body.id}`)).status).toBe(204)
  expect((await bridge.call('GET', '/api/devices')).status).toBe(401)
})

test('a token ends when it expires', async () => {
  const expiresAt = new Date(estate.clock.now + 60_000).toISOString()
  const { token } = (
    await as('chen').call('POST', '/api/tokens', { name: 'short', scopes: ['*:read'], expiresAt })
  ).body
  expect((await estate.withToken(token).call('GET', '/api/devices')).status).toBe(200)
  estate.clock.now += 60_000
  expect((await estate.withToken(token).call('GET', '/api/devices')).status).toBe(401)
})

test('the tasks of a role are everybody’s of that role, those of a person only theirs', async () => {
  expect((await get('wang', '/api/tasks?mine=true')).body.items[0]).toMatchObject({
    step: 'verify',
    role: 'grid-worker',
    title: { zh: '烟雾报警' },
  })
  expect((await get('li', '/api/tasks?mine=true')).body.total).toBe(0)
  expect((await get('guest', '/api/tasks?mine=true')).body.total).toBe(0)
})

test('every list can be read by everybody who is signed in, except the audit', async () => {
  for (const path of [
    'accounts',
    'alerts',
    'commands',
    'communities',
    'dead-letters',
    'devices',
    'incidents',
    'installations',
    'observations',
    'people',
    'places',
    'plugins',
    'records',
    'sources',
    'submissions',
    'tasks',
    'tokens',
  ])
    expect([path, (await get('guest', `/api/${path}`)).status]).toEqual([path, 200])
  expect((await get('guest', '/api/audit')).status).toBe(403)
  expect((await get('admin', '/api/audit')).body.items[0]).toMatchObject({
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test('an urgent alert does not sink below what came after it', async () => {
  const { now } = estate.clock
  await alertEffect(estate, { id: 'sink-urgent', grade: 'urgent' })
  estate.clock.now = now + 60_000
  await alertEffect(estate, { id: 'sink-normal', grade: 'normal' })
  await alertEffect(estate, { id: 'sink-major', grade: 'major' })
  estate.clock.now = now + 120_000
  await alertEffect(estate, { id: 'sink-later', grade: 'major' })
  estate.clock.now = now
  const grades = (await get('li', '/api/alerts?sort=pressing&order=desc&limit=200')).body.items
  const order = grades.map((one: { grade: string; raisedAt: string }) => [one.grade, one.raisedAt])
  const rank = ['urgent', 'major', 'normal']
  expect(order).toEqual(
    order.toSorted(
      ([a, at]: string[], [b, bt]: string[]) => rank.indexOf(a!) - rank.indexOf(b!) || bt!.localeCompare(at!),
    ),
  )
  expect(new Set(order.map(([grade]: string[]) => grade))).toEqual(new Set(rank))
})
