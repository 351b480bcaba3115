import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SandboxError, type SandboxErrorCode, sandboxErrors } from './errors.ts'

const document = readFileSync(new URL('../ERRORS.md', import.meta.url), 'utf8')

test('ERRORS.md and the table agree, both ways', () => {
  const lines = document.split('\n').filter((line) => line.startsWith('| `'))
  const rows = lines.map((line) => {
    const [code, ...cells] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    return [code?.replaceAll('`', ''), ...cells]
  })
  const table = Object.entries(sandboxErrors).map(([code, { fault, en, zh }]) => [code, fault, en, zh])
  expect(rows).toEqual(table)
})

test('both languages of a code name the same parameters', () => {
  const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
  for (const [code, { zh, en }] of Object.entries(sandboxErrors))
    expect([code, names(zh)]).toEqual([code, names(en)])
})

test('an error carries code, fault, parameters and both sentences filled in', () => {
  const error = new SandboxError('sandbox.thrown' satisfies SandboxErrorCode, {
    plugin: 'p',
    path: 'codecs.f',
    detail: 'boom',
  })
  expect(error).toMatchObject({
    code: 'sandbox.thrown',
    fault: 'plugin',
    message: "Function 'codecs.f' of plugin 'p' threw: boom",
  })
  expect(error.text.zh).toContain('codecs.f')
})
