import { type FileHandle, open } from 'node:fs/promises'
import { runtimeError } from '../errors.ts'
import { findRecord, recordHeader } from './record.ts'
import { readSeed, type Segment, segmentHeader, segmentSize, writeFully } from './segment.ts'

/** A segment that can be appended to: where its records end, and what the last of them was. */
export interface OpenSegment {
  readonly segment: Segment
  readonly handle: FileHandle
  readonly seed: number
  readonly end: number
  readonly position: number
  readonly stamp: number
}

/**
 * Opens the last segment for appending. A torn last write, which was never acknowledged, is cut off; bytes that were
 * acknowledged and are wrong now fail with `journal.damaged`, since dropping them would lose messages.
 */
export async function recoverSegment(segment: Segment): Promise<OpenSegment> {
  const handle = await open(segment.file, 'r+')
  try {
    const { bytes, seed, ...last } = await walk(handle, segment)
    if (bytes.length < segmentSize || !isZero(bytes.subarray(last.end))) await cutOff(handle, last.end)
    return { segment, handle, seed, ...last }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Reads which stamp a segment ends with. */
export async function lastStamp(segment: Segment): Promise<number> {
  const handle = await open(segment.file, 'r')
  try {
    return (await walk(handle, segment)).stamp
  } finally {
    await handle.close()
  }
}

interface Walked {
  readonly bytes: Buffer
  readonly seed: number
  readonly end: number
  readonly position: number
  readonly stamp: number
}

async function walk(handle: FileHandle, segment: Segment): Promise<Walked> {
  const seed = await readSeed(handle, segment)
  const whole = Buffer.alloc(segmentSize)
  const { bytesRead } = await handle.read(whole, 0, segmentSize, 0)
  const bytes = whole.subarray(0, bytesRead)
  let [end, position, stamp] = [segmentHeader, segment.first - 1, 0]
  for (;;) {
    const found = findRecord(bytes, end, seed)
    if (found.kind !== 'record' || found.position !== position + 1) break
    ;({ end, position, stamp } = found)
  }
  const later = findSynced(bytes, end, seed, position)
  if (later === null) return { bytes, seed, end, position, stamp }
  throw runtimeError('journal.damaged', {
    file: segment.file,
    position: position + 1,
    reason: `record ${later} behind it is whole`,
  })
}

/** Position of a whole record behind `from` that was written after a sync: proof that what is missing had been synced. */
function findSynced(bytes: Buffer, from: number, seed: number, position: number): number | null {
  for (let at = from; at + recordHeader < bytes.length; at += 1) {
    // Skips zeros, but for those a length could begin with.
    while (isZero(bytes.subarray(at, at + zeros.length)) && at < bytes.length) at += zeros.length - 3
    const found = findRecord(bytes, at, seed)
    if (found.kind === 'record' && found.leads && found.position > position + 1) return found.position
  }
  return null
}

const zeros = Buffer.alloc(64 * 1024)

function isZero(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const part = bytes.subarray(at, at + zeros.length)
    if (part.compare(zeros, 0, part.length) !== 0) return false
  }
  return true
}

/** What is left of a torn write must not be taken for records when new ones end where it begins. */
async function cutOff(handle: FileHandle, end: number): Promise<void> {
  await handle.truncate(segmentSize)
  await writeFully(handle, Buffer.alloc(segmentSize - end), end)
  await handle.datasync()
}
