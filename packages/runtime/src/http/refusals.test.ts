import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createObservationWriter } from '../store/observations.ts'
import { type Caller, type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
let chen: Caller
/** Identities that were stored, as the pipeline would know them. */
const stored = new Set<string>()

beforeAll(async () => {
  estate = await startEstate((services) => ({
    ...services,
    ingest: { ...services.ingest, settled: (position) => settle(position).then(() => true) },
  }))
  chen = await estate.as('chen')
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

/** Stores what the journal holds at a position, unless its identity was stored before. */
async function settle(position: number): Promise<void> {
  const [entry] = await estate.journal.read(position - 1, 1, AbortSignal.timeout(1000))
  const body = JSON.parse(Buffer.from((entry as { body: Uint8Array }).body).toString())
  if (stored.has(body.identity)) return
  stored.add(body.identity)
  const at = estate.clock.now
  const insert = await createObservationWriter(estate.store).prepare([
    {
      position,
      ordinal: 0,
      id: `o${position}`,
      community: 'lake',
      path: 'yun.lake.b3.r302',
      source: 'api',
      device: 's1',
      model: 'fire-watch/smoke',
      place: 'r302',
      kind: 'property',
      name: 'smoke',
      value: 0.1,
      time: at,
      arrival: at,
      seq: 0,
      timeReason: 'device',
      late: false,
      installation: null,
    },
  ])
  await estate.store.transaction(insert)
}

const draft = (settings: object) =>
  chen.call('PUT', '/api/installations/fire-lake/draft', { settings, bindings: {}, rules: [] })
const publish = () => chen.call('POST', '/api/installations/fire-lake/publish', {})
const count = async () => (await chen.call('GET', '/api/installations/fire-lake/releases')).body.total
const report = (body: object) =>
  chen.call('POST', '/api/incidents', { title: '井盖破损', place: 'b3', ...body })

test('a setting the contract does not have is refused by name, with the one that was meant', async () => {
  const refused = await draft({ levle: 0.3 })
  expect(refused).toMatchObject({
    status: 422,
    body: { error: { code: 'installation.unknown-setting', params: { setting: 'levle' } } },
  })
  expect(refused.body.error.message).toContain('“level”')
  expect((await draft({ level: 0.3 })).status).toBe(200)
})

test('publishing what is in force already makes no release', async () => {
  await draft({ level: 0.4 })
  expect((await publish()).status).toBe(200)
  const releases = await count()
  expect(await publish()).toMatchObject({
    status: 409,
    body: { error: { code: 'installation.unchanged', params: { release: releases } } },
  })
  expect(await count()).toBe(releases)
  await draft({ level: 0.5 })
  expect((await publish()).status).toBe(200)
  expect(await count()).toBe(releases + 1)
})

test('a source that came since is reason enough to publish again', async () => {
  expect((await publish()).status).toBe(409)
  estate.clock.now += 1000
  const source = { name: 'MQTT', community: 'lake', kind: 'mqtt', plugin: 'fire-watch', spec: 'lorawan' }
  expect((await chen.call('POST', '/api/sources', source)).status).toBe(201)
  expect((await publish()).status).toBe(200)
})

test('a report names a flow that there is, a device one may see, and says something', async () => {
  expect(await report({ installation: 'fire-lake', flow: 'vist' })).toMatchObject({
    status: 422,
    body: { error: { code: 'incident.unknown-flow', params: { flow: 'vist' } } },
  })
  expect((await report({ flow: 'visit' })).body.error.code).toBe('incident.unknown-flow')
  expect((await report({ installation: 'fire-hill' })).body.error.code).toBe('http.not-found')
  expect((await report({ device: 's3' })).body.error.code).toBe('http.not-found')
  for (const title of ['', '  ', '\t\n'])
    expect((await report({ title })).body.error).toMatchObject({
      code: 'http.invalid',
      params: { where: 'body/title' },
    })
  expect((await report({ installation: 'fire-lake', flow: 'visit', device: 's1' })).status).toBe(201)
})

test('a time is one with its offset, and a refusal says where it stands', async () => {
  const send = (time: string) =>
    chen.call('POST', '/api/observations', { device: 's1', name: 'smoke', value: 1, time })
  for (const time of ['soon', '2026-11-21T08:00:00', '2026-11-21', '1795248000000', '2026-02-30T25:00:00Z'])
    expect([time, (await send(time)).body.error]).toMatchObject([
      time,
      { code: 'http.invalid', params: { where: 'body/time' } },
    ])
  for (const time of ['2026-11-21T08:00:00Z', '2026-11-21T16:00:00.5+08:00', '2026-11-21T16:00+0800'])
    expect([time, (await send(time)).status]).toEqual([time, 202])
  expect((await chen.call('GET', '/api/observations?from=2026-11-21T08:00:00')).body.error).toMatchObject({
    params: { where: 'querystring/from' },
  })
})

test('an event sent again with its identity is told to be a duplicate', async () => {
  const send = (identity: string, query = '?wait=true') =>
    chen.call('POST', `/api/observations${query}`, { device: 's1', name: 'smoke', value: 1, identity })
  expect((await send('e-1')).body).toMatchObject({ duplicate: false })
  expect((await send('e-1')).body).toMatchObject({ duplicate: true })
  expect((await send('e-2')).body).toMatchObject({ duplicate: false })
  expect((await send('e-2', '')).body).not.toHaveProperty('duplicate')
})

test('a filter knows its words, one or several', async () => {
  const filters = [
    'alerts?state=nope',
    'alerts?state=open,nope',
    'incidents?step=later',
    'incidents?ownerRole=boss',
    'tasks?state=waiting',
    'tasks?step=',
    'devices?state=on',
    'commands?state=gone',
    'dead-letters?stage=door',
    'observations?kind=thing',
    'places?kind=hut',
    'sources?kind=fax',
    'installations?state=up',
    'accounts?role=king',
  ]
  for (const filter of filters) {
    const { status, body } = await chen.call('GET', `/api/${filter}`)
    expect([filter, status, body.error?.code]).toEqual([filter, 400, 'http.invalid'])
  }
  expect((await chen.call('GET', '/api/alerts?state=nope')).body.error.params.reason).toContain('withdrawn')
  for (const filter of ['alerts?state=open,closed&grade=urgent', 'incidents?step=verify,sign&tier=street'])
    expect([filter, (await chen.call('GET', `/api/${filter}`)).status]).toEqual([filter, 200])
})

test('a token has scopes that there are, and ends at a moment to come', async () => {
  const make = (body: object) => chen.call('POST', '/api/tokens', { name: 't', scopes: ['*:read'], ...body })
  expect((await make({ scopes: ['device:read'] })).body.error).toMatchObject({
    code: 'access.unknown-scope',
    params: { scope: 'device:read', hint: { en: 'Did you mean "devices:read"?' } },
  })
  expect((await make({ scopes: ['alerts:write'] })).body.error.code).toBe('access.unknown-scope')
  const past = new Date(estate.clock.now).toISOString()
  for (const expiresAt of [past, 'tomorrow'])
    expect((await make({ expiresAt })).body.error).toMatchObject({
      code: 'http.invalid',
      params: { where: 'body/expiresAt' },
    })
  const expiresAt = new Date(estate.clock.now + 60_000).toISOString()
  expect((await make({ expiresAt })).body).toMatchObject({ expiresAt })
  for (const scope of ['changes:read', 'metrics:read', 'observations:write', 'incidents:write', '*:write'])
    expect([scope, (await make({ scopes: [scope] })).status]).toEqual([scope, 201])
})

test('a body that is JSON with a forbidden key is not called anything else', async () => {
  const send = (body: string) => chen.call('POST', '/api/incidents', body)
  for (const [body, key] of [
    ['{"__proto__":{"a":1}}', '__proto__'],
    ['{"constructor":{"prototype":{"a":1}}}', 'constructor'],
  ] as const)
    expect((await send(body)).body.error).toMatchObject({ code: 'http.forbidden-key', params: { key } })
})

test('an address with bare characters beyond ASCII, or with a broken escape, is refused with a code', async () => {
  const raw = await rawRequest(`GET /api/devices?q=烟感 HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\n\r\n`)
  expect(raw).toMatch(/^HTTP\/1\.1 400 /)
  const error = JSON.parse(raw.slice(raw.indexOf('\r\n\r\n') + 4)).error
  expect(error).toMatchObject({ code: 'http.malformed', fault: 'caller' })
  expect(error.message).toContain('percent-encoded')
  expect(await chen.call('GET', '/api/devices/%zz')).toMatchObject({
    status: 400,
    body: { error: { code: 'http.malformed' } },
  })
})

function rawRequest(text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect(Number(new URL(estate.url).port), '127.0.0.1', () => socket.write(text))
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('end', () => resolve(answer))
  socket.on('error', reject)
  return promise
}
