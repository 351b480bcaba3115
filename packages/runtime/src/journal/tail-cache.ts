import type { JournalEntry } from './journal.ts'

/** The last entries of the journal in memory, up to a number of bytes, so that following it reads no disk. */
export interface TailCache {
  push(entry: JournalEntry): void
  /** Entries after a position, or null where the cache does not reach back so far. */
  after(position: number, limit: number): readonly JournalEntry[] | null
}

/** What an entry costs beside its body: texts, object, slot. */
const overhead = 256

/** Creates an empty cache; entries must be pushed in order, without gaps. */
export function createTailCache(capacity: number): TailCache {
  let entries: JournalEntry[] = []
  /** How many at the beginning of `entries` are dropped already. */
  let dropped = 0
  let bytes = 0

  function dropOldest(): void {
    while (bytes > capacity) {
      bytes -= entries[dropped]!.body.byteLength + overhead
      dropped += 1
    }
    if (dropped > entries.length / 2) {
      entries = entries.slice(dropped)
      dropped = 0
    }
  }

  return {
    push(entry) {
      entries.push(entry)
      bytes += entry.body.byteLength + overhead
      if (bytes > capacity) dropOldest()
    },
    after(position, limit) {
      const first = entries[dropped]
      if (first === undefined || position + 1 < first.position) return null
      const start = dropped + position + 1 - first.position
      return entries.slice(start, start + limit)
    },
  }
}
