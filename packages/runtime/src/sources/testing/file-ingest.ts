import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Arrival, Receipt } from '../../journal/journal.ts'
import type { Ingest } from '../source.ts'

/** What tests may look at and do to an ingest. */
export interface FileIngest extends Ingest, AsyncDisposable {
  /** What is on disk, in order. */
  readonly kept: readonly (Arrival & Receipt)[]
  /** `source up` and `source down`, in order. */
  readonly connections: readonly string[]
  /** Makes every accept fail with this until it is null again. */
  failure: Error | null
  /** Holds what is accepted before the disk until the result is called. */
  hold(): () => void
  /** Resolves when so many messages are kept. */
  until(count: number): Promise<void>
}

interface Waiting {
  readonly arrival: Arrival
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (error: unknown) => void
}

/** An ingest over a real file: appended, fdatasynced in groups, then resolved. */
export async function createFileIngest(): Promise<FileIngest> {
  const dir = await mkdtemp(join(tmpdir(), 'linli-ingest-'))
  const file = await open(join(dir, 'arrivals'), 'a')
  const kept: (Arrival & Receipt)[] = []
  const connections: string[] = []
  let waiting: Waiting[] = []
  let writing: Promise<void> | null = null
  let held: Promise<void> | null = null
  let watchers: { count: number; resolve: () => void }[] = []

  const flush = async () => {
    while (waiting.length > 0) {
      await held
      const group = waiting
      waiting = []
      await write(file, group)
      for (const { arrival, resolve } of group) {
        const receipt = { position: kept.length + 1, stamp: Date.now() }
        kept.push({ ...arrival, body: Buffer.from(arrival.body), ...receipt })
        resolve(receipt)
      }
      for (const { resolve } of watchers.filter(({ count }) => count <= kept.length)) resolve()
      watchers = watchers.filter(({ count }) => count > kept.length)
    }
    writing = null
  }

  const ingest: FileIngest = {
    kept,
    connections,
    failure: null,
    accept(arrival) {
      if (ingest.failure) return Promise.reject(ingest.failure)
      const receipt = new Promise<Receipt>((resolve, reject) => waiting.push({ arrival, resolve, reject }))
      writing ??= Promise.resolve().then(flush)
      return receipt
    },
    settled: async () => true,
    connected: async (_community, source, up) => void connections.push(`${source} ${up ? 'up' : 'down'}`),
    hold() {
      let release = () => {}
      held = new Promise((resolve) => {
        release = resolve
      })
      return () => {
        held = null
        release()
      }
    },
    until: (count) =>
      kept.length >= count ? Promise.resolve() : new Promise((resolve) => watchers.push({ count, resolve })),
    async [Symbol.asyncDispose]() {
      await writing
      await file.close()
      await rm(dir, { recursive: true })
    },
  }
  return ingest
}

async function write(file: FileHandle, group: readonly Waiting[]): Promise<void> {
  await file.appendFile(Buffer.concat(group.map(({ arrival }) => arrival.body)))
  await file.datasync()
}
