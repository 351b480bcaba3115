import pg from 'pg'

/** A database of its own on the server that is there (`DATABASE_URL_TEST`, else the local one). */
export interface BenchDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** Creates one; whoever benches drops it. */
export async function createDatabase(): Promise<BenchDatabase> {
  const server = process.env.DATABASE_URL_TEST ?? 'postgres://root@127.0.0.1:5432/postgres'
  const name = `linli_bench_${process.pid}`
  const admin = async (statement: string) => {
    const client = new pg.Client(server)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await admin(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => admin(`drop database ${name} with (force)`) }
}
