import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
let zhao: Caller
beforeAll(async () => {
  estate = await startEstate()
  zhao = await estate.as('zhao')
}, 60_000)
afterAll(async () => estate?.[Symbol.asyncDispose]())

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

function upload(content: Uint8Array | string, type = 'image/jpeg', name = '照片.jpg', caller = zhao) {
  const form = new FormData()
  form.set('file', new File([content as never], name, { type }))
  return caller.call('POST', '/api/attachments', form)
}

test('a photo is kept by the hash of its bytes and comes back as it was', async () => {
  const stored = await upload(jpeg)
  expect(stored).toMatchObject({
    status: 201,
    body: { type: 'image/jpeg', size: 7, name: '照片.jpg', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  const response = await fetch(`${estate.url}/api/attachments/${stored.body.hash}`, {
    headers: { cookie: zhao.cookie },
  })
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(jpeg)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('the same photo twice is one file', async () => {
  const [one, two] = [await upload(jpeg), await upload(jpeg, 'image/jpeg', 'b.jpg')]
  expect(one.body.hash).toBe(two.body.hash)
})

test('a page that calls itself a photo is refused, and nothing of it stays on disk', async () => {
  expect((await upload('<html><script>alert(1)</script>')).body.error).toMatchObject({
    code: 'attachment.type',
    params: { name: '照片.jpg' },
  })
  expect(await readdir(join(estate.dir, 'attachments', 'incoming'))).toEqual([])
})

test('a declared type that the bytes deny is refused', async () => {
  expect((await upload(jpeg, 'image/png')).body.error).toMatchObject({
    code: 'attachment.mismatch',
    params: { declared: 'image/png', found: 'image/jpeg' },
  })
  expect((await upload('%PDF-1.7 …', 'application/pdf', 'a.pdf')).body.type).toBe('application/pdf')
})

test('a file over the limit is refused, and nothing of it stays on disk', async () => {
  const large = new Uint8Array(100_001)
  large.set(jpeg)
  expect(await upload(large)).toMatchObject({
    status: 413,
    body: { error: { code: 'attachment.too-large', params: { limit: 100_000 } } },
  })
  const exact = large.subarray(0, 100_000)
  expect((await upload(exact)).status).toBe(201)
  expect(await readdir(join(estate.dir, 'attachments', 'incoming'))).toEqual([])
})

test('a request without a file is refused', async () => {
  expect((await zhao.call('POST', '/api/attachments', { file: 'x' })).body.error.code).toBe(
    'attachment.missing',
  )
})

/** Bytes that nobody else has uploaded. */
const another = () => Uint8Array.from([...jpeg, ...crypto.getRandomValues(new Uint8Array(8))])
const logins = ['zhao', 'wang', 'guest', 'hill'] as const
const statuses = (hash: string) =>
  Promise.all(
    logins.map(
      async (login) => (await (await estate.as(login)).call('GET', `/api/attachments/${hash}`)).status,
    ),
  )

test('a photo is read by who uploaded it, and then by those who may read what it proves', async () => {
  const { hash } = (await upload(another())).body
  expect(await statuses(hash)).toEqual([200, 404, 404, 404])
  expect((await estate.nobody.call('GET', `/api/attachments/${hash}`)).status).toBe(401)
  const report = { title: '井盖破损', place: 'b30', evidence: [hash] }
  expect((await zhao.call('POST', '/api/incidents', report)).status).toBe(201)
  // wang works in building 3 only.
  expect(await statuses(hash)).toEqual([200, 404, 200, 404])
  expect((await zhao.call('POST', '/api/incidents', { ...report, place: 'b3' })).status).toBe(201)
  expect(await statuses(hash)).toEqual([200, 200, 200, 404])
})

test('a photo in an answer is read by those who read the field it stands in', async () => {
  const { hash } = (await upload(another())).body
  const submit = (values: object) =>
    zhao.call('POST', '/api/submissions', { installation: 'fire-lake', form: 'visit', place: 'b3', values })
  expect((await submit({ found: '一切正常', plate: hash })).status).toBe(201)
  expect(await statuses(hash)).toEqual([200, 200, 404, 404])
  expect((await submit({ found: hash })).status).toBe(201)
  expect(await statuses(hash)).toEqual([200, 200, 200, 404])
})

test('who knows the hash of a photo cannot make it evidence of their own', async () => {
  const bytes = another()
  const { hash } = (await upload(bytes)).body
  const wang = await estate.as('wang')
  const report = { title: '井盖破损', place: 'b3', evidence: [hash] }
  expect((await wang.call('POST', '/api/incidents', report)).body.error.code).toBe('attachment.unknown')
  expect((await upload(bytes, 'image/jpeg', 'mine.jpg', wang)).status).toBe(201)
  expect((await wang.call('POST', '/api/incidents', report)).status).toBe(201)
})

test('a viewer uploads nothing', async () => {
  expect((await upload(jpeg, 'image/jpeg', 'a.jpg', await estate.as('guest'))).body.error.code).toBe(
    'access.role',
  )
})
