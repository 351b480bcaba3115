import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cliError, cliErrors } from './errors.ts'

const document = readFileSync(new URL('../ERRORS.md', import.meta.url), 'utf8')

test('ERRORS.md and the table agree, both ways', () => {
  const lines = document.split('\n').filter((line) => line.startsWith('| `'))
  const rows = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
  expect(rows).toEqual(Object.entries(cliErrors).map(([code, { fault, en, zh }]) => [code, fault, en, zh]))
})

test('an error names the culprit in both languages', () => {
  const error = cliError('cli.unreadable', { file: 'a.js', reason: 'ENOENT' })
  expect(error.text.en).toContain('"a.js" cannot be read (ENOENT)')
  expect(error.text.zh).toContain('a.js')
})
