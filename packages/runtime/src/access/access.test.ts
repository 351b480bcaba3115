import { expect, test } from 'vitest'
import { isWithin, rolesAt, visiblePaths } from './actor.ts'
import { type Mask, masked } from './mask.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { maskBySchema, mayRead } from './personal.ts'
import { allowsScope } from './scope.ts'
import { createThrottle } from './throttle.ts'

test('a path lies within itself and what is above it, not within what only begins alike', () => {
  expect(isWithin('a.b.c', 'a.b')).toBe(true)
  expect(isWithin('a.b', 'a.b')).toBe(true)
  expect(isWithin('a.b30', 'a.b3')).toBe(false)
  expect(isWithin('a', 'a.b')).toBe(false)
  expect(isWithin('', '')).toBe(true)
})

test('roles count where they are held and below', () => {
  const grants = [
    { role: 'grid-worker', path: 'a.b' },
    { role: 'viewer', path: '' },
  ]
  expect(rolesAt({ grants }, 'a.b.c')).toEqual(['grid-worker', 'viewer'])
  expect(rolesAt({ grants }, 'a')).toEqual(['viewer'])
})

test('paths within others are left out of what is asked for', () => {
  const grants = ['a.b', 'a.b.c', 'a.d', 'a.b'].map((path) => ({ role: 'viewer', path }))
  expect(visiblePaths({ grants })).toEqual(['a.b', 'a.d'])
})

test.each<[Mask, string, string]>([
  ['phone', '13800001234', '138****1234'],
  ['name', '王小明', '王**'],
  ['name', '王', '****'],
  ['plate', '京A12345', '京A****45'],
  ['id', '110101199001011234', '110****34'],
  ['address', '云溪社区3号楼2单元302室', '云溪社区3号****'],
  ['all', 'anything', '****'],
  ['phone', '110', '****'],
])('the mask %s shows %s as %s', (mask, value, shown) => {
  expect(masked(value, mask)).toBe(shown)
})

test('numbers and objects are hidden whole, nothing stays nothing', () => {
  expect([masked(42, 'phone'), masked({ a: 1 }, 'name'), masked(null, 'all')]).toEqual(['****', '****', null])
})

test('masks follow the notes of a schema wherever they stand', () => {
  const note = { data: { class: 'C2', mask: 'phone' } }
  const schema = {
    properties: { calls: { items: { properties: { phone: note, minutes: {} } } }, phone: note },
  }
  const value = { calls: [{ phone: '13800001234', minutes: 3 }], phone: '13800001234', other: 1 }
  expect(maskBySchema(schema, value, ['viewer'])).toEqual({
    calls: [{ phone: '138****1234', minutes: 3 }],
    phone: '138****1234',
    other: 1,
  })
  expect(maskBySchema(schema, value, ['grid-worker'])).toEqual(value)
})

test('the more sensitive a class, the fewer read it', () => {
  const readers = (data: 'C1' | 'C2' | 'C3' | 'C4') =>
    ['viewer', 'admin', 'property', 'grid-worker', 'grid-leader', 'community-worker'].filter((role) =>
      mayRead([role], data),
    )
  expect(readers('C1')).toHaveLength(6)
  expect(readers('C2')).toEqual(['grid-worker', 'grid-leader', 'community-worker'])
  expect(readers('C3')).toEqual(['grid-leader', 'community-worker'])
  expect(readers('C4')).toEqual(['community-worker'])
})

test('a scope names a resource and an operation; writing does not include reading', () => {
  expect(allowsScope(null, 'alerts', 'write')).toBe(true)
  expect(allowsScope(['alerts:read'], 'alerts', 'read')).toBe(true)
  expect(allowsScope(['alerts:write'], 'alerts', 'read')).toBe(false)
  expect(allowsScope(['*:read'], 'people', 'read')).toBe(true)
  expect(allowsScope(['*:read'], 'people', 'write')).toBe(false)
})

test('a password is kept as argon2id and matches itself only', async () => {
  const stored = await hashPassword('one')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordMatches(stored, 'one')).toBe(true)
  expect(await passwordMatches(stored, 'two')).toBe(false)
})

test('no password matches an account that does not exist, not even the one its hash is made of', async () => {
  expect(await passwordMatches(null, 'an account that does not exist')).toBe(false)
})

test('a key that failed too often waits until its window is over', () => {
  let now = 0
  const throttle = createThrottle({ limit: 2, windowMs: 1000, now: () => now })
  throttle.count('a')
  expect(throttle.waitFor('a')).toBe(0)
  throttle.count('a')
  now = 400
  expect(throttle.waitFor('a')).toBe(1)
  expect(throttle.waitFor('b')).toBe(0)
  now = 1000
  expect(throttle.waitFor('a')).toBe(0)
})

test('a forgiven attempt does not count, a cleared key starts anew', () => {
  const throttle = createThrottle({ limit: 1, windowMs: 1000, now: () => 0 })
  throttle.count('a')
  throttle.forgive('a')
  expect(throttle.waitFor('a')).toBe(0)
  throttle.count('a')
  throttle.clear('a')
  expect(throttle.waitFor('a')).toBe(0)
})

test('a throttle remembers only so many keys', () => {
  const throttle = createThrottle({ limit: 1, windowMs: 1000, now: () => 0, keys: 2 })
  for (const key of ['a', 'b', 'c']) throttle.count(key)
  expect([throttle.waitFor('a'), throttle.waitFor('b'), throttle.waitFor('c')]).toEqual([0, 1, 1])
})
