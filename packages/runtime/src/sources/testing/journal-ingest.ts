import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Arrival, JournalEntry } from '../../journal/journal.ts'
import { openJournal } from '../../journal/local-journal.ts'
import type { Ingest } from '../source.ts'

/** A message on disk. */
export type Kept = JournalEntry & Arrival

/** What tests may look at and do to an ingest. */
export interface JournalIngest extends Ingest, AsyncDisposable {
  /** How many messages are on disk. */
  readonly count: number
  /** The messages on disk, in order. */
  kept(): Promise<readonly Kept[]>
  /** The messages, once there are so many. */
  until(count: number): Promise<readonly Kept[]>
  /** `source up` and `source down`, in order. */
  readonly connections: readonly string[]
  /** Makes every accept fail with this until it is null again. */
  failure: Error | null
  /** Holds what comes in before the disk until the result is called. */
  hold(): () => void
}

/** An ingest over a real journal in a directory of its own. */
export async function createJournalIngest(): Promise<JournalIngest> {
  const dir = await mkdtemp(join(tmpdir(), 'linli-sources-'))
  const journal = await openJournal(dir, { clock: Date })
  const connections: string[] = []
  const watchers: { readonly count: number; readonly resolve: () => void }[] = []
  let gate: Promise<void> | null = null
  let count = 0

  const ingest: JournalIngest = {
    connections,
    failure: null,
    get count() {
      return count
    },
    async accept(arrival) {
      if (ingest.failure) throw ingest.failure
      if (gate) await gate
      const receipt = await journal.append({ type: 'message', ...arrival })
      count++
      for (const watcher of watchers) if (watcher.count <= count) watcher.resolve()
      return receipt
    },
    settled: async () => true,
    connected: async (_community, source, up) => {
      connections.push(`${source} ${up ? 'up' : 'down'}`)
    },
    async kept() {
      if (count === 0) return []
      const entries: JournalEntry[] = []
      while (entries.length < count) {
        entries.push(...(await journal.read(entries.length, 10_000, AbortSignal.timeout(5_000))))
      }
      return entries.filter((entry) => entry.type === 'message')
    },
    async until(wanted) {
      if (count < wanted) {
        await new Promise<void>((resolve) => watchers.push({ count: wanted, resolve }))
      }
      return ingest.kept()
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return () => {
        gate = null
        resolve()
      }
    },
    async [Symbol.asyncDispose]() {
      await journal[Symbol.asyncDispose]()
      await rm(dir, { recursive: true })
    },
  }
  return ingest
}
