import type { JournalEntry, JournalInput, Receipt } from './journal.ts'
import { encodeRecord, recordBound, sealRecord } from './record.ts'

/** Records collected while the disk is busy with those before them: one write, one sync. */
export class Group {
  #bytes = Buffer.allocUnsafe(256 * 1024)
  #ends: number[] = []
  #entries: JournalEntry[] = []
  #waiting: PromiseWithResolvers<Receipt>[] = []

  get count(): number {
    return this.#entries.length
  }

  get size(): number {
    return this.#ends.at(-1) ?? 0
  }

  /** Adds an entry; its promise settles with `commit` or `fail`. */
  add(input: JournalInput, position: number, stamp: number): Promise<Receipt> {
    const start = this.size
    this.#reserve(start + recordBound(input))
    this.#ends.push(encodeRecord(this.#bytes, start, input, position, stamp))
    // The body is copied: the sender may use its buffer again, and a small part must not keep a large one alive.
    this.#entries.push({ ...input, body: Buffer.from(input.body), position, stamp })
    const waiting = Promise.withResolvers<Receipt>()
    this.#waiting.push(waiting)
    return waiting.promise
  }

  /** How many records from `from` on fit into `room` bytes. */
  fit(from: number, room: number): number {
    const base = this.#start(from)
    let to = from
    while (to < this.count && this.#ends[to]! - base <= room) to += 1
    return to - from
  }

  /** The bytes of `count` records from `from` on, sealed for a segment. */
  seal(from: number, count: number, seed: number): Buffer {
    for (let index = from; index < from + count; index += 1) {
      sealRecord(this.#bytes, this.#start(index), this.#ends[index]!, seed, index === from)
    }
    return this.#bytes.subarray(this.#start(from), this.#ends[from + count - 1])
  }

  /** The entries that were written, as they can be read from now on. */
  entries(from: number, count: number): readonly JournalEntry[] {
    return this.#entries.slice(from, from + count)
  }

  commit(from: number, count: number): void {
    for (let index = from; index < from + count; index += 1) {
      const { position, stamp } = this.#entries[index]!
      this.#waiting[index]!.resolve({ position, stamp })
    }
  }

  fail(from: number, error: unknown): void {
    for (const waiting of this.#waiting.slice(from)) waiting.reject(error)
  }

  /** Makes the group empty for the next turn. */
  reset(): void {
    this.#ends = []
    this.#entries = []
    this.#waiting = []
    if (this.#bytes.length > 4 * 1024 * 1024) this.#bytes = Buffer.allocUnsafe(256 * 1024)
  }

  #start(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(size, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.size)
    this.#bytes = larger
  }
}
