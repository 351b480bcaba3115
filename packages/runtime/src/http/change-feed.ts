import { type Selectable, sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { isVisible } from '../access/visible.ts'
import { runtimeError } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { Changes } from '../store/tables/access.ts'
import type { Sight } from './sight/sight.ts'

export type ChangeRow = Selectable<Changes>

/** A stretch of the feed: `cursor` is how far it was looked at, also where nothing of it may be seen. */
export interface Stretch {
  readonly rows: readonly ChangeRow[]
  readonly cursor: number
}

/** Who reads, and what they see. */
export interface Reader {
  readonly actor: Actor
  readonly sight: Pick<Sight, 'changes'>
}

const lookEvery = 200

/**
 * The feed of changes. Everything is read from the store, so a reader who comes back after any gap misses nothing;
 * one look at the newest cursor serves all who wait, and none is taken while nobody does.
 */
export class ChangeFeed {
  readonly #store: Store
  readonly #waiting = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined
  #head = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** The newest cursor. */
  async head(): Promise<number> {
    const row = await this.#store.db
      .selectFrom('changes')
      .select((eb) => eb.fn.max('cursor').as('head'))
      .executeTakeFirst()
    this.#head = Math.max(this.#head, Number(row?.head ?? 0))
    return this.#head
  }

  /**
   * Refuses a cursor from which on something is no longer kept, and one that was never given: the feed it came from
   * was lost, as when a backup was restored. 0 asks for whatever there is.
   */
  async check(after: number): Promise<void> {
    if (after === 0) return
    if (after > (await this.head())) await this.#checkGiven(after)
    const row = await this.#store.db
      .selectFrom('changes')
      .select((eb) => eb.fn.min('cursor').as('oldest'))
      .executeTakeFirst()
    const oldest = Number(row?.oldest ?? 0)
    if (after < oldest - 1) throw runtimeError('changes.gone', { cursor: after, oldest })
  }

  /** What the actor may see after a cursor, in order: what lies where, whose row is seen, and whose resource may be read. */
  async read(after: number, limit: number, { actor, sight }: Reader): Promise<Stretch> {
    const head = await this.head()
    const rows = await this.#store.db
      .selectFrom('changes')
      .selectAll()
      .where('cursor', '>', after)
      .where('cursor', '<=', head)
      .where(isVisible(actor))
      .where(sight.changes)
      .where(mayBeRead(actor))
      .orderBy('cursor')
      .limit(limit)
      .execute()
    const last = rows.length === limit ? rows.at(-1)?.cursor : undefined
    return { rows, cursor: last ?? Math.max(after, head) }
  }

  /** Resolves when there is something after the cursor, or when the signal aborts. */
  async beyond(after: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#head <= after) await this.#nextLook(signal)
  }

  /** Lets everybody who waits go. */
  close(): void {
    clearTimeout(this.#timer)
    for (const wake of this.#waiting) wake()
  }

  /** Rows go after a while; the sequence still knows how far it has counted. */
  async #checkGiven(after: number): Promise<void> {
    const { rows } = await sql<{
      readonly given: number
    }>`select last_value as given from change_cursor`.execute(this.#store.db)
    const head = Number(rows[0]?.given ?? 0)
    if (after > head) throw runtimeError('changes.ahead', { cursor: after, head })
  }

  #nextLook(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const done = () => {
      this.#waiting.delete(done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    this.#waiting.add(done)
    signal.addEventListener('abort', done, { once: true })
    this.#timer ??= setTimeout(() => void this.#look(), lookEvery)
    return promise
  }

  async #look(): Promise<void> {
    // A database that is away is looked at again: whoever waits is none the worse for it.
    await this.head().catch(() => {})
    this.#timer = undefined
    for (const wake of this.#waiting) wake()
  }
}

/** A token's feed tells only of resources its scopes let it read. */
function mayBeRead({ scopes }: Actor) {
  if (scopes === null || scopes.includes('*:read')) return sql<boolean>`true`
  const resources = scopes
    .filter((scope) => scope.endsWith(':read'))
    .map((scope) => scope.slice(0, -':read'.length))
  return sql<boolean>`changes.resource in (${sql.join([...resources, 'changes'])})`
}
