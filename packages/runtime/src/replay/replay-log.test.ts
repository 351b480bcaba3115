import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernelHost, type KernelHost } from '@linli/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from './change.ts'
import { type Choice, defaultProgram } from './choose-program.ts'
import { type LogSummary, replayLog } from './replay-log.ts'
import { rulesWith, start, tanks } from './tanks.fixture.ts'

const dir = mkdtempSync(join(tmpdir(), 'linli-log-'))
const file = join(dir, 'log.jsonl')
let kernel: KernelHost
const minute = 60_000

beforeAll(async () => {
  kernel = await createKernelHost()
}, 60_000)

afterAll(async () => {
  await kernel?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

interface Given {
  readonly choice?: Choice
  readonly lateness?: number
  readonly to?: number
}

async function replay(
  lines: readonly object[] | string,
  { choice, lateness = 0, to = Infinity }: Given = {},
) {
  writeFileSync(
    file,
    typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n'),
  )
  const changes: Change[] = []
  const running = replayLog(kernel, {
    file,
    contract: tanks,
    program: defaultProgram(tanks, {}),
    other: choice ? defaultProgram(tanks, choice) : null,
    stretch: { from: -Infinity, to },
    lateness,
    progress: () => {},
  })
  for (;;) {
    const { done, value } = await running.next()
    if (done) return { fired: changes.map(brief), summary: value satisfies LogSummary }
    changes.push(value)
  }
}

const brief = ({ change, effect }: Change) =>
  `${change} ${effect.rule} ${effect.key} ${(effect.at - start) / minute}`

const level = (minutes: number, value: number, more: object = {}) => ({
  time: start + minutes * minute,
  device: 'a',
  name: 'level',
  value,
  ...more,
})

test('a file of levels fires what holds long enough, and what begins with its last line', async () => {
  const { fired, summary } = await replay([level(0, 90), level(5, 91), level(6, 50), level(40, 99)])
  expect(fired).toEqual(['fired fills a 0', 'fired full a 5', 'fired silent a 36', 'fired fills a 40'])
  expect(summary).toEqual({ records: 4, late: 0, clock: start + 40 * minute })
})

test('time goes on after the last line as far as is asked for', async () => {
  expect((await replay([level(0, 10)])).fired).toEqual([])
  expect((await replay([level(0, 10)], { to: start + 30 * minute })).fired).toEqual(['fired silent a 30'])
})

test('times are texts too, models have their plugin or not, and empty lines do not count', async () => {
  const { fired, summary } = await replay(
    [
      JSON.stringify({ ...level(0, 90), time: '2026-01-15T08:00:00+08:00', model: 'tanks/tank' }),
      '',
      JSON.stringify(
        level(1, 90, { model: 'tank', device: 'b', kind: 'property', place: 'p', source: 'radio' }),
      ),
    ].join('\r\n'),
  )
  expect(fired).toEqual(['fired fills a 0', 'fired fills b 1'])
  expect(summary.records).toBe(2)
})

test('a line that is later than its source may be is counted and left out; with more lateness it counts', async () => {
  const lines = [level(0, 10), level(3, 10), level(2, 90, { device: 'b' })]
  const strict = await replay(lines)
  expect(strict.fired).toEqual([])
  expect(strict.summary.late).toBe(1)
  const patient = await replay(lines, { lateness: minute })
  expect(patient.fired).toEqual(['fired fills b 2'])
  expect(patient.summary.late).toBe(0)
})

test('while a source is away its silence does not count', async () => {
  const away = { source: 'log', state: 'down', time: start + 10 * minute }
  const back = { source: 'log', state: 'up', time: start + 70 * minute, lateness: '0s' }
  const { fired } = await replay([level(0, 10), away, back, level(100, 10)])
  expect(fired).toEqual(['fired silent a 90'])
})

test('another version keeps, adds and loses firings', async () => {
  const lines = [level(0, 90), level(3, 50), level(10, 90), level(16, 50), level(50, 75)]
  const longer = { rules: rulesWith('full', { for: '2m' }) }
  expect((await replay(lines, { choice: longer })).fired).toEqual([
    'kept fills a 0',
    'kept fills a 10',
    'kept full a 12',
    'kept silent a 46',
    'new full a 2',
  ])
  expect((await replay(lines, { choice: { settings: { limit: 95 } } })).fired).toEqual([
    'kept silent a 46',
    'gone fills a 0',
    'gone fills a 10',
    'gone full a 15',
  ])
})

test.each([
  ['{"time":1', /JSON/],
  ['[1]', /no JSON object/],
  [JSON.stringify(level(0, 1, { time: 'yesterday' })), /"time" must be a time/],
  [JSON.stringify(level(0, 1, { device: '' })), /"device" must be a text/],
  [JSON.stringify(level(0, 1, { name: 'levle' })), /no model has "levle"/],
  [JSON.stringify(level(0, 1, { model: 'tnak' })), /there are: tank/],
  [JSON.stringify(level(0, 1, { kind: 'event' })), /has no event "level"/],
  [JSON.stringify(level(0, 1, { value: 'full' })), /"value" does not fit/],
  [JSON.stringify(level(1, 1, { arrival: start })), /lies after "arrival"/],
  [JSON.stringify({ time: 1, source: 'x', state: 'away' }), /"up" or "down"/],
])('a line that cannot be replayed is named with what is wrong: %s', async (line, reason) => {
  await expect(replay(`${JSON.stringify(level(0, 1))}\n${line}`)).rejects.toMatchObject({
    code: 'replay.bad-line',
    params: { file, line: 2, reason: expect.stringMatching(reason) },
  })
})

test('an empty file fires nothing', async () => {
  expect(await replay('')).toEqual({ fired: [], summary: { records: 0, late: 0, clock: null } })
})
