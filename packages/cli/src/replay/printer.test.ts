import type { Effect } from '@linli/kernel'
import { expect, test } from 'vitest'
import { createPrinter } from './printer.ts'

const at = Date.UTC(2026, 2, 2, 8)
const effect: Effect = {
  id: 'lake|full|tank-1|0|0',
  revision: 1,
  op: 'assert',
  installation: 'lake',
  release: 1,
  rule: 'full',
  key: 'tank-1',
  onset: at - 300_000,
  at,
  grade: 'normal',
  action: { alert: { title: { zh: '水箱过满', en: 'Tank too full' } } },
  cause: { observation: 'o', device: 'tank-1', place: 'b3' },
  final: true,
}
const names = {
  rules: new Map([['full', { zh: '过满', en: 'Full' }]]),
  devices: new Map([['tank-1', '一号水箱']]),
}

function printed(isJson: boolean): string[] {
  const lines: string[] = []
  const printer = createPrinter(names, isJson, (line) => lines.push(line))
  printer.change({ change: 'kept', effect, was: { ...effect, at: at - 60_000 } })
  printer.change({ change: 'gone', effect: { ...effect, key: 'tank-2', id: 'x' } })
  printer.history({ id: 'lake', whatIf: true, records: 7, exact: true, clock: at })
  return lines
}

test('JSON lines say what, where, when and how long, and end with the totals', () => {
  const [kept, gone, summary] = printed(true).map((line) => JSON.parse(line))
  expect(kept).toMatchObject({
    change: 'kept',
    rule: 'full',
    deviceName: '一号水箱',
    place: 'b3',
    onset: '2026-03-02T07:55:00.000Z',
    at: '2026-03-02T08:00:00.000Z',
    waited: 300_000,
    wasAt: '2026-03-02T07:59:00.000Z',
  })
  expect(gone).toMatchObject({ change: 'gone', key: 'tank-2' })
  expect(summary.summary).toMatchObject({
    kept: 1,
    gone: 1,
    new: 0,
    exact: true,
    clock: '2026-03-02T08:00:00.000Z',
    rules: { full: { kept: 1, gone: 1 } },
  })
})

test('the table has a line for each change, totals for each rule and a sentence', () => {
  const lines = printed(false)
  expect(lines[1]).toMatch(/^= .*一号水箱/)
  expect(lines[2]).toMatch(/^- .*tank-2/)
  expect(lines.at(-1)).toMatch(/1.*0.*1/)
})
