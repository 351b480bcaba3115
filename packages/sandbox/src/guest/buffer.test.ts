import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GuestBuffer, installBuffer } from './buffer.ts'

const real = Buffer
installBuffer()
const Guest = GuestBuffer as unknown as typeof Buffer
globalThis.Buffer = real

const encodings = ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii'] as const

test('any bytes read as text in every encoding are what Node reads', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...encodings), (bytes, encoding) => {
      expect(Guest.from(bytes).toString(encoding)).toBe(real.from(bytes).toString(encoding))
    }),
  )
})

test('any text written as UTF-8 or Latin-1 gives the bytes Node gives', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 })
  fc.assert(
    fc.property(text, fc.constantFrom('utf8' as const, 'latin1' as const), (text, encoding) => {
      expect([...Guest.from(text, encoding)]).toEqual([...real.from(text, encoding)])
    }),
  )
})

test('hexadecimal text is read up to its first foreign sign', () => {
  for (const text of ['0aFF', '0a f', 'zz', 'abc', '']) {
    expect([...Guest.from(text, 'hex')]).toEqual([...real.from(text, 'hex')])
  }
})

test('base64 with and without padding, standard or for URLs, is read', () => {
  for (const text of ['AQID', 'AQI=', 'AQI', '_-8=', '/+8', 'A QI\n=']) {
    expect([...Guest.from(text, 'base64')]).toEqual([...real.from(text, 'base64')])
  }
})

test('every reader gives what Node gives at every offset', () => {
  const names = Object.getOwnPropertyNames(real.prototype).filter((name) =>
    /^read.*(8|16|32|64|Float|Double)(BE|LE)?/.test(name),
  )
  expect(names.length).toBeGreaterThan(20)
  const bytes = [0x80, 0xff, 0x7f, 0x00, 0x01, 0xc3, 0x28, 0xfe, 0x12, 0x34]
  for (const name of names) {
    for (const offset of [0, 1, 2]) {
      const read = (buffer: Buffer) =>
        (buffer as unknown as Record<string, (at: number) => unknown>)[name]?.(offset)
      expect([name, read(Guest.from(bytes))]).toEqual([name, read(real.from(bytes))])
    }
  }
})

test('every writer leaves the bytes Node leaves', () => {
  const names = Object.getOwnPropertyNames(real.prototype).filter((name) =>
    /^write.*(8|16|32)(BE|LE)?$|^write(Float|Double)/.test(name),
  )
  expect(names.length).toBeGreaterThan(15)
  for (const name of names) {
    const written = (buffer: Buffer) => {
      ;(buffer as unknown as Record<string, (value: number, at: number) => void>)[name]?.(
        /U[iI]nt/.test(name) ? 100 : -100,
        1,
      )
      return [...buffer]
    }
    expect([name, written(Guest.alloc(10))]).toEqual([name, written(real.alloc(10))])
  }
})

test('a read past the end throws', () => {
  expect(() => Guest.from([1, 2, 3]).readUInt32BE(0)).toThrow(RangeError)
  expect(() => Guest.from([1]).readUInt8(1)).toThrow(RangeError)
})

test('a slice shares memory as Node says', () => {
  const whole = Guest.from([1, 2, 3])
  whole.slice(1)[0] = 9
  expect([...whole]).toEqual([1, 9, 3])
})

test('concat, compare, equals, copy, fill and isBuffer agree with Node', () => {
  for (const Kind of [Guest, real]) {
    const joined = Kind.concat([Kind.from([1]), Kind.from([2, 3])])
    expect([...joined]).toEqual([1, 2, 3])
    expect(Kind.compare(Kind.from([1]), Kind.from([1, 0]))).toBe(-1)
    expect(joined.equals(Kind.from([1, 2, 3]))).toBe(true)
    const target = Kind.alloc(2)
    expect(joined.copy(target, 1)).toBe(1)
    expect([...target]).toEqual([0, 1])
    expect([...Kind.alloc(3, 'ab')]).toEqual([97, 98, 97])
    expect(Kind.isBuffer(joined)).toBe(true)
    expect(JSON.stringify(joined)).toBe('{"type":"Buffer","data":[1,2,3]}')
  }
})

test('signed numbers of every size, comparing and swapping agree with Node', () => {
  const results = [Guest, real].map((Kind) => {
    const buffer = Kind.alloc(12)
    buffer.writeIntBE(-2, 0, 3)
    buffer.writeIntLE(-70_000, 3, 3)
    buffer.writeIntBE(8_000_000, 6, 6)
    const order = Math.sign(buffer.compare(Kind.from([255, 255])))
    return [[...buffer], order, [...buffer.swap16()]]
  })
  expect(results[0]).toEqual(results[1])
})
