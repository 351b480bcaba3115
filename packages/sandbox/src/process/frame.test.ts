import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, createFrameReader, encodeFrame, type Frame } from './frame.ts'

const frame = fc.record({
  id: fc.nat(),
  kind: fc.integer({ min: 0, max: 255 }).filter((kind) => kind !== ask.step && kind !== ask.recall),
  header: fc.string({ unit: 'grapheme', maxLength: 30 }),
  body: fc.string({ unit: 'grapheme', maxLength: 200 }),
})

test('frames come out as they went in, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 60 })),
      (frames, cuts) => {
        const bytes = Buffer.concat(frames.map(encodeFrame))
        const reader = createFrameReader()
        const seen: Frame[] = []
        for (let at = 0; at < bytes.length; ) {
          const size = cuts.next().value as number
          seen.push(...(reader.push(bytes.subarray(at, at + size)) ?? []))
          at += size
        }
        expect(seen).toEqual(frames)
      },
    ),
  )
})

test('a step carries bytes, not text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (content) => {
      const sent = { id: 1, kind: ask.step, header: '{}', body: '', bytes: Buffer.from(content) }
      expect(createFrameReader().push(encodeFrame(sent))).toEqual([sent])
    }),
  )
})

test('a frame that announces too much is refused before it is held', () => {
  const reader = createFrameReader(1000)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(1001)
  expect(reader.push(head)).toBeNull()
})

test('a header longer than its frame is refused', () => {
  const bytes = encodeFrame({ id: 1, kind: 1, header: '{}', body: '' })
  bytes.writeUInt32LE(99, 9)
  expect(createFrameReader().push(bytes)).toBeNull()
})

test('a frame too short for its own prefix is refused', () => {
  expect(createFrameReader().push(Buffer.from([2, 0, 0, 0, 1, 1]))).toBeNull()
})
