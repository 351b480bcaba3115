import { randomInt } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runtimeError } from '../errors.ts'

/** Segments are made at their full size, so that appending never has to ask the file system for space. */
export const segmentSize = 16 * 1024 * 1024
/** Magic and seed, synced before the first record comes. */
export const segmentHeader = 16
const magic = Buffer.from('LINLIJ01')
const spareName = 'spare.tmp'

/** A segment by its place: its name is the position of its first record. */
export interface Segment {
  readonly first: number
  readonly file: string
}

/** The segments of a journal, oldest first. */
export async function listSegments(dir: string): Promise<Segment[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{16}\.seg$/.test(name)).toSorted()
  return names.map((name) => ({ first: Number.parseInt(name, 10), file: join(dir, name) }))
}

/** Makes a segment ready to be used, under a name that recovery does not look at. */
export async function prepareSpare(dir: string): Promise<void> {
  const file = join(dir, spareName)
  const handle = await open(file, 'w')
  try {
    const chunk = Buffer.alloc(1024 * 1024)
    magic.copy(chunk)
    chunk.writeUInt32LE(randomInt(2 ** 32), magic.length)
    for (let at = 0; at < segmentSize; at += chunk.length) {
      await writeFully(handle, chunk, at)
      if (at === 0) chunk.fill(0)
    }
    await handle.datasync()
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Turns the spare into the segment whose first record will be at `first`. */
export async function useSpare(dir: string, first: number): Promise<Segment> {
  const file = join(dir, `${String(first).padStart(16, '0')}.seg`)
  await rename(join(dir, spareName), file)
  await syncDirectory(dir)
  return { first, file }
}

/** Drops a spare that an earlier run left, finished or not. */
export async function dropSpare(dir: string): Promise<void> {
  await rm(join(dir, spareName), { force: true })
}

/** Reads the seed of a segment's checksums; fails with `journal.damaged` where the file is no segment. */
export async function readSeed(handle: FileHandle, segment: Segment): Promise<number> {
  const header = Buffer.alloc(segmentHeader)
  await handle.read(header, 0, segmentHeader, 0)
  if (header.subarray(0, magic.length).equals(magic)) return header.readUInt32LE(magic.length)
  throw runtimeError('journal.damaged', { file: segment.file, position: segment.first, reason: 'header' })
}

/** Writes all of `bytes` at `at`, however many calls it takes. */
export async function writeFully(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}

/** Makes names in a directory (new, renamed, removed files) survive a power cut. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
