import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Where tests may make databases: DATABASE_URL_TEST, or the PostgreSQL of this machine. */
const url = process.env.DATABASE_URL_TEST || 'postgres://root@127.0.0.1:5432/postgres'

/** Whether a PostgreSQL answers; where LINLI_REQUIRE_ALL=1 its absence is an error. */
export async function hasServer(): Promise<boolean> {
  try {
    await run('select 1')
    return true
  } catch (error) {
    if (process.env.LINLI_REQUIRE_ALL === '1') throw error
    console.log(`skipped: PostgreSQL (none answers at ${new URL(url).host}; DATABASE_URL_TEST names another)`)
    return false
  }
}

/** A new, empty database; it is dropped when disposed. */
export async function createDatabase(): Promise<{ url: string } & AsyncDisposable> {
  const name = `linli_test_${randomBytes(6).toString('hex')}`
  await run(`create database ${name}`)
  const database = new URL(url)
  database.pathname = `/${name}`
  return {
    url: database.href,
    [Symbol.asyncDispose]: () => run(`drop database if exists ${name} with (force)`),
  }
}

async function run(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
