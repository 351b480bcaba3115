import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
let zhao: Caller
beforeAll(async () => {
  estate = await startEstate()
  zhao = await estate.as('zhao')
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

const report = (key: string, title = '井盖破损', caller = zhao) =>
  caller.call('POST', '/api/incidents', { title, place: 'b3' }, { 'idempotency-key': key })
const total = async () => (await zhao.call('GET', '/api/incidents')).body.total

test('a write repeated with its key happens once and gets the same answer', async () => {
  const first = await report('k1')
  const again = await report('k1')
  expect(again.status).toBe(201)
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await total()).toBe(1)
})

test('ten at once with one key make one', async () => {
  const before = await total()
  const answers = await Promise.all(Array.from({ length: 10 }, () => report('k2')))
  expect(await total()).toBe(before + 1)
  const codes = answers.map((answer) => answer.body.error?.code ?? answer.status)
  expect(codes.every((code) => code === 201 || code === 'http.key-running')).toBe(true)
  expect(codes).toContain(201)
})

test('the same key with another body is refused', async () => {
  await report('k3')
  expect(await report('k3', 'something else')).toMatchObject({
    status: 409,
    body: { error: { code: 'http.key-reused', params: { key: 'k3' } } },
  })
})

test('a key belongs to its account', async () => {
  const mine = await report('k4')
  const theirs = await report('k4', '井盖破损', await estate.as('chen'))
  expect(theirs.status).toBe(201)
  expect(theirs.body.id).not.toBe(mine.body.id)
})

test('a refusal is kept too', async () => {
  const send = () =>
    zhao.call('POST', '/api/incidents', { title: 'x', place: 'nowhere' }, { 'idempotency-key': 'k5' })
  const first = await send()
  expect(first.status).toBe(404)
  expect((await send()).body).toEqual(first.body)
})

test('a write that died before its answer was kept is found, not done again', async () => {
  const first = await report('k6')
  await estate.store.db.updateTable('idempotencyKeys').set({ status: null }).where('key', '=', 'k6').execute()
  expect((await report('k6')).body.error.code).toBe('http.key-running')
  estate.clock.now += 61_000
  const before = await total()
  expect((await report('k6')).body.id).toBe(first.body.id)
  expect(await total()).toBe(before)
})

test('a key that is no key is refused', async () => {
  expect((await report('x'.repeat(201))).body.error).toMatchObject({
    code: 'http.invalid',
    params: { where: 'headers/idempotency-key' },
  })
})

test('answers with a secret in them are not kept', async () => {
  const body = { name: 't', scopes: ['*:read'] }
  await zhao.call('POST', '/api/tokens', body, { 'idempotency-key': 'k7' })
  expect(
    await estate.store.db.selectFrom('idempotencyKeys').select('key').where('key', '=', 'k7').execute(),
  ).toEqual([])
})
