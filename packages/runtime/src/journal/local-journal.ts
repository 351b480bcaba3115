import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { RuntimeError, runtimeError } from '../errors.ts'
import { Group } from './group.ts'
import type { Journal, JournalEntry, JournalInput, Receipt } from './journal.ts'
import { type DirectoryLock, lockDirectory } from './lock.ts'
import { recordBound, recordLimit } from './record.ts'
import { createSegmentReader } from './segment-reader.ts'
import { type Recovered, recoverSegments, type SegmentWriter } from './segment-writer.ts'
import { createTailCache } from './tail-cache.ts'

export interface JournalOptions {
  /** Where arrival times come from. */
  readonly clock: { now(): number }
  /** How much of the tail to keep in memory, bytes. */
  readonly cache?: number
}

/** How much may wait for the disk before new messages are refused, bytes. */
const queueLimit = 64 * 1024 * 1024

/**
 * Opens the journal of a data directory, which it locks: another process is refused with `journal.locked`. Entries
 * are in the folder `journal`, in segments of 16 MiB.
 */
export async function openJournal(dir: string, options: JournalOptions): Promise<LocalJournal> {
  const folder = join(dir, 'journal')
  let lock: DirectoryLock | undefined
  try {
    await mkdir(folder, { recursive: true })
    lock = await lockDirectory(dir)
    return new LocalJournal(dir, options, lock, await recoverSegments(folder))
  } catch (error) {
    await lock?.[Symbol.asyncDispose]()
    if (error instanceof RuntimeError) throw error
    throw runtimeError('journal.unusable', { dir, reason: reasonOf(error) }, { cause: error })
  }
}

/** The journal in files of this machine. */
export class LocalJournal implements Journal {
  readonly #dir: string
  readonly #clock: { now(): number }
  readonly #lock: DirectoryLock
  readonly #writer: SegmentWriter
  readonly #reader = createSegmentReader()
  readonly #cache: ReturnType<typeof createTailCache>
  readonly #readers = new Set<() => void>()
  #head: number
  #next: number
  #stamp: number
  #collecting = new Group()
  #spare = new Group()
  #draining: Promise<void> | null = null
  #closed = false

  constructor(dir: string, options: JournalOptions, lock: DirectoryLock, recovered: Recovered) {
    this.#dir = dir
    this.#clock = options.clock
    this.#lock = lock
    this.#writer = recovered.writer
    this.#cache = createTailCache(options.cache ?? 64 * 1024 * 1024)
    this.#head = recovered.head
    this.#next = recovered.head + 1
    this.#stamp = recovered.stamp
  }

  get head(): number {
    return this.#head
  }

  get tail(): number {
    return this.#writer.segments[0]?.first ?? this.#head + 1
  }

  append(input: JournalInput): Promise<Receipt> {
    if (this.#closed) return Promise.reject(runtimeError('journal.closed', { dir: this.#dir }))
    const size = recordBound(input)
    if (size > recordLimit) {
      return Promise.reject(runtimeError('journal.oversize', { size, limit: recordLimit }))
    }
    if (this.#collecting.size > queueLimit) {
      return Promise.reject(runtimeError('journal.busy', { dir: this.#dir }))
    }
    this.#stamp = Math.max(this.#stamp, this.#clock.now())
    const receipt = this.#collecting.add(input, this.#next, this.#stamp)
    this.#next += 1
    this.#draining ??= this.#drain()
    return receipt
  }

  async read(after: number, limit: number, signal: AbortSignal): Promise<readonly JournalEntry[]> {
    for (;;) {
      if (this.#closed) throw runtimeError('journal.closed', { dir: this.#dir })
      if (after > this.#head) {
        throw runtimeError('journal.behind', { dir: this.#dir, head: this.#head, position: after })
      }
      if (after < this.#head) return this.#cache.after(after, limit) ?? (await this.#readDisk(after, limit))
      if (signal.aborted) return []
      await this.#growth(signal)
    }
  }

  fence(position: number): number | null {
    if (this.#next !== position + 1) return null
    this.#stamp = Math.max(this.#stamp, this.#clock.now())
    return this.#stamp
  }

  release(position: number): Promise<void> {
    return this.#writer.release(Math.min(position, this.#head))
  }

  /**
   * Makes sure that what comes next stands behind what is stored elsewhere: up to `position`, folded up to the time
   * `stamp`. An empty journal goes on from there; one that ends before it is not the one the store was filled from,
   * and is refused with `journal.behind`.
   */
  startAfter({ position, stamp }: Receipt): void {
    this.#stamp = Math.max(this.#stamp, stamp)
    if (position <= this.#head) return
    if (this.#next > 1) throw runtimeError('journal.behind', { dir: this.#dir, head: this.#head, position })
    this.#head = position
    this.#next = position + 1
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#draining
    this.#wakeReaders()
    await this.#writer.close()
    await this.#lock[Symbol.asyncDispose]()
  }

  /** Writes group after group until nothing waits any more. */
  async #drain(): Promise<void> {
    // Everything that arrives in this turn of the event loop shares the first sync.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#collecting.count > 0) {
      const group = this.#collecting
      this.#collecting = this.#spare
      await this.#write(group)
      group.reset()
      this.#spare = group
    }
    this.#draining = null
  }

  async #write(group: Group): Promise<void> {
    let done = 0
    try {
      while (done < group.count) {
        const count = group.fit(done, this.#writer.room)
        if (count === 0) await this.#writer.roll(this.#head + 1)
        else await this.#writer.append(group.seal(done, count, this.#writer.seed))
        this.#committed(group, done, count)
        done += count
      }
    } catch (error) {
      this.#refuse(group, done, this.#coded(error))
    }
  }

  #committed(group: Group, from: number, count: number): void {
    if (count === 0) return
    for (const entry of group.entries(from, count)) this.#cache.push(entry)
    this.#head += count
    group.commit(from, count)
    this.#wakeReaders()
  }

  /** Nothing that waits was promised to anybody: all of it is refused, and the positions are given again. */
  #refuse(group: Group, from: number, error: Error): void {
    group.fail(from, error)
    this.#collecting.fail(0, error)
    this.#collecting.reset()
    this.#next = this.#head + 1
  }

  #coded(error: unknown): Error {
    if (error instanceof RuntimeError) return error
    const dir = this.#dir
    const full = isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT')
    return full
      ? runtimeError('journal.full', { dir }, { cause: error })
      : runtimeError('journal.failed', { dir, reason: reasonOf(error) }, { cause: error })
  }

  async #readDisk(after: number, limit: number): Promise<readonly JournalEntry[]> {
    const segment = this.#writer.segments.findLast(({ first }) => first <= after + 1)
    const gone = (cause?: unknown) =>
      runtimeError('journal.gone', { position: after, tail: this.tail }, { cause })
    if (segment === undefined) throw gone()
    try {
      const entries = await this.#reader.read(segment, after, limit, this.#head)
      if (entries.length > 0) return entries
    } catch (error) {
      throw isErrno(error, 'ENOENT') ? gone(error) : error
    }
    throw runtimeError('journal.damaged', { file: segment.file, position: after + 1, reason: 'missing' })
  }

  #growth(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#readers.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#readers.add(done)
      signal.addEventListener('abort', done, { once: true })
    })
  }

  #wakeReaders(): void {
    for (const wake of [...this.#readers]) wake()
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
