import { createKernelHost, type KernelHost } from '@linli/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasServer } from '../store/server.case.ts'
import type { Store } from '../store/store.ts'
import type { Change } from './change.ts'
import { type Choice, chooseProgram, findReplayed } from './choose-program.ts'
import { openHistory, openSnapshot } from './history.ts'
import { type HistorySummary, replayHistory } from './replay-history.ts'
import { liveThrough, openTemporary, rulesWith, start } from './tanks.fixture.ts'

const kinds: readonly ('pglite' | 'postgres')[] = (await hasServer()) ? ['pglite', 'postgres'] : ['pglite']

describe.each(kinds)('on %s', (kind) => {
  let store: Store
  let kernel: KernelHost
  const always = { from: -Infinity, to: Infinity }
  const minute = 60_000

  beforeAll(async () => {
    store = await openTemporary(kind)
    kernel = await createKernelHost()
    // More than one page of records.
    await liveThrough(store, kernel, 5600)
  }, 120_000)

  afterAll(async () => {
    await kernel?.[Symbol.asyncDispose]()
    await store?.[Symbol.asyncDispose]()
  })

  interface Result {
    readonly changes: readonly Change[]
    readonly summary: HistorySummary
  }

  async function replay(choice: Choice | null, stretch = always): Promise<Result> {
    await using history = await openSnapshot(store)
    const installation = await findReplayed(history.db, 'lake-tanks')
    const program = choice && (await chooseProgram(history.db, installation, choice))
    const changes: Change[] = []
    const now = start + 1000 * 3600_000
    const running = replayHistory(history, kernel, {
      installation,
      program,
      stretch,
      now,
      progress: () => {},
    })
    for (;;) {
      const { done, value } = await running.next()
      if (done) return { changes, summary: value }
      changes.push(value)
    }
  }

  const effectsOf = (rule: string) =>
    store.db.selectFrom('effects').selectAll().where('rule', '=', rule).execute()

  const count = (changes: readonly Change[], change: string, rule: string) =>
    changes.filter((one) => one.change === change && one.effect.rule === rule).length

  test('the history is worth replaying: timers, corrections and firings after the last record', async () => {
    const ops = new Set((await effectsOf('fills')).map(({ op }) => op))
    expect(ops).toContain('withdraw')
    expect((await effectsOf('full')).length).toBeGreaterThan(0)
    expect((await effectsOf('silent')).length).toBeGreaterThan(3)
  })

  test('what ran live comes out again exactly, with every correction and every timer after the last record', async () => {
    const { changes, summary } = await replay(null)
    expect(summary).toMatchObject({ exact: true, records: 5605 })
    expect(new Set(changes.map(({ change }) => change))).toEqual(new Set(['kept']))
    const { total } = await store.db
      .selectFrom('effects')
      .select((eb) => eb.fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow()
    expect(changes).toHaveLength(Number(total))
  })

  test('only what fired within the stretch is compared', async () => {
    const stretch = { from: start + 30 * minute, to: start + 90 * minute }
    const { changes, summary } = await replay(null, stretch)
    expect(summary.exact).toBe(true)
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.every(({ effect: { at } }) => at >= stretch.from && at <= stretch.to)).toBe(true)
  })

  test('a stored effect that the rules do not give is gone, one that is not stored is new', async () => {
    const [first, second] = await effectsOf('full')
    if (!first || !second) throw new Error('no effects')
    await store.db.deleteFrom('effects').where('effectId', '=', first.effectId).execute()
    await store.db
      .updateTable('effects')
      .set({ grade: 'urgent' })
      .where('effectId', '=', second.effectId)
      .execute()
    const { changes, summary } = await replay(null)
    expect(summary.exact).toBe(false)
    const differing = changes.filter(({ change }) => change !== 'kept')
    expect(differing.map(({ change, effect }) => [change, effect.id, effect.grade])).toEqual([
      ['new', first.effectId, 'normal'],
      ['new', second.effectId, 'normal'],
      ['gone', second.effectId, 'urgent'],
    ])
    await store.db
      .updateTable('effects')
      .set({ grade: 'normal' })
      .where('effectId', '=', second.effectId)
      .execute()
    await store.db
      .insertInto('effects')
      .values({
        ...first,
        action: JSON.stringify(first.action) as never,
        cause: JSON.stringify(first.cause) as never,
      })
      .execute()
    expect((await replay(null)).summary.exact).toBe(true)
  })

  test('a rule that waits longer keeps or loses what it fired, and never fires anew', async () => {
    const { changes, summary } = await replay({
      configuration: 'draft',
      rules: rulesWith('silent', { absent: '45m' }),
    })
    expect(summary.exact).toBe(true)
    expect(count(changes, 'gone', 'silent')).toBeGreaterThan(0)
    expect(count(changes, 'new', 'silent')).toBe(0)
  })

  test('a lower limit from the middle on fires more there and changes nothing before it', async () => {
    const from = start + 80 * minute
    const { changes } = await replay({ settings: { limit: 70 } }, { from, to: Infinity })
    expect(count(changes, 'new', 'fills')).toBeGreaterThan(10)
    expect(changes.every(({ effect }) => effect.at >= from)).toBe(true)
  })

  test('the same program instead of itself changes nothing', async () => {
    const { changes } = await replay(
      { settings: { limit: 90 } },
      { from: start + 120 * minute, to: Infinity },
    )
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.filter(({ change }) => change !== 'kept')).toEqual([])
  })

  test('rules with a mistake are refused with the place', async () => {
    const rules = rulesWith('full', { when: { '>': [{ var: 'levle' }, 1] } })
    await expect(replay({ rules })).rejects.toMatchObject({
      code: 'replay.problems',
      params: { path: expect.stringContaining('rules.full.when') },
    })
    await expect(replay({ settings: { limit: 'x' } })).rejects.toMatchObject({ code: 'replay.problems' })
  })

  test('an unknown installation is told which there are, a missing database where it was looked for', async () => {
    await expect(findReplayed(store.db, 'nobody')).rejects.toMatchObject({
      code: 'replay.unknown-installation',
      params: { known: 'lake-tanks' },
    })
    await expect(openHistory({ dataDir: '/nowhere' })).rejects.toMatchObject({
      code: 'replay.no-data',
      params: { dir: '/nowhere' },
    })
  })
})
