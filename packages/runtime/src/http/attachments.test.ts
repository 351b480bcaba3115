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

test('a photo is shown within its community and to nobody else', async () => {
  const { hash } = (await upload(jpeg)).body
  const status = async (login: 'wang' | 'hill' | 'guest') =>
    (await (await estate.as(login)).call('GET', `/api/attachments/${hash}`)).status
  expect([await status('wang'), await status('guest'), await status('hill')]).toEqual([200, 200, 404])
  expect((await estate.nobody.call('GET', `/api/attachments/${hash}`)).status).toBe(401)
})

test('a viewer uploads nothing', async () => {
  expect((await upload(jpeg, 'image/jpeg', 'a.jpg', await estate.as('guest'))).body.error.code).toBe(
    'access.role',
  )
})
