import type { FileHandle } from 'node:fs/promises'
import { open, rm } from 'node:fs/promises'
import { lastStamp, recoverSegment } from './recovery.ts'
import {
  dropSpare,
  listSegments,
  prepareSpare,
  readSeed,
  type Segment,
  segmentHeader,
  segmentSize,
  syncDirectory,
  useSpare,
  writeFully,
} from './segment.ts'

interface Active {
  readonly handle: FileHandle
  readonly seed: number
  end: number
}

/** After a failed attempt to make a segment, how long not to try again (ms): each one writes until the disk is full. */
const retryPause = 500

/** The segments of one journal, the last of them open for appending. One call at a time. */
export class SegmentWriter {
  readonly #dir: string
  #segments: Segment[]
  #active: Active | null
  #spare: Promise<void> | null = null
  #failed: { readonly error: unknown; readonly at: number } | null = null
  /** Bytes behind the end that a failed write may have left: to be cleared before the next one. */
  #torn = 0

  constructor(dir: string, segments: Segment[], active: Active | null) {
    this.#dir = dir
    this.#segments = segments
    this.#active = active
  }

  /** Oldest first. */
  get segments(): readonly Segment[] {
    return this.#segments
  }

  /** How many bytes fit into the open segment; none where there is no segment yet. */
  get room(): number {
    return this.#active === null ? 0 : segmentSize - this.#active.end
  }

  /** Seed of the open segment's checksums. */
  get seed(): number {
    return this.#active?.seed ?? 0
  }

  /** Goes on to a new segment. */
  async roll(first: number): Promise<void> {
    await this.#ensureSpare()
    const segment = await useSpare(this.#dir, first)
    this.#spare = null
    const handle = await open(segment.file, 'r+')
    const before = this.#active?.handle
    this.#active = { handle, seed: await readSeed(handle, segment), end: segmentHeader }
    this.#segments = [...this.#segments, segment]
    await before?.close()
  }

  /** Writes and syncs; when it rejects, nothing of it counts. */
  async append(bytes: Buffer): Promise<void> {
    const active = this.#active!
    await this.#repair(active)
    this.#torn = bytes.length
    await writeFully(active.handle, bytes, active.end)
    await active.handle.datasync()
    this.#torn = 0
    active.end += bytes.length
    if (active.end > segmentSize / 2) this.#ensureSpare().catch(() => {})
  }

  /** Removes segments that hold nothing after `position`; the last one stays. */
  async release(position: number): Promise<void> {
    const kept = this.#segments.findIndex(
      (_, index) => (this.#segments[index + 1]?.first ?? Infinity) > position + 1,
    )
    if (kept <= 0) return
    const gone = this.#segments.slice(0, kept)
    this.#segments = this.#segments.slice(kept)
    for (const { file } of gone) await rm(file, { force: true })
    await syncDirectory(this.#dir)
  }

  async close(): Promise<void> {
    await this.#spare?.catch(() => {})
    await dropSpare(this.#dir)
    await this.#active?.handle.close()
  }

  async #ensureSpare(): Promise<void> {
    if (this.#failed !== null && performance.now() - this.#failed.at < retryPause) throw this.#failed.error
    this.#failed = null
    this.#spare ??= prepareSpare(this.#dir)
    try {
      await this.#spare
    } catch (error) {
      this.#spare = null
      this.#failed = { error, at: performance.now() }
      throw error
    }
  }

  async #repair({ handle, end }: Active): Promise<void> {
    if (this.#torn === 0) return
    await writeFully(handle, Buffer.alloc(this.#torn), end)
    await handle.datasync()
    this.#torn = 0
  }
}

/** What a directory's segments hold: where to go on. */
export interface Recovered {
  readonly writer: SegmentWriter
  readonly head: number
  readonly stamp: number
}

/** Opens the segments of a directory, cutting off a torn last write. */
export async function recoverSegments(dir: string): Promise<Recovered> {
  await dropSpare(dir)
  const segments = await listSegments(dir)
  const last = segments.at(-1)
  if (last === undefined) return { writer: new SegmentWriter(dir, [], null), head: 0, stamp: 0 }
  const { handle, seed, end, position, stamp } = await recoverSegment(last)
  const before = segments.at(-2)
  return {
    writer: new SegmentWriter(dir, segments, { handle, seed, end }),
    head: position,
    stamp: stamp === 0 && before !== undefined ? await lastStamp(before) : stamp,
  }
}
