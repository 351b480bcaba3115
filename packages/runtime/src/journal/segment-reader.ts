import { type FileHandle, open } from 'node:fs/promises'
import { runtimeError } from '../errors.ts'
import type { JournalEntry } from './journal.ts'
import { decodeRecord, findRecord } from './record.ts'
import { readSeed, type Segment, segmentHeader } from './segment.ts'

/** Reads entries from segments; remembers where its last answers ended, so that reading on finds its place at once. */
export interface SegmentReader {
  /** Entries of one segment after a position, at most `limit` and none beyond `head`; at least one where there is one. */
  read(segment: Segment, after: number, limit: number, head: number): Promise<JournalEntry[]>
}

const chunkSize = 1024 * 1024
const places = 64

/** Creates a reader of the segments of one journal. */
export function createSegmentReader(): SegmentReader {
  /** Position → where the record after it starts. */
  const offsets = new Map<number, number>()

  function remember(position: number, offset: number): void {
    offsets.delete(position)
    offsets.set(position, offset)
    if (offsets.size > places) offsets.delete(offsets.keys().next().value!)
  }

  return {
    async read(segment, after, limit, head) {
      const handle = await open(segment.file, 'r')
      try {
        const seed = await readSeed(handle, segment)
        const scan = { segment, handle, seed, offset: segmentHeader, position: segment.first - 1 }
        const known = offsets.get(after)
        if (known !== undefined && after >= segment.first)
          Object.assign(scan, { offset: known, position: after })
        const entries: JournalEntry[] = []
        while (
          entries.length === 0 &&
          scan.position < head &&
          (await scanChunk(scan, after, limit, head, entries))
        );
        remember(scan.position, scan.offset)
        return entries
      } finally {
        await handle.close()
      }
    },
  }
}

interface Scan {
  readonly segment: Segment
  readonly handle: FileHandle
  readonly seed: number
  offset: number
  position: number
}

/** Takes what one chunk holds into `into`; false where the segment ends. */
async function scanChunk(
  scan: Scan,
  after: number,
  limit: number,
  head: number,
  into: JournalEntry[],
): Promise<boolean> {
  const bytes = await readChunk(scan)
  const from = scan.offset
  while (into.length < limit && scan.position < head) {
    const start = scan.offset - from
    const found = findRecord(bytes, start, scan.seed)
    if (found.kind === 'nothing') return false
    if (found.kind === 'cut') return true
    if (found.kind === 'wrong' || found.position !== scan.position + 1) {
      const reason = found.kind === 'wrong' ? found.reason : `position ${found.position}`
      throw runtimeError('journal.damaged', { file: scan.segment.file, position: scan.position + 1, reason })
    }
    if (found.position > after) into.push(decodeRecord(bytes, start))
    scan.offset = from + found.end
    scan.position = found.position
  }
  return true
}

/** At least one whole record from the scan's place on, where there is one. */
async function readChunk({ handle, offset, seed }: Scan): Promise<Buffer> {
  const bytes = await readAt(handle, offset, chunkSize)
  const first = findRecord(bytes, 0, seed)
  return first.kind === 'cut' ? readAt(handle, offset, first.end) : bytes
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await handle.read(bytes, 0, length, offset)
  return bytes.subarray(0, bytesRead)
}
