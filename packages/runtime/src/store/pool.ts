import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { hasCode, runtimeError } from '../errors.ts'
import { storeFailure } from './failure.ts'
import { storable } from './json.ts'
import { PGliteStream } from './pglite-stream.ts'

/** An open transaction of the code that runs now. */
export const openTransaction = new AsyncLocalStorage<{ open: boolean }>()

export interface PoolOptions {
  /** How the database is called in messages: never with its password. */
  readonly where: string
  /** Heard when an idle connection breaks. */
  readonly onError: (error: unknown) => void
}

/** Connections to a PostgreSQL server. */
export function serverPool(url: string, options: PoolOptions): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'linli',
    connectionTimeoutMillis: 30_000,
    keepAlive: true,
    types,
  })
  return guarded(pool, options, () => {})
}

/** The one connection that the embedded database has; everybody waits for it in turn. */
export function embeddedPool(dir: string, patience: number, options: PoolOptions): PostgresPool {
  let stream: PGliteStream | undefined
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    password: '',
    ssl: false,
    stream: () => {
      stream = new PGliteStream(dir, patience)
      return stream as never
    },
    types,
  })
  // After an error of a full disk PGlite's next query never ends: the thread goes at once, the next connection has a new one.
  const guardedPool = guarded(pool, options, () => stream?.destroy())
  return {
    ...guardedPool,
    async end() {
      await pool.end()
      await stream?.ended
    },
  }
}

/** bigint and numeric as numbers: times, positions and counts stay far below 2^53. */
const types = {
  getTypeParser(oid: number, format?: string) {
    return oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

function guarded(pool: pg.Pool, { where, onError }: PoolOptions, onFull: () => void): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  pool.on('error', (error) => onError(storeFailure(error, where)))
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      // With one connection this would wait for ever, with several it would not be part of the transaction.
      if (openTransaction.getStore()?.open) throw runtimeError('store.nested', {})
      const client = await pool.connect().catch((error) => {
        throw storeFailure(error, where)
      })
      const known = clients.get(client) ?? guardedClient(client, where, onFull)
      clients.set(client, known)
      return known
    },
  }
}

/** A text with U+0000 would fail the whole statement, whoever sent it: a device must not be able to do that. */
function storableValue(value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value
}

function guardedClient(client: pg.PoolClient, where: string, onFull: () => void): PostgresPoolClient {
  let broken = false
  let full: unknown
  client.on('error', () => {
    broken = true
  })
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, values.map(storableValue))
    } catch (error) {
      // Rolling back on a connection that was given up fails too: why it was given up is what its user has to know.
      const failure = full ?? storeFailure(error, where)
      if (hasCode(failure, 'store.full')) {
        full = failure
        onFull()
      }
      throw failure
    }
  }
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || broken),
  }
}
