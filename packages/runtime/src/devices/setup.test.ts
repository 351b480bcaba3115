import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashSecret } from '../access/secret.ts'
import { type Caller, type Estate, startEstate } from '../http/estate.fixture.ts'

let estate: Estate
let chen: Caller
let guest: Caller
beforeAll(async () => {
  estate = await startEstate()
  chen = await estate.as('chen')
  guest = await estate.as('guest')
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

const source = (id: string, body: object = {}) =>
  chen.call('POST', '/api/sources', {
    id,
    name: `网关 ${id}`,
    community: 'lake',
    kind: 'mqtt',
    plugin: 'fire-watch',
    spec: 'lorawan',
    ...body,
  })
const importTable = (table: string, query = '', caller = chen) =>
  caller.call('POST', `/api/devices/import?community=lake${query}`, table, { 'content-type': 'text/csv' })
const total = async () => (await chen.call('GET', '/api/devices')).body.total

test('what the installed scenarios can be fed from is listed with the schema of its settings', async () => {
  const { items } = (await chen.call('GET', '/api/source-specs')).body
  expect(items).toMatchObject([
    {
      plugin: 'fire-watch',
      spec: 'lorawan',
      kind: 'mqtt',
      models: ['fire-watch/smoke'],
      settings: { properties: { topic: { default: 'devices/{address}/up', label: { zh: '主题' } } } },
    },
    { spec: 'platform', kind: 'http', models: [], settings: { properties: {} } },
  ])
})

test('a source says what to enter on the device', async () => {
  expect((await source('gw', { config: { topic: 'smoke/{address}/up' } })).body.connect).toEqual({
    broker: 'mqtt://127.0.0.1:1883',
    topic: 'smoke/{address}/up',
    path: null,
  })
  expect((await source('cam', { kind: 'http', spec: 'platform' })).body.connect).toEqual({
    broker: null,
    topic: null,
    path: '/in/cam',
  })
})

test('a setting that the source does not know, or cannot use, is refused with its name', async () => {
  for (const config of [{ topik: 'x' }, { topic: 'without/an/address' }, { topic: 'a/#/{address}' }]) {
    const { error } = (await source('bad', { config })).body
    expect([error.code, error.params.reason]).toEqual([
      'source.config',
      expect.stringContaining(`/${Object.keys(config)[0]}`),
    ])
  }
})

test('the token of an HTTP source is made by the server, shown once and stays through a change of settings', async () => {
  const { token } = (await chen.call('POST', '/api/sources/cam/token')).body
  expect(token).toMatch(/^[\w-]{43}$/)
  const seen = (await chen.call('PATCH', '/api/sources/cam', { config: {}, name: '相机' })).body
  expect(seen).toMatchObject({ name: '相机', config: { tokenHash: hashSecret(token) } })
  expect((await chen.call('POST', '/api/sources/gw/token')).body.error.code).toBe('connection.no-token')
  expect((await guest.call('POST', '/api/sources/cam/token')).body.error.code).toBe('access.role')
})

test('a source is removed when no device uses it', async () => {
  await source('old')
  const device = {
    id: 'old-1',
    name: '旧烟感',
    model: 'fire-watch/smoke',
    place: 'b3',
    source: 'old',
    address: 'a1',
  }
  expect((await chen.call('POST', '/api/devices', device)).status).toBe(201)
  expect((await chen.call('DELETE', '/api/sources/old')).body.error).toMatchObject({
    code: 'connection.in-use',
    params: { count: 1 },
  })
  await chen.call('PATCH', '/api/devices/old-1', { source: null, address: null })
  expect((await guest.call('DELETE', '/api/sources/old')).body.error.code).toBe('access.role')
  expect((await chen.call('DELETE', '/api/sources/old')).status).toBe(204)
  expect((await chen.call('GET', '/api/sources/old')).status).toBe(404)
})

test('a device is connected through a source of its community that its model can be read from', async () => {
  const device = (body: object) =>
    chen.call('POST', '/api/devices', {
      name: 'x',
      model: 'fire-watch/smoke',
      place: 'b3',
      address: 'z',
      ...body,
    })
  expect((await device({ source: 'nowhere' })).body.error.code).toBe('connection.unknown')
  expect((await device({ source: 'cam' })).body.error).toMatchObject({
    code: 'device.source-mismatch',
    params: { known: 'fire-watch/lorawan' },
  })
})

test('hundreds of devices come in from a table, by the names people use, and a second time nothing changes', async () => {
  const before = await total()
  const rows = Array.from({ length: 300 }, (_, n) => `烟感 ${n + 1},烟感,3号楼 302室,网关 gw,sensor-${n + 1}`)
  const table = ['名称,物模型,空间,数据源,通信地址', ...rows].join('\n')
  const dry = (await importTable(table, '&dryRun=true')).body
  expect(dry).toMatchObject({ rows: 300, created: 300, unchanged: 0, problemCount: 0 })
  expect(await total()).toBe(before)
  expect((await importTable(table)).body.created).toBe(300)
  expect(await total()).toBe(before + 300)
  expect((await chen.call('GET', '/api/devices?address=sensor-300')).body.items).toMatchObject([
    { name: '烟感 300', model: 'fire-watch/smoke', place: 'r302', path: 'yun.lake.b3.r302', source: 'gw' },
  ])
  expect((await importTable(table)).body).toMatchObject({ created: 0, unchanged: 300 })
})

test('each row that cannot be taken says why, and none is taken', async () => {
  const before = await total()
  const table = [
    'name,model,place,source,address',
    '新烟感,fire-watch/smoke,b3,gw,new-1',
    ',fire-watch/smoke,b3,gw,new-2',
    '新烟感,fire-watch/heat,b3,gw,new-3',
    '新烟感,fire-watch/smoke,八号楼,gw,new-4',
    '新烟感,fire-watch/smoke,b3,nix,new-5',
    '新烟感,fire-watch/smoke,b3,cam,new-6',
    '新烟感,fire-watch/smoke,b3,gw,',
    '新烟感,fire-watch/smoke,b3,gw,new-1',
    '新烟感,fire-watch/smoke,b3,gw,sensor-1',
  ].join('\n')
  const { problems } = (await importTable(table, '&dryRun=true')).body
  expect(problems.map((one: { row: number; code: string }) => [one.row, one.code])).toEqual([
    [3, 'import.empty-cell'],
    [4, 'device.unknown-model'],
    [5, 'device.no-place'],
    [6, 'connection.unknown'],
    [7, 'device.source-mismatch'],
    [8, 'import.empty-cell'],
    [9, 'device.address-taken'],
    [10, 'device.address-taken'],
  ])
  expect((await importTable(table)).body.error).toMatchObject({
    code: 'import.refused',
    params: { count: 8 },
  })
  expect(await total()).toBe(before)
  expect((await importTable(table, '', guest)).body.error.code).toBe('access.role')
})
