import { readSync, writeSync } from 'node:fs'
import { decodeFrame, type Frame, frameLength, longestFrame, writeFrame } from '../process/frame.ts'

const quiet = new Int32Array(new SharedArrayBuffer(4))

/** Bytes held for requests: usually, and at most once a giant has passed. */
const usual = 512 * 1024
const largestKept = 4 * 1024 * 1024

/** The worker's end of the pipe. Blocking on purpose: one request after the other, and no event loop in between. */
export interface Pipe {
  send(frame: Frame): void
  /** Answers requests until the host is gone. */
  serve(handle: (frame: Frame) => void): void
}

/** Standard input and output as frames. Ends the process when the host closes the pipe or sends what is no frame. */
export function createPipe(): Pipe {
  // One buffer for all answers: garbage outside the heap is collected late.
  let out = Buffer.allocUnsafe(usual)
  return {
    send(frame) {
      const length = frameLength(frame)
      if (length > out.length || out.length > largestKept) out = Buffer.allocUnsafe(Math.max(usual, length))
      writeFrame(frame, length, out)
      writeAll(out.subarray(0, length))
    },
    serve(handle) {
      let held = Buffer.allocUnsafe(usual)
      let [start, end] = [0, 0]
      for (;;) {
        const needed = end - start < 4 ? 4 : held.readUInt32LE(start) + 4
        if (needed > longestFrame) process.exit(3)
        if (end - start >= needed) {
          const frame = decodeFrame(held, start + 4, start + needed)
          if (frame === null) process.exit(3)
          start += needed
          handle(frame)
          continue
        }
        if (start === end) [start, end] = [0, 0]
        if (start + needed > held.length) {
          const tooSmall = needed > held.length
          const tooLarge = held.length > largestKept && needed <= largestKept
          const next = tooSmall || tooLarge ? Buffer.allocUnsafe(Math.max(usual, needed)) : held
          held.copy(next, 0, start, end)
          ;[held, start, end] = [next, 0, end - start]
        }
        const length = readSome(held, end)
        if (length === 0) process.exit(0)
        end += length
      }
    },
  }
}

function readSome(held: Buffer, at: number): number {
  for (;;) {
    try {
      return readSync(0, held, at, held.length - at, null)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EAGAIN') return 0
      Atomics.wait(quiet, 0, 0, 1)
    }
  }
}

function writeAll(bytes: Buffer): void {
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EAGAIN') process.exit(0)
      Atomics.wait(quiet, 0, 0, 1)
    }
  }
}
