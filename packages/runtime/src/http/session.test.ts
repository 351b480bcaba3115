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
  expect((await estate.nobody.call('DELETE', '/api/session', undefined, { cookie })).status).toBe(204)
  expect((await ask()).body.error.code).toBe('access.signed-out')
})

test('an unused session ends after twelve hours', async () => {
  const { headers } = await post('zhao', 'zhao-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  estate.clock.now += 12 * 3_600_000 + 1
  expect((await estate.nobody.call('GET', '/api/session', undefined, { cookie })).status).toBe(401)
})

test('a disabled account cannot sign in, and its sessions end at once', async () => {
  const { headers } = await post('guest', 'guest-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  await estate.store.db
    .updateTable('accounts')
    .set({ state: 'disabled' })
    .where('login', '=', 'guest')
    .execute()
  expect((await estate.nobody.call('GET', '/api/session', undefined, { cookie })).status).toBe(401)
  expect((await post('guest', 'guest-password')).status).toBe(401)
})

test('a write with a cookie from another site is refused, from our own pages and from programs it is not', async () => {
  const { headers } = await post('li', 'li-password')
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  const leave = (more: Record<string, string>) =>
    estate.nobody.call('DELETE', '/api/session', undefined, { cookie, ...more })
  expect((await leave({ origin: 'https://evil.example' })).body.error.code).toBe('access.origin')
  expect((await leave({ origin: 'null' })).body.error.code).toBe('access.origin')
  expect((await leave({ 'sec-fetch-site': 'cross-site' })).body.error.code).toBe('access.origin')
  expect((await leave({ origin: estate.url })).status).toBe(204)
})

test('nobody gets anywhere without signing in', async () => {
  for (const path of ['/api/devices', '/api/alerts', '/api/incidents', '/api/places'])
    expect((await estate.nobody.call('GET', path)).status).toBe(401)
})
