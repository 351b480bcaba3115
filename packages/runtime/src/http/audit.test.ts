import { afterAll, beforeAll, expect, test } from 'vitest'
import { alertEffect, type Estate, type Login, startEstate } from './estate.fixture.ts'

let estate: Estate
beforeAll(async () => {
  estate = await startEstate()
  for (const login of ['admin', 'chen', 'hill', 'zhao', 'wang'] as const) await estate.as(login)
  const body = { name: 'bridge', scopes: ['devices:read'] }
  for (const login of ['zhao', 'hill'] as const)
    await (await estate.as(login)).call('POST', '/api/tokens', body)
  await alertEffect(estate)
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

const read = async (login: Login, path = '/api/audit?limit=200') =>
  (await (await estate.as(login)).call('GET', path)).body
const did = async (login: Login) =>
  (await read(login)).items.map(
    (entry: { actor: string; action: string }) => `${entry.actor} ${entry.action}`,
  )

test('signing in and tokens are read by those whose reach holds all roles of the account', async () => {
  const lake = await did('chen')
  expect(lake).toEqual(
    expect.arrayContaining([
      'a-zhao session.open',
      'a-wang session.open',
      'a-zhao token.create',
      'system incident.opened',
    ]),
  )
  for (const entry of lake) expect(entry).not.toMatch(/^a-(hill|admin) /)
  const hill = await did('hill')
  expect(hill).toEqual(expect.arrayContaining(['a-hill session.open', 'a-hill token.create']))
  for (const entry of hill) expect(entry).toMatch(/^a-hill /)
  expect(await did('admin')).toEqual(expect.arrayContaining([...lake, ...hill, 'a-admin session.open']))
})

test('who holds a role outside one’s reach too is not within it', async () => {
  const { db } = estate.store
  const both = JSON.stringify([
    { role: 'grid-worker', path: 'yun.lake' },
    { role: 'grid-worker', path: 'yun.hill' },
  ])
  await db
    .updateTable('accounts')
    .set({ roles: both as never })
    .where('id', '=', 'a-wang')
    .execute()
  expect((await did('chen')).filter((entry: string) => entry.startsWith('a-wang session'))).toEqual([])
})

test('the check counts what the list holds, for each who may read it', async () => {
  for (const login of ['admin', 'chen', 'hill'] as const) {
    const { total } = await read(login)
    expect([login, await read(login, '/api/audit/verify')]).toEqual([login, { intact: true, entries: total }])
  }
})
