import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import parking from '../example/parking.ts'
import { type Golden, goldenTests, readGolden, runGolden } from './index.ts'

const example = new URL('../example/golden/overstay.json', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'linli-golden-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

goldenTests(test, parking, new URL('../example/golden/', import.meta.url))

const golden = (change: (steps: Golden['steps']) => Golden['steps']): Golden => {
  const read = readGolden(example)
  return { ...read, steps: change(read.steps) }
}

test.each<[string, string[], (steps: Golden['steps']) => Golden['steps']]>([
  ['an alert that came unexpected', ['alerts'], (steps) => [...steps.slice(0, 2), { at: '08:35' }]],
  [
    'an alert that did not come',
    ['alerts', 'tasks'],
    (steps) => steps.filter(({ device }) => device !== 'bay-1').slice(0, 3),
  ],
  [
    'an alert a minute early',
    ['alerts'],
    (steps) =>
      steps
        .slice(0, 4)
        .map((step) =>
          step.at === '08:34:59' ? { ...step, expect: { alerts: [{ rule: 'overstay' }] } } : step,
        ),
  ],
  ['a command that was not expected', ['commands'], (steps) => [{ ...steps[0], expect: {} }]],
  [
    'a command with another argument',
    ['commands'],
    (steps) => [{ ...steps[0], expect: { commands: [{ args: { lane: 2 } }, { args: { lane: 3 } }] } }],
  ],
  [
    'a record with another value',
    ['records'],
    (steps) => [
      { ...steps[0], expect: { ...steps[0]?.expect, records: { session: { 京A12345: { minutes: 1 } } } } },
    ],
  ],
  [
    'a task with another deadline',
    ['tasks'],
    (steps) =>
      steps
        .slice(0, 4)
        .map((step) =>
          step.at === '08:35'
            ? { ...step, expect: { alerts: [{ rule: 'overstay' }], tasks: [{ deadline: '09:36' }] } }
            : step,
        ),
  ],
  [
    'a refusal that was not expected',
    ['refused'],
    (steps) => [{ device: 'bay-1', reports: { battery: 140 } }, ...steps.slice(0, 1)],
  ],
])('%s is a difference', (_, expected, change) => {
  expect(runGolden(parking, golden(change)).map(({ what }) => what)).toEqual(expected)
})

test('a difference says when, what was expected and what came', () => {
  const [first] = runGolden(
    parking,
    golden(([step]) => [{ ...step, expect: {} }]),
  )
  expect(first).toEqual({
    at: '2026-03-02T08:00:00',
    what: 'commands',
    expected: [],
    actual: [
      expect.objectContaining({ rule: 'open', args: { lane: 2 } }),
      expect.objectContaining({ rule: 'open', args: { lane: 1 } }),
    ],
  })
})

test('a file that does not do what it says fails its test with the first difference', () => {
  const wrong = mkdtempSync(join(folder, 'wrong-'))
  writeFileSync(join(wrong, 'wrong.json'), JSON.stringify(golden(([step]) => [{ ...step, expect: {} }])))
  const runs: (() => void)[] = []
  goldenTests((_, run) => runs.push(run), parking, wrong)
  expect(runs).toHaveLength(1)
  expect(runs[0]).toThrow(
    expect.objectContaining({
      code: 'golden.differs',
      message: expect.stringContaining('commands at 2026-03-02T08:00:00'),
    }),
  )
})

test('a misspelt step is refused, not skipped', () => {
  const file = join(folder, 'misspelt.json')
  writeFileSync(file, JSON.stringify({ title: { zh: '甲', en: 'a' }, steps: [{ expct: {} }] }))
  expect(() => readGolden(file)).toThrow(
    expect.objectContaining({
      code: 'golden.unreadable',
      params: { file: 'misspelt.json', reason: 'steps.0.expct: Did you mean "expect"?' },
    }),
  )
  writeFileSync(file, '{')
  expect(() => readGolden(file)).toThrow(expect.objectContaining({ code: 'golden.unreadable' }))
})
