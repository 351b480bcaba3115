import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPublicIds } from './public-id.ts'

const ids = createPublicIds(randomBytes(32))
const plate = '鲁PD88126'
const session = `lake-parking:session:${plate}`

test('a key comes back from its seal, is the same each time, and cannot be read from it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (key) => {
      const sealed = ids.seal(key)
      expect(ids.open(sealed)).toBe(Buffer.from(key).toString())
      expect(ids.seal(key)).toBe(sealed)
      expect(sealed).toMatch(/^~[\w-]+$/)
    }),
  )
})

test('a plate and one that differs by a letter have nothing in common outside', () => {
  const [one, two] = [ids.shown(session), ids.shown(session.replace('6', '7'))]
  expect(one).toMatch(/^lake-parking:session:~[\w-]{43}$/)
  expect(one).not.toContain('88126')
  expect(one.slice(0, 30)).not.toBe(two.slice(0, 30))
})

test('only what the API has shown is understood: no plain key, no foreign seal, no altered one', () => {
  const shown = ids.shown(session)
  expect(ids.meant(shown)).toBe(session)
  expect(ids.meant(session)).toBeNull()
  expect(ids.meant(createPublicIds(randomBytes(32)).shown(session))).toBeNull()
  const at = shown.length - 10
  const altered = shown.slice(0, at) + (shown[at] === 'A' ? 'B' : 'A') + shown.slice(at + 1)
  expect(ids.meant(altered)).toBeNull()
  expect([ids.open('~'), ids.open(''), ids.open('~YQ')]).toEqual([null, null, null])
})

test('ids of devices and everything else stay as they are', () => {
  for (const id of ['gate-1', 'care-1-1-101-sos', 'a.b_c', ''])
    expect([ids.shown(id), ids.meant(id)]).toEqual([id, id])
})

test('a mark is short, stable and tells nothing', () => {
  const mark = ids.mark(`plates|1|gate|plateSeen|{"plate":"${plate}"}`)
  expect(mark).toMatch(/^[\w-]{22}$/)
  expect(ids.mark(`plates|1|gate|plateSeen|{"plate":"${plate}"}`)).toBe(mark)
})
