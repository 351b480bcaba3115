import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type Estate, startEstate } from '../http/estate.fixture.ts'
import { sharedPath } from './accounts.ts'

let estate: Estate
let admin: Caller
let chen: Caller
beforeAll(async () => {
  estate = await startEstate()
  admin = await estate.as('admin')
  chen = await estate.as('chen')
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

const signIn = (login: string, password: string) =>
  estate.nobody.call('POST', '/api/session', { login, password })
const withCookie = async (login: string, password: string) => {
  const cookie = (await signIn(login, password)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { cookie, origin: estate.url }
  return (method: string, path: string, body?: unknown) => estate.nobody.call(method, path, body, headers)
}
const make = (login: string, roles: object[], caller = admin) =>
  caller.call('POST', '/api/accounts', { login, name: login.toUpperCase(), roles })
const worker = [{ role: 'grid-worker', place: 'b3' }]

test('a new account gets a one-time password, shown once, and may do nothing before it has its own', async () => {
  const made = await make('fang', worker)
  expect(made).toMatchObject({
    status: 201,
    body: {
      account: { login: 'fang', roles: [{ role: 'grid-worker', path: 'yun.lake.b3' }], state: 'active' },
    },
  })
  const { password } = made.body
  expect(password).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  const call = await withCookie('fang', password)
  expect((await call('GET', '/api/session')).body.account.passwordOnce).toBe(true)
  expect((await call('GET', '/api/devices')).body.error.code).toBe('access.password-once')
  const next = 'a password of my own'
  expect((await call('PUT', '/api/session/password', { current: 'wrong', next })).body.error.code).toBe(
    'access.password',
  )
  expect((await call('PUT', '/api/session/password', { current: password, next: 'short' })).status).toBe(400)
  expect((await call('PUT', '/api/session/password', { current: password, next })).status).toBe(204)
  const seen = await call('GET', '/api/devices')
  expect(seen.body).toMatchObject({ items: [{ id: 's1' }] })
  expect((await signIn('fang', password)).status).toBe(401)
  expect((await signIn('fang', next)).status).toBe(200)
})

test('a reset ends the account’s sessions and gives another one-time password', async () => {
  const { account, password } = (await make('lu', worker)).body
  const call = await withCookie('lu', password)
  const reset = await admin.call('POST', `/api/accounts/${account.id}/password`)
  expect(reset.body.password).not.toBe(password)
  expect((await call('GET', '/api/session')).body.account).toBeNull()
  expect((await signIn('lu', password)).status).toBe(401)
  expect((await signIn('lu', reset.body.password)).status).toBe(200)
})

test('whoever is disabled is out at once; roles count at once', async () => {
  const { account, password } = (await make('tang', worker)).body
  const call = await withCookie('tang', password)
  await call('PUT', '/api/session/password', { current: password, next: 'long enough now' })
  const roles = [{ role: 'community-worker', place: 'lake' }]
  expect((await admin.call('PATCH', `/api/accounts/${account.id}`, { roles })).body.roles[0].path).toBe(
    'yun.lake',
  )
  expect((await call('GET', '/api/devices')).body.total).toBe(2)
  await admin.call('PATCH', `/api/accounts/${account.id}`, { state: 'disabled' })
  expect((await call('GET', '/api/devices')).status).toBe(401)
  expect((await signIn('tang', 'long enough now')).status).toBe(401)
})

test('the last administrator of a place stays one: neither disabled nor without the role', async () => {
  const change = (body: object, id = 'a-admin') => admin.call('PATCH', `/api/accounts/${id}`, body)
  expect((await change({ state: 'disabled' })).body.error.code).toBe('account.last-admin')
  expect((await change({ roles: [{ role: 'admin', place: 'lake' }] })).body.error.code).toBe(
    'account.last-admin',
  )
  const second = (await make('second', [{ role: 'admin', place: '' }])).body.account.id
  expect((await change({ state: 'disabled' }, second)).status).toBe(200)
  expect((await change({ state: 'disabled' })).body.error.code).toBe('account.last-admin')
  expect((await change({ state: 'active' }, second)).status).toBe(200)
  expect((await change({ roles: [{ role: 'admin', place: '' }], name: '管理员' })).status).toBe(200)
})

test('two administrators who disable each other at once: one of them stays', async () => {
  const one = (await make('one', [{ role: 'admin', place: 'hill' }])).body.account.id
  const only = { state: 'disabled' }
  const active = (await admin.call('GET', '/api/accounts?limit=200')).body.items.filter(
    (account: { state: string; roles: { role: string }[] }) =>
      account.state === 'active' && account.roles.some(({ role }) => role === 'admin'),
  )
  const rest = active.map((account: { id: string }) => account.id).filter((id: string) => id !== one)
  await Promise.all(
    rest.map((id: string) => estate.services.accounts.update(id, only as never, by).catch(() => {})),
  )
  const left = await estate.store.db
    .selectFrom('accounts')
    .selectAll()
    .where('state', '=', 'active')
    .execute()
  expect(
    left.filter(({ roles }) => roles.some(({ role, path }) => role === 'admin' && path === '')),
  ).toHaveLength(1)
})
const by = { account: 'system', at: 0 }

test('a login is one’s own, and only administrators of a place give roles there', async () => {
  await estate.store.db.updateTable('accounts').set({ state: 'active' }).execute()
  expect((await make('chen', worker)).body.error.code).toBe('account.login-taken')
  expect((await make('new', worker, chen)).body.error.code).toBe('access.role')
  expect((await chen.call('POST', '/api/accounts/a-wang/password')).body.error.code).toBe('access.role')
  const { account, password } = (await make('hilladmin', [{ role: 'admin', place: 'hill' }])).body
  const call = await withCookie('hilladmin', password)
  await call('PUT', '/api/session/password', { current: password, next: 'the hill is mine' })
  const hire = (place: string) =>
    call('POST', '/api/accounts', {
      login: `w-${place || 'all'}`,
      name: 'W',
      roles: [{ role: 'viewer', place }],
    })
  expect((await hire('hill')).status).toBe(201)
  expect((await hire('')).body.error.code).toBe('access.role')
  expect((await hire('lake')).status).toBe(404)
  expect((await call('PATCH', '/api/accounts/a-admin', { state: 'disabled' })).body.error.code).toBe(
    'access.role',
  )
  expect(account.login).toBe('hilladmin')
})

test('no password and no hash is in the audit or in a list', async () => {
  const { password } = (await make('quiet', worker)).body
  const audit = (await admin.call('GET', '/api/audit?limit=200')).body
  expect(audit.items.map((entry: { action: string }) => entry.action)).toEqual(
    expect.arrayContaining([
      'account.create',
      'account.update',
      'account.reset-password',
      'account.set-password',
    ]),
  )
  const seen = JSON.stringify([audit, (await admin.call('GET', '/api/accounts?limit=200')).body])
  expect(seen).not.toContain(password)
  expect(seen).not.toContain('argon2')
})

test('what concerns several places is written down where all of them are seen from', () => {
  expect(sharedPath(['yun.lake.b3', 'yun.lake'])).toBe('yun.lake')
  expect(sharedPath(['yun.lake', 'yun.hill'])).toBe('yun')
  expect(sharedPath(['yun.lake', ''])).toBe('')
  expect(sharedPath([])).toBe('')
})
