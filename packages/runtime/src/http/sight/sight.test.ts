import { afterAll, beforeAll, expect, test } from 'vitest'
import { json } from '../../store/json.ts'
import { alertEffect, type Caller, type Estate, type Login, startEstate } from '../estate.fixture.ts'
import { canaries, fired, seedHomes } from '../homes.fixture.ts'

const { plate } = canaries
const strangers = ['admin', 'wuye', 'guest', 'hill'] as const
const all = ['chen', 'li', 'zhao', 'wang', ...strangers] as const

let estate: Estate
const callers = new Map<Login, Caller>()
/** The alert of each rule. */
const alerts = new Map<string, string>()
let cursor = ''

beforeAll(async () => {
  estate = await startEstate()
  for (const login of all) callers.set(login, await estate.as(login))
  cursor = (await get('chen', '/api/changes')).body.cursor
  await seedHomes(estate)
  // The server takes up what was written into its store.
  await callers.get('chen')?.call('PATCH', '/api/devices/gate-1', { name: 'gate' })
  for (const effect of Object.values(fired)) {
    const effectId = `homes-lake|${effect.rule}|${effect.key}|${estate.clock.now}|0`
    await alertEffect(estate, { ...effect, id: effectId, installation: 'homes-lake' })
    const row = await estate.store.db
      .selectFrom('alerts')
      .select('id')
      .where('effectId', '=', effectId)
      .executeTakeFirstOrThrow()
    alerts.set(effect.rule, row.id)
  }
  await seedCommand()
  await announceRecords()
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

const get = (login: Login, path: string) => callers.get(login)!.call('GET', path)
const items = async (login: Login, path: string) => (await get(login, path)).body.items

async function seedCommand() {
  const at = estate.clock.now
  await estate.store.db
    .insertInto('commands')
    .values({
      id: 'cmd-1',
      effectId: `homes-lake|stranger|${plate}|${at}|1`,
      community: 'lake',
      path: 'yun.lake',
      device: 'gate-1',
      name: 'show',
      args: json({ text: plate }),
      kind: 'set-state',
      reason: null,
      notAfter: at,
      cause: json({ installation: 'homes-lake', rule: 'stranger' }),
      by: null,
      createdAt: at,
      sentAt: null,
      finishedAt: null,
    })
    .execute()
}

/** As the pipeline does when it stores a batch. */
async function announceRecords() {
  const { recordChanges } = await import('../../store/changes.ts')
  const change = (resource: string, id: string, path: string) =>
    ({ community: 'lake', path, resource, id, op: 'update', at: estate.clock.now }) as const
  await estate.store.transaction((trx) =>
    recordChanges(trx, [
      change('records', `homes-lake:stay:${plate}`, 'yun.lake'),
      change('records', 'homes-lake:presence:r302', 'yun.lake.b3.r302'),
      change('devices', 'motion-302', 'yun.lake.b3.r302'),
      change('devices', 'gate-1', 'yun.lake'),
    ]),
  )
}

/** Every address that can be read, its parameters filled with what there is, and with what somebody might guess. */
async function readable(): Promise<readonly string[]> {
  const { paths } = (await estate.nobody.call('GET', '/api/openapi.json')).body
  const templates = Object.entries(paths as Record<string, object>)
    .filter(([path, methods]) => 'get' in methods && !path.includes('stream'))
    .map(([path]) => path)
  const guesses = [plate, encodeURIComponent(`homes-lake:stay:${plate}`)]
  const known: Readonly<Record<string, readonly string[]>> = {
    alerts: [...alerts.values()],
    incidents: [...alerts.values()],
    devices: ['gate-1', 'motion-302'],
    'dead-letters': ['dl-1', 'dl-2'],
    installations: ['homes-lake'],
    people: ['p-canary'],
    plugins: ['homes'],
    sources: ['radio'],
    submissions: ['sub-1'],
    commands: ['cmd-1'],
  }
  const filled = templates.flatMap((template) => {
    const resource = template.split('/')[2] ?? ''
    const ids = [...(known[resource] ?? ['x']), ...guesses]
    const tables = template.includes('{table}') ? ['cars', 'plans'] : ['']
    return ids.flatMap((id) =>
      tables.map((table) => template.replace('{id}', id).replace(/\{(table|hash|place)\}/, table)),
    )
  })
  const asked = [
    `/api/changes?after=${cursor}&limit=1000`,
    '/api/installations/homes-lake/why?rule=overstay&key=community',
    ...['alerts', 'devices', 'records', 'dead-letters', 'commands', 'observations'].map(
      (resource) => `/api/${resource}?limit=200&order=asc`,
    ),
    '/api/alerts?q=88126',
    `/api/observations?device=${encodeURIComponent(`homes-lake:stay:${plate}`)}`,
  ]
  return [...new Set([...filled, ...asked])]
}

test('of plates, names, phones and homes nothing reaches those who may not see them, whatever they read', async () => {
  const addresses = await readable()
  expect(addresses.length).toBeGreaterThan(60)
  const read = async (login: Login) =>
    Promise.all(addresses.map(async (path) => [path, JSON.stringify((await get(login, path)).body)] as const))
  const needles = Object.entries(canaries)
  // What the address itself said may come back in a refusal that names it.
  const leaks = (answers: Awaited<ReturnType<typeof read>>) =>
    answers.flatMap(([path, text]) =>
      needles
        .filter(([, needle]) => !decodeURIComponent(path).includes(needle) && text.includes(needle))
        .map(([what]) => `${what} in ${path}`),
    )
  for (const login of strangers) expect([login, leaks(await read(login))]).toEqual([login, []])
  const seen = leaks(await read('chen'))
  for (const [what] of needles) expect(seen.some((leak) => leak.startsWith(what))).toBe(true)
})

test('a record has one public id for everybody, the same in the list, in its observations, in alerts and in the feed', async () => {
  const ids = async (login: Login) => {
    const records = (await items(login, '/api/records?record=stay')) as { id: string; key: string }[]
    expect(new Set(records.map((record) => record.id)).size).toBe(2)
    const mine = await items(login, '/api/observations?model=homes/record:stay')
    const [alert] = await items(login, '/api/alerts?rule=overstay')
    const changes = (await get(login, `/api/changes?after=${cursor}`)).body.items as { id: string }[]
    expect(records.map((record) => record.id)).toContain(mine[0].device)
    expect([alert.device, alert.key]).toEqual([mine[0].device, mine[0].device])
    expect(changes.map((change) => change.id)).toContain(mine[0].device)
    return mine[0].device as string
  }
  const shown = await ids('chen')
  expect(shown).toMatch(/^homes-lake:stay:~[\w-]+$/)
  expect(await ids('wuye')).toBe(shown)
  expect((await items('chen', '/api/records?record=stay')).map((one: { key: string }) => one.key)).toContain(
    plate,
  )
  expect((await items('wuye', '/api/records?record=stay')).map((one: { key: string }) => one.key)).toEqual([
    '鲁P****27',
    '鲁P****26',
  ])
})

test('lists are filtered by public ids, and by nothing that could be guessed', async () => {
  const [{ device }] = await items('wuye', '/api/observations?model=homes/record:stay')
  const total = async (resource: string, id: string) =>
    (await get('wuye', `/api/${resource}?device=${encodeURIComponent(id)}`)).body.total
  const guess = `homes-lake:stay:${plate}`
  for (const resource of ['observations', 'alerts'])
    expect([resource, await total(resource, device), await total(resource, guess)]).toEqual([resource, 1, 0])
  expect(await total('alerts', `gate-1,${device}`)).toBe(2)
})

test('keys are searched by those who read them only', async () => {
  const found = async (login: Login) => (await items(login, '/api/alerts?q=88126')).length
  expect([await found('chen'), await found('zhao')]).toEqual([2, 2])
  for (const login of strangers) expect([login, await found(login)]).toEqual([login, 0])
})

test('a key that is a plate is shown to those who read it, and stands for itself sealed to the others', async () => {
  const keyFor = async (login: Login) => (await items(login, '/api/alerts?rule=stranger'))[0].key
  expect(await keyFor('zhao')).toBe(plate)
  expect(await keyFor('wuye')).toMatch(/^~[\w-]+$/)
})

test('why is answered for a sealed key, and a guessed one is as good as none', async () => {
  const why = (login: Login, key: string) =>
    get(login, `/api/installations/homes-lake/why?rule=stranger&key=${encodeURIComponent(key)}`)
  expect((await why('wuye', plate)).body.error.code).toBe('http.not-found')
  expect((await why('wuye', '~AAAA')).body.error.code).toBe('http.not-found')
  const [{ key }] = await items('wuye', '/api/alerts?rule=stranger')
  expect((await why('wuye', key)).body.error?.code).not.toBe('http.not-found')
  const still = await get('wuye', '/api/installations/homes-lake/why?rule=still&key=community')
  expect(still.body.error.code).toBe('why.no-rule')
})

test('what a command was given by a rule is masked as its origin is', async () => {
  const shown = async (login: Login) => (await get(login, '/api/commands/cmd-1')).body
  expect((await shown('zhao')).args).toEqual({ text: plate })
  expect(await shown('wuye')).toMatchObject({
    args: { text: '鲁P****26' },
    effect: expect.stringMatching(/^[\w-]{22}$/),
  })
})

test('that something moved in a home is told to those who read presence, to nobody else', async () => {
  const names = async (login: Login) =>
    (await items(login, '/api/observations?limit=200'))
      .filter((one: { model: string }) => /motion|presence/.test(one.model))
      .map((one: { name: string }) => one.name)
      .sort()
  expect(await names('li')).toEqual(['battery', 'called', 'moved', 'state'])
  for (const login of ['zhao', 'wuye', 'guest', 'admin'] as const)
    expect([login, await names(login)]).toEqual([login, ['battery']])
})

test('a sensor in a home shows its battery to all, its readings and the moment it was heard to who reads presence', async () => {
  const shown = async (login: Login) => (await get(login, '/api/devices/motion-302')).body
  const exact = new Date(estate.clock.now - 123_456).toISOString()
  const valuesOf = (device: { values: { name: string }[] }) => device.values.map((value) => value.name)
  const whole = await shown('li')
  expect([valuesOf(whole), whole.lastSeen]).toEqual([['battery', 'moved'], exact])
  for (const login of ['wuye', 'admin'] as const) {
    const some = await shown(login)
    expect([login, valuesOf(some), some.lastSeen, some.online]).toEqual([
      login,
      ['battery'],
      '2026-11-20T16:00:00.000Z',
      true,
    ])
    const since = `/api/devices?id=motion-302&lastSeenFrom=${new Date(estate.clock.now - 200_000).toISOString()}`
    expect((await get(login, since)).body.total).toBe(0)
  }
})

test('records, alerts, incidents and tasks of who is at home are there for those who read it or handle it', async () => {
  const rules = async (login: Login) =>
    (await items(login, '/api/alerts?installation=homes-lake&sort=onset'))
      .map((one: { rule: string }) => one.rule)
      .sort()
  const every = ['call', 'overstay', 'still', 'stranger']
  for (const login of ['chen', 'li', 'zhao'] as const)
    expect([login, await rules(login)]).toEqual([login, every])
  expect(await rules('wang')).toEqual(['call', 'still'])
  for (const login of ['wuye', 'guest', 'admin'] as const) {
    expect([login, await rules(login)]).toEqual([login, ['overstay', 'stranger']])
    for (const rule of ['call', 'still']) {
      const id = alerts.get(rule)
      expect((await get(login, `/api/alerts/${id}`)).status).toBe(404)
      expect((await get(login, `/api/incidents/${id}`)).status).toBe(404)
      expect((await get(login, `/api/tasks?incident=${id}`)).body.total).toBe(0)
      const act = callers.get(login)!.call('POST', `/api/incidents/${id}/actions`, { action: 'accept' })
      expect((await act).status).toBe(404)
    }
    expect((await get(login, '/api/records?record=presence')).body.total).toBe(0)
    expect((await get(login, '/api/submissions/sub-1')).status).toBe(404)
  }
  expect((await get('li', '/api/records?record=presence')).body.total).toBe(1)
  expect((await get('zhao', '/api/records?record=presence')).body.total).toBe(0)
  expect((await get('zhao', '/api/submissions/sub-1')).body.values).toEqual({ found: '****' })
})

test('the feed tells nobody of what they do not see', async () => {
  const told = async (login: Login) => {
    const { body } = await get(login, `/api/changes?after=${cursor}&limit=1000`)
    const named = (body.items as { resource: string; id: string }[]).map(
      ({ resource, id }) => `${resource} ${id}`,
    )
    return new Set(named)
  }
  const [li, wuye] = [await told('li'), await told('wuye')]
  const hidden = [
    `alerts ${alerts.get('still')}`,
    `incidents ${alerts.get('call')}`,
    'devices motion-302',
    [...li].find((one) => one.startsWith('records homes-lake:presence:')) ?? 'no presence',
  ]
  for (const one of hidden) expect([one, li.has(one), wuye.has(one)]).toEqual([one, true, false])
  expect(wuye.has('devices gate-1')).toBe(true)
  expect(wuye.has(`alerts ${alerts.get('stranger')}`)).toBe(true)
  expect([...wuye].some((one) => one.startsWith('tasks '))).toBe(true)
  expect([...wuye].filter((one) => one.startsWith('tasks ')).length).toBeLessThan(
    [...li].filter((one) => one.startsWith('tasks ')).length,
  )
})

test('a token’s feed holds only resources it may read', async () => {
  const { token } = (
    await callers
      .get('chen')!
      .call('POST', '/api/tokens', { name: 'feed', scopes: ['changes:read', 'alerts:read'] })
  ).body
  const { body } = await estate.withToken(token).call('GET', `/api/changes?after=${cursor}&limit=1000`)
  expect([...new Set(body.items.map((item: { resource: string }) => item.resource))]).toEqual(['alerts'])
})

test('who is dispatched sees what their case says', async () => {
  const id = alerts.get('stranger')
  const wuye = callers.get('wuye')!
  expect((await get('wuye', `/api/incidents/${id}`)).body.detail).toEqual({ plate: '鲁P****26' })
  await estate.store.db.updateTable('incidents').set({ owner: 'a-wuye' }).where('id', '=', id!).execute()
  expect((await wuye.call('GET', `/api/incidents/${id}`)).body.detail).toEqual({ plate })
  expect((await get('guest', `/api/incidents/${id}`)).body.detail).toEqual({ plate: '鲁P****26' })
})

test('rows of a reference table can be told apart also where their keys look alike', async () => {
  const rows = async (login: Login) => items(login, '/api/installations/homes-lake/reference/cars')
  const [mine] = await rows('chen')
  const [theirs] = await rows('wuye')
  expect([mine.key, theirs.key]).toEqual([plate, '鲁P****26'])
  expect(theirs.id).toBe(mine.id)
})

test('devices are filtered by whether they are heard from', async () => {
  const ids = async (query: string) =>
    (await items('chen', `/api/devices?${query}`)).map((one: { id: string }) => one.id)
  expect(await ids('online=true')).toEqual(expect.arrayContaining(['motion-302', 's1', 's2']))
  expect(await ids('online=false')).not.toContain('motion-302')
  expect(await ids('online=true')).not.toContain('gate-1')
  expect(await ids('online=false')).not.toContain('gate-1')
})
