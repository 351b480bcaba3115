import type { LogRecord } from '@linli/kernel'
import { createKernelHost } from '@linli/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveThrough, openTemporary } from '../replay/tanks.fixture.ts'
import type { Store } from '../store/store.ts'
import { createRecordReader } from './stored-records.ts'

let store: Store
let end: number
beforeAll(async () => {
  store = await openTemporary('pglite')
  await using kernel = await createKernelHost()
  await liveThrough(store, kernel, 600)
  const row = await store.db.selectFrom('partitions').select('position').executeTakeFirstOrThrow()
  end = row.position
}, 120_000)
afterAll(() => store?.[Symbol.asyncDispose]())

async function readAll(atOnce: number, plugin?: string): Promise<LogRecord[]> {
  const reader = createRecordReader(store.db, { community: 'lake', atOnce, ...(plugin ? { plugin } : {}) })
  const records: LogRecord[] = []
  for (let after = 0; after < end; ) {
    const page = await reader.page(after, end)
    records.push(...page.records)
    after = page.upTo
  }
  return records
}

test('the log reads the same in pages of any size, and as the view tells it', async () => {
  const whole = await readAll(1_000_000)
  for (const atOnce of [2, 7, 100]) expect(await readAll(atOnce)).toEqual(whole)
  const rows = await store.db
    .selectFrom('observations')
    .selectAll()
    .orderBy('position')
    .orderBy('ordinal')
    .execute()
  const observations = whole.filter((record) => record.type === 'observation')
  expect(observations.map(({ id, value, time, stamp }) => [id, value, time, stamp])).toEqual(
    rows.map(({ id, value, time, arrival }) => [id, value, time, arrival]),
  )
  expect(whole.length).toBeGreaterThan(observations.length)
})

test('of one plugin it has that plugin alone, with all control records', async () => {
  const [mine, theirs] = [await readAll(100, 'tanks'), await readAll(100, 'tank')]
  expect(mine).toEqual(await readAll(100))
  expect(theirs).toEqual(mine.filter(({ type }) => type !== 'observation'))
})

test('the last observations are those before a position, in order', async () => {
  const observations = (await readAll(100)).filter((record) => record.type === 'observation')
  const reader = createRecordReader(store.db, { community: 'lake' })
  expect(await reader.last(25, end)).toEqual(observations.slice(-25))
})
