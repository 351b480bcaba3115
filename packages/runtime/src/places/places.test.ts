import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type Estate, startEstate } from '../http/estate.fixture.ts'

let estate: Estate
let admin: Caller
let chen: Caller
let li: Caller
beforeAll(async () => {
  estate = await startEstate()
  admin = await estate.as('admin')
  chen = await estate.as('chen')
  li = await estate.as('li')
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

const csv = { 'content-type': 'text/csv' }
const importTo = (community: string, table: string, query = '', caller = chen) =>
  caller.call('POST', `/api/places/import?community=${community}${query}`, table, csv)
const names = async (caller: Caller, query: string) =>
  (await caller.call('GET', `/api/places?limit=500&${query}`)).body.items.map(
    (place: { name: string }) => place.name,
  )

test('a community is made together with what is missing above it, and the pipeline knows it', async () => {
  const made = await admin.call('POST', '/api/communities', {
    name: '西湖社区',
    above: { city: '云城', district: '湖区', street: '柳荫街道' },
  })
  expect(made).toMatchObject({
    status: 201,
    body: { id: 'community-1', name: '西湖社区', path: 'yun.district-1.street-1.community-1' },
  })
  const second = await admin.call('POST', '/api/communities', {
    id: 'donghu',
    name: '东湖社区',
    above: { city: '云城', district: '湖区', street: '柳荫街道' },
  })
  expect(second.body.path).toBe('yun.district-1.street-1.donghu')
  expect(
    (await admin.call('POST', '/api/installations', { plugin: 'fire-watch', community: 'donghu' })).status,
  ).toBe(201)
})

test('a community’s name and id are one’s own; only administrators make or rename one', async () => {
  const again = { name: '南湖社区', above: { city: '云城' } }
  expect((await admin.call('POST', '/api/communities', again)).body.error.code).toBe('place.name-taken')
  expect((await admin.call('POST', '/api/communities', { id: 'lake', name: '别的' })).body.error.code).toBe(
    'place.exists',
  )
  expect((await chen.call('POST', '/api/communities', { name: '新' })).body.error.code).toBe('access.role')
  expect((await chen.call('PATCH', '/api/communities/lake', { name: '新' })).status).toBe(403)
  expect((await admin.call('PATCH', '/api/communities/hill', { name: '北山二社区' })).body.name).toBe(
    '北山二社区',
  )
  expect((await admin.call('GET', '/api/places/hill')).body.name).toBe('北山二社区')
})

test('a place is added below another, renamed, and removed while nothing uses it', async () => {
  const made = await chen.call('POST', '/api/places', { kind: 'unit', name: '2单元', parent: 'b3' })
  expect(made).toMatchObject({
    status: 201,
    body: { id: 'b3-2', path: 'yun.lake.b3.b3-2', community: 'lake' },
  })
  expect(
    (await chen.call('PATCH', '/api/places/b3-2', { name: '东单元', lat: 30.1, lng: 120.2 })).body,
  ).toMatchObject({ name: '东单元', lat: 30.1, lng: 120.2 })
  expect((await chen.call('DELETE', '/api/places/b3-2')).status).toBe(204)
  expect((await chen.call('GET', '/api/places/b3-2')).status).toBe(404)
})

test('a place that is used stays, and it is said by what', async () => {
  expect((await chen.call('DELETE', '/api/places/b3')).body.error).toMatchObject({
    code: 'place.in-use',
    params: { place: '3号楼', places: 1, accounts: 1 },
  })
  expect((await chen.call('DELETE', '/api/places/r302')).body.error.params).toMatchObject({ devices: 1 })
})

test('the tree keeps its order, and the same name does not stand twice below one parent', async () => {
  const add = (body: object, caller = chen) => caller.call('POST', '/api/places', body)
  expect((await add({ kind: 'building', name: 'x', parent: 'r302' })).body.error.code).toBe('place.kind')
  expect((await add({ kind: 'room', name: 'x' }, admin)).body.error.code).toBe('place.kind')
  expect((await add({ kind: 'building', name: '3号楼', parent: 'lake' })).body.error.code).toBe(
    'place.name-taken',
  )
  expect((await add({ kind: 'room', name: 'x', parent: 'hill' })).status).toBe(404)
  expect((await add({ kind: 'street', name: 'x', parent: 'yun' })).status).toBe(404)
  expect((await add({ kind: 'site', name: '东门', parent: 'lake' }, li)).body.error.code).toBe('access.role')
})

test('a repeated request with its key adds one place', async () => {
  const send = () =>
    chen.call(
      'POST',
      '/api/places',
      { kind: 'site', name: '车棚', parent: 'lake' },
      { 'idempotency-key': 'p1' },
    )
  const first = await send()
  expect(first.status).toBe(201)
  expect((await send()).body).toEqual(first.body)
  expect((await names(chen, 'kind=site')).filter((name: string) => name === '车棚')).toHaveLength(1)
})

test('a table of homes becomes the tree, whoever wrote it: a second time changes nothing', async () => {
  const table = '\uFEFF楼栋,单元,房间\r\n8号楼,1单元,101\r\n8号楼,1单元,102\r\n8号楼,2单元,101\r\n'
  const dry = await importTo('lake', table, '&dryRun=true')
  expect(dry.body).toMatchObject({ dryRun: true, rows: 3, created: 6, problems: [] })
  expect(await names(chen, 'parent=lake')).not.toContain('8号楼')
  expect((await importTo('lake', table)).body).toMatchObject({ dryRun: false, rows: 3, created: 6 })
  expect((await chen.call('GET', '/api/places/lake-8-2-101')).body).toMatchObject({
    name: '101',
    kind: 'room',
    path: 'yun.lake.lake-8.lake-8-2.lake-8-2-101',
  })
  expect((await importTo('lake', table)).body).toMatchObject({ created: 0, unchanged: 3 })
})

test('rows with problems are named by number and reason, and nothing is done by halves', async () => {
  const table =
    'building,unit,room,lat,lng\n9号楼,1单元,101,,\n,1单元,102,,\n9号楼,1单元,101,,\n9号楼,,,95,120\n'
  const dry = await importTo('lake', table, '&dryRun=true')
  expect(dry.body.problems).toMatchObject([
    { row: 3, column: 'building', code: 'import.empty-cell' },
    { row: 4, code: 'import.repeated', message: { zh: expect.stringContaining('第 2 行') } },
    { row: 5, column: 'lat', code: 'import.bad-cell' },
  ])
  expect((await importTo('lake', table)).body.error).toMatchObject({
    code: 'import.refused',
    params: { count: 3, row: 3, code: 'import.empty-cell' },
  })
  expect(await names(chen, 'parent=lake')).not.toContain('9号楼')
})

test('what is no table is refused whole', async () => {
  expect((await importTo('lake', '名称\n3号楼\n')).body.error).toMatchObject({
    code: 'import.columns',
    params: { missing: '楼栋', found: '名称' },
  })
  expect((await importTo('lake', '楼栋\n"3号楼\n')).body.error.code).toBe('import.unreadable')
  expect((await importTo('hill', '楼栋\n3号楼\n')).status).toBe(404)
  expect((await importTo('lake', '楼栋\n3号楼\n', '', li)).body.error.code).toBe('access.role')
})

test('a table in the encoding of Chinese spreadsheets is read', async () => {
  // 楼栋\n七号楼\n in GBK
  const bytes = Buffer.from('c2a5b6b00ac6dfbac5c2a50a', 'hex')
  const answer = await fetch(`${estate.url}/api/places/import?community=lake`, {
    method: 'POST',
    headers: { ...csv, cookie: chen.cookie, origin: estate.url },
    body: bytes,
  })
  expect(answer.status).toBe(200)
  expect(await names(chen, 'parent=lake')).toContain('七号楼')
})

test('what happens to places is in the audit and in the change feed', async () => {
  const actions = (await chen.call('GET', '/api/audit?limit=200')).body.items.map(
    (entry: { action: string }) => entry.action,
  )
  expect(actions).toEqual(
    expect.arrayContaining(['place.create', 'place.update', 'place.delete', 'place.import']),
  )
  const { items } = (await admin.call('GET', '/api/changes?after=0&limit=200')).body
  expect(items.map((change: { resource: string }) => change.resource)).toEqual(
    expect.arrayContaining(['places', 'communities']),
  )
})
