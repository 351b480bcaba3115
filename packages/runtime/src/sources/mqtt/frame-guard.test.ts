import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFrameFollower } from './frame-guard.ts'

/** A packet with a body of `length` bytes, its length written as MQTT does. */
function packet(type: number, length: number): number[] {
  const digits: number[] = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    digits.push(rest >= 128 ? (rest % 128) | 128 : rest)
    if (rest < 128) break
  }
  return [type << 4, ...digits, ...new Array<number>(length).fill(0x30)]
}

const stream = fc
  .array(fc.record({ type: fc.integer({ min: 0, max: 15 }), length: fc.integer({ min: 0, max: 400 }) }), {
    maxLength: 20,
  })
  .map((packets) => ({
    packets,
    bytes: Uint8Array.from(
      [packet(1, 12), ...packets.map(({ type, length }) => packet(type, length))].flat(),
    ),
  }))

test('a stream is judged alike however it is cut, and by its longest packet', () => {
  fc.assert(
    fc.property(
      stream,
      fc.integer({ min: 1, max: 300 }),
      fc.array(fc.integer({ min: 1, max: 50 })),
      ({ packets, bytes }, limit, cuts) => {
        const whole = createFrameFollower({ maxPacket: limit })(bytes)
        const follow = createFrameFollower({ maxPacket: limit })
        let breach = null
        for (let at = 0, cut = 0; at < bytes.length && !breach; cut++) {
          const size = cuts.length > 0 ? cuts[cut % cuts.length]! : 7
          breach = follow(bytes.subarray(at, at + size))
          at += size
        }
        expect(breach).toEqual(whole)
        expect(whole === null).toBe(
          [12, ...packets.map(({ length }) => length)].every((length) => length <= limit),
        )
      },
    ),
  )
})

test('a length of more than four bytes is no MQTT', () => {
  const follow = createFrameFollower({ maxPacket: 1 << 28 })
  expect(follow(Uint8Array.from([0x10, 0x80, 0x80, 0x80, 0x80, 0x01]))).toMatchObject({
    what: { en: 'packet size in bytes' },
  })
})

test('a limit that is raised holds from the next packet on', () => {
  const limit = { maxPacket: 20 }
  const follow = createFrameFollower(limit)
  expect(follow(Uint8Array.from(packet(1, 12)))).toBeNull()
  limit.maxPacket = 100
  expect(follow(Uint8Array.from(packet(3, 90)))).toBeNull()
  expect(follow(Uint8Array.from(packet(3, 101)))).toMatchObject({ size: 101, limit: 100 })
})
