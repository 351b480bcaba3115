/**
 * The pipe's frame: u32 length of the rest, u32 id, u8 kind, u32 length of the header, header (JSON), body (text, or
 * bytes where records are handed over).
 * All numbers little-endian. Requests and replies have the same shape; a reply repeats its request's id.
 */
export interface Frame {
  readonly id: number
  readonly kind: number
  readonly header: string
  readonly body: string
  /** What a step or a recall carries instead of a text. */
  readonly bytes?: Uint8Array
}

/** Request kinds, host to worker. */
export const ask = {
  load: 1,
  call: 2,
  missing: 3,
  unload: 4,
  boot: 5,
  open: 6,
  step: 7,
  save: 8,
  close: 9,
  outline: 10,
  recall: 11,
} as const

/** Reply kinds, worker to host. `patience`: the machine was too busy for a fair trial, the worker tries again. */
export const reply = { done: 1, failed: 2, patience: 3 } as const

/** No frame may be longer than this, in either direction. */
export const longestFrame = 256 * 1024 * 1024

const prefix = 13

/** How many bytes the frame takes. */
export function frameLength(frame: Frame): number {
  return prefix + Buffer.byteLength(frame.header) + (frame.bytes?.length ?? Buffer.byteLength(frame.body))
}

/** Writes the frame, `length` bytes long, to the start of `bytes`. */
export function writeFrame(frame: Frame, length: number, bytes: Buffer): void {
  const headerLength = bytes.write(frame.header, prefix, 'utf8')
  if (frame.bytes) bytes.set(frame.bytes, prefix + headerLength)
  else bytes.write(frame.body, prefix + headerLength, 'utf8')
  bytes.writeUInt32LE(length - 4, 0)
  bytes.writeUInt32LE(frame.id, 4)
  bytes.writeUInt8(frame.kind, 8)
  bytes.writeUInt32LE(headerLength, 9)
}

/** One frame as bytes, ready for the pipe. */
export function encodeFrame(frame: Frame): Buffer {
  const length = frameLength(frame)
  const bytes = Buffer.allocUnsafe(length)
  writeFrame(frame, length, bytes)
  return bytes
}

/** The frame whose bytes, without the leading length, are `bytes[start, end)`; null if they are not one. */
export function decodeFrame(bytes: Buffer, start: number, end: number): Frame | null {
  if (end - start < prefix - 4) return null
  const headerLength = bytes.readUInt32LE(start + 5)
  const headerStart = start + 9
  if (headerStart + headerLength > end) return null
  const bodyStart = headerStart + headerLength
  const id = bytes.readUInt32LE(start)
  const kind = bytes.readUInt8(start + 4)
  const header = bytes.toString('utf8', headerStart, bodyStart)
  return kind === ask.step || kind === ask.recall
    ? { id, kind, header, body: '', bytes: bytes.subarray(bodyStart, end) }
    : { id, kind, header, body: bytes.toString('utf8', bodyStart, end) }
}

/** Cuts a byte stream into frames. `push` returns null when the stream is not ours any more: end the worker then. */
export interface FrameReader {
  push(chunk: Buffer): Frame[] | null
}

/** A reader that refuses frames longer than `longest` bytes before it holds them. */
export function createFrameReader(longest: number = longestFrame): FrameReader {
  let waiting: Buffer[] = []
  let held = 0
  let wanted = 4
  return {
    push(chunk) {
      waiting.push(chunk)
      held += chunk.length
      if (held < wanted) return []
      const bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting, held)
      const frames: Frame[] = []
      let start = 0
      wanted = 4
      while (bytes.length - start >= 4) {
        const length = bytes.readUInt32LE(start)
        if (length > longest) return null
        if (bytes.length - start - 4 < length) {
          wanted = length + 4
          break
        }
        const frame = decodeFrame(bytes, start + 4, start + 4 + length)
        if (frame === null) return null
        frames.push(frame)
        start += 4 + length
      }
      waiting = start === bytes.length ? [] : [bytes.subarray(start)]
      held = bytes.length - start
      return frames
    },
  }
}
