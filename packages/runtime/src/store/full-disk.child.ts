import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openStore } from './store.ts'

/** Fills a small file system of its own with the embedded database, makes it larger, goes on; prints what it saw as JSON. */
const dir = process.argv[2]!
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', dir])
const store = await openStore({ dir })
const insert = (key: string) =>
  store.transaction((trx) =>
    trx
      .insertInto('idempotencyKeys')
      .values({
        account: 'a',
        key,
        requestHash: randomBytes(300_000).toString('base64'),
        status: null,
        body: '1' as never,
        at: 1,
      })
      .execute(),
  )
const count = () =>
  store.db
    .selectFrom('idempotencyKeys')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()

const acknowledged: string[] = []
const codes = new Set<string>()
for (let n = 0; n < 5_000 && codes.size === 0; n += 1) {
  await insert(`before-${n}`).then(
    () => acknowledged.push(`before-${n}`),
    (error) => codes.add(error.code ?? error.message),
  )
}
for (let n = 0; n < 3; n += 1)
  await insert(`during-${n}`).catch((error) => codes.add(error.code ?? error.message))
execFileSync('mount', ['-o', 'remount,size=400m', dir])
const start = performance.now()
let resumed = false
while (!resumed && performance.now() - start < 20_000)
  resumed = await insert('after').then(
    () => true,
    () => false,
  )
const { n } = await count()
await store[Symbol.asyncDispose]()
console.log(JSON.stringify({ codes: [...codes], acknowledged: acknowledged.length, resumed, n }))
