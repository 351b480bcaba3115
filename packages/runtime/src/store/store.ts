import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool, Transaction } from 'kysely'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import { hasCode, runtimeError } from '../errors.ts'
import { migrate } from './migrations.ts'
import { embeddedPool, openTransaction, serverPool } from './pool.ts'
import type { Database } from './tables.ts'

/** The database: the same code and the same tables whether it is PostgreSQL or the embedded PGlite. */
export interface Store extends AsyncDisposable {
  readonly kind: 'postgres' | 'pglite'
  readonly db: Kysely<Database>
  /** Runs `work` as one transaction: all of it or nothing. Inside, use `trx` only; `db` is refused. */
  transaction<Result>(work: (trx: Transaction<Database>) => Promise<Result>): Promise<Result>
}

export interface StoreOptions {
  /** `postgres://…`; without it the embedded database in `dir` is used. */
  readonly url?: string | undefined
  /** The data directory; PGlite lives in its folder `pglite`. The journal holds the lock on it. */
  readonly dir?: string | undefined
  /** How long to wait at the start for a database that is away, ms. */
  readonly wait?: number
  /** How long the embedded database may work on one statement before its thread is replaced, ms. */
  readonly patience?: number
  /** Told about each failed attempt at the start and about idle connections that broke. */
  readonly onError?: (error: unknown) => void
  readonly signal?: AbortSignal
}

/** Opens the database and brings it to the tables of today; waits for one that is away. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { kind, pool } = createPool(options)
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  try {
    await waitFor(db, options)
    await migrate(db)
  } catch (error) {
    await db.destroy().catch(() => {})
    throw error
  }
  return {
    kind,
    db,
    transaction: (work) => transaction(db, work),
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}

function createPool({ url, dir, patience = 60_000, onError = () => {} }: StoreOptions): {
  kind: Store['kind']
  pool: PostgresPool
} {
  if (url !== undefined && url !== '') {
    if (!isDatabaseAddress(url)) throw runtimeError('store.address', {})
    return { kind: 'postgres', pool: serverPool(url, { where: withoutPassword(url), onError }) }
  }
  if (dir === undefined) throw runtimeError('store.nowhere', {})
  const files = join(dir, 'pglite')
  return { kind: 'pglite', pool: embeddedPool(files, patience, { where: files, onError }) }
}

/** What `pg` would take for a host or a file name otherwise, and wait for. */
const isDatabaseAddress = (url: string) =>
  /^(postgres|postgresql|socket):$/.test(URL.parse(url)?.protocol ?? '')

/** Host, port and name of a database, fit for messages. */
function withoutPassword(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? 'DATABASE_URL' : `${parsed.host}${parsed.pathname}`
}

/** How often a transaction may find its connection broken before it did anything, and take another. */
const attempts = 4

async function transaction<Result>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  const scope = { open: true }
  let started = false
  let failure: { readonly error: unknown } | undefined
  const run = async (trx: Transaction<Database>) => {
    started = true
    try {
      return await work(trx)
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction().execute((trx) => openTransaction.run(scope, () => run(trx)))
      } catch (error) {
        // Where the connection went away, rolling back fails too: what the work met comes first.
        if (failure !== undefined) throw failure.error
        if (started || attempt === attempts || !hasCode(error, 'store.away')) throw error
      }
    }
  } finally {
    scope.open = false
  }
}

async function waitFor(
  db: Kysely<Database>,
  { wait = 30_000, onError, signal, url }: StoreOptions,
): Promise<void> {
  const limit = performance.now() + wait
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      return await checkVersion(db, url)
    } catch (error) {
      if (!hasCode(error, 'store.away') || performance.now() + pause > limit) throw error
      onError?.(error)
    }
    await sleep(pause, undefined, signal && { signal })
  }
}

async function checkVersion(db: Kysely<Database>, url = ''): Promise<void> {
  const { rows } = await sql<{ serverVersionNum: string; serverVersion: string }>`
    select current_setting('server_version_num') as server_version_num,
           current_setting('server_version') as server_version`.execute(db)
  const { serverVersionNum, serverVersion } = rows[0]!
  if (Number(serverVersionNum) >= 150_000) return
  throw runtimeError('store.old', { where: withoutPassword(url), version: serverVersion })
}
