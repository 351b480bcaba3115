import { readSync, writeSync } from 'node:fs'
import { createFrameReader, encodeFrame, type Frame } from '../process/frame.ts'

const quiet = new Int32Array(new SharedArrayBuffer(4))

/** The worker's end of the pipe. Blocking on purpose: one request after the other, and no event loop in between. */
export interface Pipe {
  send(frame: Frame): void
  /** Answers requests until the host is gone. */
  serve(handle: (frame: Frame) => void): void
}

/** Standard input and output as frames. Ends the process when the host closes the pipe or sends what is no frame. */
export function createPipe(): Pipe {
  const reader = createFrameReader()
  const chunk = Buffer.allocUnsafe(1024 * 1024)
  return {
    send(frame) {
      writeAll(encodeFrame(frame))
    },
    serve(handle) {
      for (;;) {
        const length = readSome(chunk)
        if (length === 0) process.exit(0)
        const frames = reader.push(Buffer.from(chunk.subarray(0, length)))
        if (frames === null) process.exit(3)
        for (const frame of frames) handle(frame)
      }
    },
  }
}

function readSome(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk, 0, chunk.length, null)
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
