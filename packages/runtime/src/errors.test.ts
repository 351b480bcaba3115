import { expect, test } from 'vitest'
import { type ErrorCode, errors, hasCode, runtimeError } from './errors.ts'

const codes = Object.keys(errors).toSorted() as ErrorCode[]

function names(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].toSorted()
}

function section(code: ErrorCode): string {
  const { fault, zh, en } = errors[code]
  return `## ${code}\n\nFault: ${fault}\n\n${zh}\n\n${en}\n`
}

test('ERRORS.md holds exactly the codes of the table', async () => {
  const page = [
    '# Errors of the runtime\n',
    'Ask by code. `{name}` is a parameter of the error.\n',
    ...codes.map(section),
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../ERRORS.md')
})

test.each(codes)('%s names the same parameters in both languages', (code) => {
  expect(names(errors[code].zh)).toEqual(names(errors[code].en))
})

test('an error fills its parameters in both languages and keeps its cause', () => {
  const cause = new TypeError('no')
  const error = runtimeError('journal.locked', { dir: '/data', pid: 7 }, { cause })
  expect(error.message).toContain('"/data" is in use by process 7')
  expect(error.text.zh).toContain('“/data”正由进程 7 使用')
  expect(error).toMatchObject({ code: 'journal.locked', fault: 'caller', status: 400, cause })
})

test('a status of its own replaces that of the fault', () => {
  expect(runtimeError('journal.closed', { dir: '/data' }).status).toBe(503)
  expect(runtimeError('journal.gone', { position: 1, tail: 2 }).status).toBe(500)
})

test('a code is recognised on an error that lost its class', () => {
  const copy = { ...runtimeError('journal.closed', { dir: '/data' }) }
  expect(hasCode(copy, 'journal.closed')).toBe(true)
  expect(hasCode(copy, 'journal.full')).toBe(false)
})

test('parameters are typed from the texts', () => {
  // @ts-expect-error the pid is missing
  runtimeError('journal.locked', { dir: '/data' })
  // @ts-expect-error no such code
  expect(() => runtimeError('journal.lost', {})).toThrow()
})
