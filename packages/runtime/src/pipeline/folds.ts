import type { Effect, LogRecord } from '@linli/kernel'
import type { KernelHost } from '@linli/sandbox'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../store/tables.ts'
import { createRecordReader } from './stored-records.ts'

/** The folds of all communities, each restored from its checkpoint and what was stored after it. */
export interface Folds {
  /** Folds records of one community, then lets time pass to `now`. */
  step(community: string, records: readonly LogRecord[], now: number): Promise<Effect[]>
  /** Restores the folds of these communities, so that their timers run from the start. */
  restoreAll(communities: readonly string[]): Promise<void>
  /** The communities that have a fold. */
  known(): readonly string[]
  /** A checkpoint to be stored with the position up to which everything is stored. */
  outline(community: string): Promise<string>
}

/**
 * Runs folds in the kernel host. A fold that is lost with its worker is built again: checkpoint, then the stored
 * observations and control records up to the committed position, once `written` says that is all. What it asks for again has the ids it had before.
 */
export function createFolds(
  kernel: KernelHost,
  db: Kysely<Database>,
  written: () => Promise<unknown>,
): Folds {
  const ready = new Map<string, Promise<Effect[]>>()

  const restored = (community: string): Promise<Effect[]> => {
    const known = ready.get(community)
    if (known) return known
    // What is on its way to the store is not there to be refolded yet.
    const opening = written().then(() => restore(community, kernel, db))
    ready.set(community, opening)
    opening.catch(() => ready.delete(community))
    return opening
  }

  async function step(community: string, records: readonly LogRecord[], now: number): Promise<Effect[]> {
    const again = await restored(community)
    ready.set(community, Promise.resolve([]))
    try {
      const effects = await kernel.step(community, records, now)
      return again.length > 0 ? [...again, ...effects] : effects
    } catch (error) {
      // Whatever went wrong, nobody knows how far the fold got: the next attempt starts from what is stored.
      ready.delete(community)
      if (!isLost(error)) throw error
      return step(community, records, now)
    }
  }

  return {
    step,
    known: () => [...ready.keys()],
    outline: (community) => kernel.outline(community),
    async restoreAll(communities) {
      await Promise.all(communities.map(restored))
    },
  }
}

const isLost = (error: unknown) => (error as { code?: unknown } | null)?.code === 'kernel.lost'

async function restore(community: string, kernel: KernelHost, db: Kysely<Database>): Promise<Effect[]> {
  const partition = await db
    .selectFrom('partitions')
    .selectAll()
    .where('community', '=', community)
    .executeTakeFirst()
  const isResumed = await resume(community, partition, kernel, db)
  if (!partition) return []
  const effects: Effect[] = []
  const reader = createRecordReader(db, { community })
  let after = isResumed ? partition.checkpointPosition : 0
  while (after < partition.position) {
    const page = await reader.page(after, partition.position)
    if (page.records.length > 0) effects.push(...(await kernel.step(community, page.records, null)))
    after = page.upTo
  }
  return effects
}

type Saved = Pick<Selectable<Database['partitions']>, 'checkpoint' | 'checkpointPosition'>

/** Opens the fold where its checkpoint stands. One that cannot be read counts for nothing (then false): all is folded anew. */
async function resume(
  community: string,
  saved: Saved | undefined,
  kernel: KernelHost,
  db: Kysely<Database>,
): Promise<boolean> {
  try {
    const wanted = await kernel.open(community, saved?.checkpoint ?? null)
    if (saved && wanted > 0) {
      const reader = createRecordReader(db, { community })
      await kernel.recall(community, await reader.last(wanted, saved.checkpointPosition))
    }
    return true
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'kernel.bad-checkpoint') throw error
    await kernel.open(community, null)
    return false
  }
}
