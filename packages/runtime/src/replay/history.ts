import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Effect, LogRecord } from '@linli/kernel'
import type { Kysely } from 'kysely'
import { runtimeError } from '../errors.ts'
import { lockDirectory } from '../journal/lock.ts'
import { createRecordReader } from '../pipeline/stored-records.ts'
import { openStore, type Store } from '../store/store.ts'
import type { Database } from '../store/tables.ts'

/** How many stored effects are read at once. */
const PAGE = 2000

/** What is stored, as it was at one moment: a server may go on writing beside it. */
export interface History extends AsyncDisposable {
  /** Reads only; one query at a time. */
  readonly db: Kysely<Database>
}

/** Records of whole journal positions. */
export interface HistoryPage {
  readonly records: readonly LogRecord[]
  /** Everything up to this position is in this page or before it. */
  readonly upTo: number
  /** The last stored position. */
  readonly end: number
}

/** An effect as it was stored when it ran live. */
export interface LiveEffect {
  readonly effect: Effect
  readonly position: number
}

/**
 * Opens a database, or the embedded one of a data directory under the lock that a server takes: fails with
 * `journal.locked` where one runs.
 */
export async function openHistory({
  dataDir,
  databaseUrl,
}: {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
}): Promise<History> {
  await using parts = new AsyncDisposableStack()
  if (!databaseUrl) {
    if (!existsSync(join(dataDir, 'pglite'))) throw runtimeError('replay.no-data', { dir: dataDir })
    parts.use(await lockDirectory(dataDir))
  }
  const store = parts.use(await openStore({ dir: dataDir, url: databaseUrl, wait: 0 }))
  const { db } = parts.use(await openSnapshot(store))
  const owned = parts.move()
  return { db, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** Looks at a store as it is now. Records and effects are written together: here none is seen without the other. */
export async function openSnapshot({ db }: Store): Promise<History> {
  const snapshot = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  return {
    db: snapshot,
    async [Symbol.asyncDispose]() {
      await snapshot.rollback().execute()
    },
  }
}

/** The last stored position of a community: with all that it caused, it is there for good. */
export async function storedEnd(db: Kysely<Database>, community: string): Promise<number> {
  const partition = await db
    .selectFrom('partitions')
    .select('position')
    .where('community', '=', community)
    .executeTakeFirst()
  return partition?.position ?? 0
}

/** The log of a community from its beginning to a position, in journal order: all control records, observations of the plugin's devices. */
export async function* readHistory(
  db: Kysely<Database>,
  { community, plugin }: { readonly community: string; readonly plugin: string },
  end: number,
): AsyncGenerator<HistoryPage, void, undefined> {
  const reader = createRecordReader(db, { community, plugin })
  for (let after = 0; after < end; ) {
    const { records, upTo } = await reader.page(after, end)
    yield { records, upTo, end }
    after = upTo
  }
}

/** What ran live for an installation by a position, in the order of the positions that caused it. */
export async function* readLiveEffects(
  db: Kysely<Database>,
  installation: string,
  end: number,
): AsyncGenerator<LiveEffect, void, undefined> {
  let after: { readonly position: number; readonly effectId: string; readonly revision: number } | null = null
  for (;;) {
    let query = db
      .selectFrom('effects')
      .selectAll()
      .where('installation', '=', installation)
      .where('position', '<=', end)
      .orderBy('position')
      .orderBy('effectId')
      .orderBy('revision')
      .limit(PAGE)
    if (after) {
      const { position, effectId, revision }: NonNullable<typeof after> = after
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('position', 'effectId', 'revision'), '>', tuple(position, effectId, revision)),
      )
    }
    const rows = await query.execute()
    for (const row of rows) yield { position: row.position, effect: toEffect(row) }
    after = rows.at(-1) ?? null
    if (rows.length < PAGE) return
  }
}

type EffectRow = Omit<Effect, 'id' | 'replaces' | 'reason'> & {
  readonly effectId: string
  readonly replaces: string | null
  readonly reason: string | null
}

function toEffect(row: EffectRow): Effect {
  const { effectId, revision, op, installation, release, rule, key, onset, at, grade, action, cause } = row
  return {
    id: effectId,
    revision,
    op,
    installation,
    release,
    rule,
    key,
    onset,
    at,
    grade,
    action,
    cause,
    final: row.final,
    ...(row.replaces === null ? {} : { replaces: row.replaces }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  }
}
