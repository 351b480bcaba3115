import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDatabase, hasServer } from './server.case.ts'
import { openStore, type Store, type StoreOptions } from './store.ts'

function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), 'linli-faults-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function openFor(options: StoreOptions): Promise<Store> {
  const store = await openStore(options)
  onTestFinished(() => store[Symbol.asyncDispose]())
  return store
}

function count(store: Store, key: string, value = 1): Promise<unknown> {
  return store.transaction((trx) => trx.insertInto('counters').values({ key, value }).execute())
}

async function keys(store: Store): Promise<string[]> {
  const rows = await store.db.selectFrom('counters').select('key').orderBy('key').execute()
  return rows.map(({ key }) => key)
}

test('a statement without end is cut off, and the embedded database goes on with all it had', async () => {
  const store = await openFor({ dir: temporary(), patience: 4_000 })
  await count(store, 'before')
  const endless = sql`select count(*) from generate_series(1, 1000000000000::bigint)`.execute(store.db)
  const waiting = count(store, 'waiting')
  await expect(endless).rejects.toMatchObject({ code: 'store.stuck', params: { seconds: 4 } })
  await waiting
  expect(await keys(store)).toEqual(['before', 'waiting'])
}, 60_000)

test('killed while it commits, the embedded database keeps every acknowledged row', async () => {
  const dir = temporary()
  let last = 0
  for (let round = 0; round < 3; round += 1) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'crash-writer.child.ts'), dir, String(last + 1000)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const from = last + 1000
    for (let index = 0; index < 60 + round * 37; index += 1) last = Number((await lines.next()).value)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
    for (let line = await lines.next(); !line.done; line = await lines.next()) last = Number(line.value)
    const store = await openStore({ dir })
    const stored = await store.db.selectFrom('counters').select('value').where('value', '>=', from).execute()
    await store[Symbol.asyncDispose]()
    expect(stored.length).toBeGreaterThanOrEqual(last - from + 1)
  }
}, 120_000)

const mountable = spawnSync('unshare', ['-rm', 'true']).status === 0
if (!mountable) console.log('skipped: full disk (this system lets nobody mount a small file system)')

test.skipIf(!mountable)(
  'on a full disk writes fail with a code, and go on once there is space',
  () => {
    const script = join(import.meta.dirname, 'full-disk.child.ts')
    const result = spawnSync('unshare', ['-rm', process.execPath, script, temporary()], { encoding: 'utf8' })
    expect(result.stderr).toBe('')
    const seen = JSON.parse(result.stdout)
    expect(seen.codes).toEqual(['store.full'])
    expect(seen.acknowledged).toBeGreaterThan(10)
    expect(seen.resumed).toBe(true)
    expect(seen.n).toBe(seen.acknowledged + 1)
  },
  120_000,
)

test('without an address and without a directory it is said what to set', async () => {
  await expect(openStore({})).rejects.toMatchObject({ code: 'store.nowhere' })
})

test('a database that stays away is reported while waiting, then given up, without its password', async () => {
  const heard: unknown[] = []
  const url = 'postgres://someone:secret@127.0.0.1:1/linli'
  const error = await openStore({ url, wait: 600, onError: (each) => heard.push(each) }).catch((each) => each)
  expect(error).toMatchObject({ code: 'store.away', params: { where: '127.0.0.1:1/linli' } })
  expect(heard).toHaveLength(1)
  expect(`${error.message}${error.text.zh}`).not.toContain('secret')
})

describe.skipIf(!(await hasServer()))('PostgreSQL', () => {
  async function database(): Promise<URL> {
    const created = await createDatabase()
    onTestFinished(() => created[Symbol.asyncDispose]())
    return new URL(created.url)
  }

  test('a database that comes late is waited for', async () => {
    const url = await database()
    const proxy = createServer((socket) => {
      const upstream = connect(Number(url.port || 5432), url.hostname)
      socket.pipe(upstream).pipe(socket)
      for (const end of [socket, upstream]) end.on('error', () => {})
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const { port } = proxy.address() as AddressInfo
    proxy.close()
    await once(proxy, 'close')
    onTestFinished(() => void proxy.close())

    const through = new URL(url)
    through.host = `127.0.0.1:${port}`
    let failures = 0
    const store = await openFor({
      url: through.href,
      wait: 30_000,
      onError: () => {
        failures += 1
        if (failures === 2) proxy.listen(port, '127.0.0.1')
      },
    })
    expect(failures).toBe(2)
    expect(await keys(store)).toEqual([])
  }, 60_000)

  test('a database that does not exist is refused at once', async () => {
    const url = await database()
    url.pathname = '/linli_no_such_database'
    const error = await openStore({ url: url.href, onError: () => expect.unreachable() }).catch(
      (each) => each,
    )
    expect(error).toMatchObject({ code: 'store.refused' })
  })

  test('connections that are cut fail with a code, and the next ones work', async () => {
    const url = await database()
    const heard: unknown[] = []
    const store = await openFor({ url: url.href, onError: (error) => heard.push(error) })
    await count(store, 'before')
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`.execute(store.db)
    const slow = sql`select pg_sleep(60)`.execute(store.db).catch((error) => error)
    while ((await cut()).rows.length === 0);
    expect(await slow).toMatchObject({ code: 'store.away' })
    await count(store, 'after')
    expect(await keys(store)).toEqual(['after', 'before'])
  }, 60_000)
})
