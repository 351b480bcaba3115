import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
beforeAll(async () => {
  estate = await startEstate()
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

const post = (login: string, password: string, headers: Record<string, string> = {}) =>
  estate.nobody.call('POST', '/api/session', { login, password }, headers)

test('a right password opens a session whose cookie scripts and other sites never get', async () => {
  const { status, body, headers } = await post('wang', 'wang-password')
  expect(status).toBe(200)
  expect(body.account).toEqual({
    id: 'a-wang',
    login: 'wang',
    name: 'WANG',
    lang: 'zh',
    roles: [{ role: 'grid-worker', place: 'b3', path: 'yun.lake.b3' }],
    passwordOnce: false,
  })
  expect(headers.getSetCookie()[0]).toMatch(
    /^linli_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
  )
})

test('only the hash of a session is stored', async () => {
  const secret = (await estate.as('wang')).cookie.split('=')[1]!
  const rows = await estate.store.db.selectFrom('sessions').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('an unknown login and a wrong password get the same answer', async () => {
  const wrong = await post('li', 'no')
  const unknown = await post('nobody-here', 'no')
  expect(wrong.status).toBe(401)
  expect(wrong.body).toEqual(unknown.body)
  expect(wrong.body.error).toMatchObject({ code: 'access.sign-in', fault: 'caller' })
})

test('the eleventh wrong password has to wait, the right one too, until the window is over', async () => {
  for (let attempt = 0; attempt < 10; attempt++) expect((await post('hill', 'no')).status).toBe(401)
  const refused = await post('hill', 'hill-password')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(200)
  estate.clock.now += 5 * 60_000
  expect((await post('hill', 'hill-password')).status).toBe(200)
})

test('messages come in the language that is asked for, Chinese where none is', async () => {
  expect((await post('li', 'no')).body.error.message).toContain('账号或密码不正确')
  expect((await post('li', 'no', { 'accept-language': 'en-GB,zh;q=0.5' })).body.error.message).toContain(
    'Login or password is wrong',
  )
})

test('a session says who is signed in until it is closed', async () => {
  const { headers } = await post('zhao', 'zhao-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  const ask = () => estate.nobody.call('GET', '/api/session', undefined, { cookie })
  expect((await ask()).body.account.login).toBe('zhao')
  const leaving = { cookie, origin: estate.url }
  expect((await estate.nobody.call('DELETE', '/api/session', undefined, leaving)).status).toBe(204)
  expect((await ask()).body).toEqual({ account: null, permissions: [] })
})

test('an unused session ends after twelve hours', async () => {
  const { headers } = await post('zhao', 'zhao-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  estate.clock.now += 12 * 3_600_000 + 1
  expect((await estate.nobody.call('GET', '/api/session', undefined, { cookie })).body.account).toBeNull()
})

test('a disabled account cannot sign in, and its sessions end at once', async () => {
  const { headers } = await post('guest', 'guest-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  await estate.store.db
    .updateTable('accounts')
    .set({ state: 'disabled' })
    .where('login', '=', 'guest')
    .execute()
  expect((await estate.nobody.call('GET', '/api/session', undefined, { cookie })).body.account).toBeNull()
  expect((await post('guest', 'guest-password')).status).toBe(401)
})

test('a write with a cookie says that it comes from our own pages, or is refused', async () => {
  const { headers } = await post('li', 'li-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  const leave = (more: Record<string, string>) =>
    estate.nobody.call('DELETE', '/api/session', undefined, { cookie, ...more })
  expect((await leave({ origin: 'https://evil.example' })).body.error.code).toBe('access.origin')
  expect((await leave({ origin: 'null' })).body.error.code).toBe('access.origin')
  for (const site of ['cross-site', 'same-site', 'none'])
    expect((await leave({ 'sec-fetch-site': site })).body.error.code).toBe('access.origin')
  expect((await leave({})).body.error.code).toBe('access.origin')
  const made = await estate.nobody.call('POST', '/api/incidents', { title: 'x', place: 'b3' }, { cookie })
  expect(made.body.error.code).toBe('access.origin')
  expect((await leave({ origin: estate.url })).status).toBe(204)
})

test('nobody gets anywhere without signing in', async () => {
  for (const path of ['/api/devices', '/api/alerts', '/api/incidents', '/api/places'])
    expect((await estate.nobody.call('GET', path)).status).toBe(401)
})

test('no other site signs its visitors in here, and a program without a cookie needs no origin', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
    expect((await post('zhao', 'zhao-password', headers)).body.error.code).toBe('access.origin')
  expect((await post('zhao', 'zhao-password', { origin: estate.url })).status).toBe(200)
  expect((await post('zhao', 'zhao-password')).status).toBe(200)
})

test('a token needs no origin: no browser adds it by itself', async () => {
  const li = await estate.as('li')
  const { token } = (await li.call('POST', '/api/tokens', { name: 't', scopes: ['incidents:write'] })).body
  const report = { title: '井盖破损', place: 'b3' }
  const made = await estate
    .withToken(token)
    .call('POST', '/api/incidents', report, { origin: 'https://other.example' })
  expect(made.status).toBe(201)
})

test('whoever asks is told that nobody is signed in, without a refusal', async () => {
  expect(await estate.nobody.call('GET', '/api/session')).toMatchObject({
    status: 200,
    body: { account: null, permissions: [] },
  })
})

test('a session says what its account may do, and where', async () => {
  const told = async (caller: { call: typeof estate.nobody.call }) => {
    const { permissions } = (await caller.call('GET', '/api/session')).body
    return new Map<string, string[]>(
      permissions.map((one: { permission: string; paths: string[] }) => [one.permission, one.paths]),
    )
  }
  const [li, chen, admin] = [
    await told(await estate.as('li')),
    await told(await estate.as('chen')),
    await told(await estate.as('admin')),
  ]
  expect(li.get('commands:write')).toEqual(['yun.lake'])
  expect(li.has('devices:write')).toBe(false)
  expect(chen.get('devices:write')).toEqual(['yun.lake'])
  expect(admin.get('accounts:write')).toEqual([''])
  const chenCaller = await estate.as('chen')
  const { token } = (await chenCaller.call('POST', '/api/tokens', { name: 't', scopes: ['devices:write'] }))
    .body
  expect([...(await told(estate.withToken(token))).keys()]).toEqual(['devices:write'])
})
