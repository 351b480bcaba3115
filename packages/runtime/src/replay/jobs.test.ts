import { createKernelHost, type KernelHost } from '@linli/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../store/store.ts'
import { chooseProgram, findReplayed, type Replayed } from './choose-program.ts'
import { createReplayJobs, type ReplayJob, type ReplayWork } from './jobs.ts'
import { liveThrough, openTemporary, start } from './tanks.fixture.ts'
import { historyWork } from './work.ts'

let store: Store
let installation: Replayed
beforeAll(async () => {
  store = await openTemporary('pglite')
  await using kernel = await createKernelHost()
  await liveThrough(store, kernel, 2000)
  installation = await findReplayed(store.db, 'lake-tanks')
}, 120_000)
afterAll(() => store?.[Symbol.asyncDispose]())

const everything = { from: -Infinity, to: Infinity }
const now = start + 24 * 3600_000

const openJobs = (
  openKernel: (workers: number) => Promise<KernelHost> = (workers) => createKernelHost({ workers }),
) =>
  createReplayJobs<string>({ clock: () => now, openKernel, onError: (error) => expect.fail(String(error)) })

async function work(settings: { limit: number } | null): Promise<ReplayWork> {
  const program = settings && (await chooseProgram(store.db, installation, { settings }))
  return historyWork(store.db, { installation, program, stretch: everything, now })
}

async function ended(job: ReplayJob<string>): Promise<ReplayJob<string>> {
  await expect.poll(() => job.endedAt, { timeout: 60_000 }).not.toBeNull()
  return job
}

const sum = (job: ReplayJob<string>, change: 'kept' | 'new' | 'gone') =>
  [...job.counts.values()].reduce((total, counts) => total + counts[change], 0)

test('as it ran, all is kept and nothing is new or gone', async () => {
  await using jobs = openJobs()
  const job = await ended(jobs.start('as-run', await work(null)))
  expect(job).toMatchObject({ state: 'done', summary: { exact: true }, progress: { share: 1 } })
  expect([sum(job, 'kept') > 0, sum(job, 'new'), sum(job, 'gone')]).toEqual([true, 0, 0])
})

test('other settings lose and keep firings, and the changes say which', async () => {
  await using jobs = openJobs()
  const job = await ended(jobs.start('what-if', await work({ limit: 95 })))
  expect(job).toMatchObject({ state: 'done', summary: { exact: null } })
  expect(sum(job, 'gone')).toBeGreaterThan(0)
  expect(job.changes.filter(({ change }) => change === 'gone').length).toBe(sum(job, 'gone'))
})

test('replays run one after the other, newest first in the list', async () => {
  let open = 0
  await using jobs = openJobs(async (workers) => {
    open += 1
    expect(open).toBe(1)
    const host = await createKernelHost({ workers })
    const close = host[Symbol.asyncDispose].bind(host)
    host[Symbol.asyncDispose] = async () => {
      open -= 1
      await close()
    }
    return host
  })
  const both = [jobs.start('first', await work(null)), jobs.start('second', await work(null))]
  await Promise.all(both.map(ended))
  expect(jobs.list().map(({ order, state }) => [order, state])).toEqual([
    ['second', 'done'],
    ['first', 'done'],
  ])
})

test('a replay that is cancelled stops, one that waits never begins, and both clean up', async () => {
  let cleaned = 0
  await using jobs = openJobs()
  const counted = async () => ({
    ...(await work(null)),
    cleanUp: async () => {
      cleaned += 1
    },
  })
  const [running, waiting] = [jobs.start('running', await counted()), jobs.start('waiting', await counted())]
  jobs.cancel(waiting.id)
  await expect.poll(() => running.state).toBe('running')
  jobs.cancel(running.id)
  await expect.poll(() => cleaned, { timeout: 60_000 }).toBe(2)
  expect([running, waiting].map(({ state, summary }) => [state, summary])).toEqual([
    ['cancelled', null],
    ['cancelled', null],
  ])
})

test('what fails says why, and the next one runs', async () => {
  await using jobs = openJobs()
  const failing: ReplayWork = {
    workers: 1,
    async *run() {
      yield* []
      throw (await findReplayed(store.db, 'nowhere').catch((error: unknown) => error)) as Error
    },
  }
  const [first, second] = [jobs.start('failing', failing), jobs.start('next', await work(null))]
  expect((await ended(first)).error).toMatchObject({ code: 'replay.unknown-installation' })
  expect((await ended(second)).state).toBe('done')
})

test('a long line is refused', async () => {
  await using jobs = openJobs()
  const one = await work(null)
  for (let at = 0; at < 10; at++) jobs.start(String(at), one)
  expect(() => jobs.start('one too many', one)).toThrow(expect.objectContaining({ code: 'replay.too-many' }))
})
