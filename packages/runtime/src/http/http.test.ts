import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
let log = ''
beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += chunk
      done()
    },
  })
  estate = await startEstate(
    (services) => ({
      ...services,
      log: pino(sink),
      health: [{ name: 'mqtt', check: async () => ({ ok: true, detail: { zh: '正常', en: 'fine' } }) }],
      figures: [
        {
          name: 'linli_alerts_open',
          help: 'Open alerts.',
          kind: 'gauge',
          read: () => [{ labels: { community: 'lake' }, value: 3 }],
        },
      ],
    }),
    {
      studio: async (dir) => {
        await mkdir(join(dir, 'studio', 'assets'), { recursive: true })
        await writeFile(join(dir, 'studio', 'index.html'), '<!doctype html><title>Linli</title>')
        await writeFile(join(dir, 'studio', 'assets', 'main-abc.js'), 'export {}')
        return join(dir, 'studio')
      },
    },
  )
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into as data
const document = async (): Promise<any> => (await estate.nobody.call('GET', '/api/openapi.json')).body

test('the API describes itself in OpenAPI 3.1', async () => {
  const doc = await document()
  expect(doc.openapi).toBe('3.1.0')
  expect(Object.keys(doc.components.schemas)).toEqual(
    expect.arrayContaining(['Alert', 'Device', 'Error', 'Incident', 'NextAction', 'Task']),
  )
})

test('the client is made from the document as it is (else: run this test with -u, then node packages/client/generate.ts)', async () => {
  const text = `${JSON.stringify(await document(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../../client/src/generated/openapi.json')
})

test('every operation says what it does, what it answers and how it refuses', async () => {
  const { paths } = await document()
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as object).map(([method, operation]) => ({
      name: `${method} ${path}`,
      operation,
    })),
  )
  expect(operations.length).toBeGreaterThan(45)
  for (const { name, operation } of operations) {
    expect([name, operation.summary]).toEqual([name, expect.any(String)])
    expect([name, operation.tags]).toEqual([name, [expect.any(String)]])
    expect([name, Object.keys(operation.responses)]).toEqual([name, expect.arrayContaining(['4XX', '5XX'])])
  }
})

test('every reference in the document leads somewhere', async () => {
  const doc = await document()
  const text = JSON.stringify(doc)
  const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]!)
  expect(names.length).toBeGreaterThan(50)
  for (const name of new Set(names)) expect(doc.components.schemas).toHaveProperty(name)
  expect(text).not.toContain('"$id"')
})

test('the page for people comes from here and may load nothing else', async () => {
  const page = await estate.nobody.call('GET', '/api/docs/')
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toMatch(/https?:|unsafe/)
  expect(String(page.body)).not.toMatch(/(src|href)="https?:/)
  expect(String(page.body)).toContain('<title>Linli 邻里 · API</title>')
  for (const file of ['icon.svg', 'linli.css']) {
    expect(String(page.body)).toContain(`/theme/${file}"`)
    const address = `/api/docs/static/theme/${file}`
    expect((await estate.nobody.call('GET', address)).status).toBe(200)
  }
})

test('the studio is served at the root under a strict policy, its pages by any address', async () => {
  const html = { accept: 'text/html' }
  for (const path of ['/', '/incidents/x1/show']) {
    const page = await estate.nobody.call('GET', path, undefined, html)
    expect([path, page.status, page.body]).toEqual([
      path,
      200,
      expect.stringContaining('<title>Linli</title>'),
    ])
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(page.headers.get('cache-control')).toBe('no-cache')
  }
  const asset = await estate.nobody.call('GET', '/assets/main-abc.js')
  expect(asset.headers.get('cache-control')).toContain('immutable')
  expect((await estate.nobody.call('GET', '/assets/gone.js', undefined, html)).status).toBe(404)
})

test('an address of the API that is none is a coded refusal, also for a browser', async () => {
  expect(
    (await estate.nobody.call('GET', '/api/nothing', undefined, { accept: 'text/html' })).body.error,
  ).toMatchObject({ code: 'http.no-route', params: { method: 'GET', path: '/api/nothing' } })
  expect((await estate.nobody.call('GET', '/../../etc/passwd')).status).toBe(404)
})

test('bodies that are no JSON, too deep, too large or of another type are refused in words', async () => {
  const send = (body: string, type = 'application/json') =>
    estate.nobody.call('POST', '/api/session', body, { 'content-type': type })
  expect((await send('{"login":')).body.error.code).toBe('http.not-json')
  expect((await send(`${'['.repeat(40)}${']'.repeat(40)}`)).body.error).toMatchObject({
    code: 'http.too-deep',
    params: { size: 40, limit: 32 },
  })
  expect((await send(JSON.stringify({ login: 'x'.repeat(1_100_000) }))).body.error.code).toBe(
    'http.too-large',
  )
  expect((await send('<login/>', 'text/xml')).body.error).toMatchObject({
    code: 'http.media-type',
    params: { type: 'text/xml' },
  })
  expect((await send('{"__proto__":{"a":1},"login":"x","password":"y"}')).body.error).toMatchObject({
    code: 'http.forbidden-key',
    params: { key: '__proto__' },
  })
  expect((await send('{}')).body.error).toMatchObject({
    code: 'http.invalid',
    params: { where: 'body/login' },
  })
})

test('health is open to everybody, details to those who are signed in', async () => {
  expect((await estate.nobody.call('GET', '/api/health')).body).toMatchObject({
    status: 'ok',
    checks: [
      { name: 'database', ok: true },
      { name: 'mqtt', ok: true, detail: null },
    ],
  })
  expect((await (await estate.as('guest')).call('GET', '/api/health')).body.checks[1].detail).toEqual({
    zh: '正常',
    en: 'fine',
  })
})

test('figures are given to Prometheus with a token that may read them', async () => {
  const { token } = (
    await (
      await estate.as('admin')
    ).call('POST', '/api/tokens', { name: 'prometheus', scopes: ['metrics:read'] })
  ).body
  const { body } = await estate.withToken(token).call('GET', '/api/metrics')
  expect(body).toContain('linli_alerts_open{community="lake"} 3')
  expect(body).toMatch(
    /linli_http_request_seconds_count\{method="GET",route="\/api\/health",status="200"\} \d/,
  )
  expect((await estate.nobody.call('GET', '/api/metrics')).status).toBe(401)
})

test('logs hold no password, cookie, token or search text', async () => {
  const chen = await estate.as('chen')
  await chen.call('GET', '/api/devices?q=王小明')
  await estate.nobody.call('POST', '/api/session', { login: 'chen', password: 'my-very-secret' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(log).toContain('"route":"/api/devices"')
  for (const secret of [
    'chen-password',
    'my-very-secret',
    chen.cookie.split('=')[1]!,
    '王小明',
    encodeURIComponent('王小明'),
    'linli_session',
  ])
    expect(log).not.toContain(secret)
})

test('answers of the API are never kept by caches', async () => {
  expect((await estate.nobody.call('GET', '/api/health')).headers.get('cache-control')).toBe('no-store')
})
