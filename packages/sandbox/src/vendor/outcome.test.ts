import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { failedOutcome, readAnswer } from './outcome.ts'

const read = (text: string, count = 1) =>
  readAnswer(text, count, { ...defaultLimits, outcomeCharacters: 1000 })?.outcomes ?? null
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

test('a value comes through as it is', () => {
  expect(read('[{"ok":true,"value":{"a":[1,"x",null]}}]')).toEqual([
    { ok: true, value: { a: [1, 'x', null] } },
  ])
})

test('text that is no JSON, no list, empty or too long a list is not an answer', () => {
  for (const text of ['', '{', '{}', '[]', '[1,2]', 'null']) expect(read(text)).toBeNull()
})

test('an answer may stop early, so that the rest is asked for again', () => {
  expect(read('[{"ok":true,"value":1}]', 3)).toEqual([{ ok: true, value: 1 }])
})

test('more text than the items may give is not an answer', () => {
  expect(read(`[{"ok":true,"value":"${'x'.repeat(30000)}"}]`)).toBeNull()
})

test('fields that could reach a prototype are refused, spelt with escapes too', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']) {
    for (const value of [`{"${key}":{"x":1}}`, `[{"a":{"${key}":1}}]`]) {
      expect(read(`[{"ok":true,"value":${value}}]`)).toMatchObject([{ ok: false, code: 'sandbox.output' }])
    }
  }
})

test('a value nested deeper than the limit is refused', () => {
  expect(read(`[{"ok":true,"value":${nested(32)}}]`)).toMatchObject([{ ok: true }])
  expect(read(`[{"ok":true,"value":${nested(33)}}]`)).toMatchObject([{ ok: false, code: 'sandbox.output' }])
})

test('nothing but the value of an entry comes through', () => {
  const [outcome] = read('[{"ok":true,"value":1,"error":{"code":"x"},"then":1}]') ?? []
  expect(outcome).toEqual({ ok: true, value: 1 })
})

test('an unknown code of a worker counts as thrown', () => {
  expect(read('[{"ok":false,"error":{"code":"toString","message":7}}]')).toEqual([
    { ok: false, code: 'sandbox.thrown', detail: '', place: '' },
  ])
  expect(read('[{"ok":1}]')).toEqual([{ ok: false, code: 'sandbox.thrown', detail: '', place: '' }])
})

test('log lines come beside the outcomes, cut to size and with known levels only', () => {
  const lines = [
    { level: 'warn', text: 'x'.repeat(500) },
    { level: '<b>', text: 7, place: '3:7' },
    { place: '3:7)' },
  ]
  const answer = readAnswer(JSON.stringify({ lines, outcomes: [{ ok: true, value: 1 }] }), 1, defaultLimits)
  expect(answer).toEqual({
    outcomes: [{ ok: true, value: 1 }],
    lines: [
      { level: 'warn', text: 'x'.repeat(400), place: '' },
      { level: 'info', text: '', place: '3:7' },
      { level: 'info', text: '', place: '' },
    ],
  })
})

test('a failure names plugin, function and limit in both languages', () => {
  const outcome = failedOutcome('sandbox.timeout', { plugin: 'parking', path: 'codecs.bay', limit: '151 ms' })
  for (const name of ['parking', 'codecs.bay', '151 ms']) {
    expect(outcome).toMatchObject({ ok: false, error: { code: 'sandbox.timeout', fault: 'plugin' } })
    expect(outcome.ok || outcome.error.text.zh).toContain(name)
    expect(outcome.ok || outcome.error.text.en).toContain(name)
  }
})
