import { expect, test } from 'vitest'
import { choicesOf, type Field, inLanguage, labelOf } from './field.ts'
import { cellWords, valueWords } from './value-words.ts'

const now = new Date(2026, 10, 21, 22, 16).getTime()
const state: Field = {
  type: 'string',
  enum: ['ok', 'bad'],
  labels: { ok: { zh: '正常', en: 'fine' }, bad: { zh: '故障', en: 'broken' } },
  label: { zh: '状态', en: 'State' },
}
const battery: Field = { type: 'number', unit: '%', label: { zh: '电量', en: 'Battery' } }

test('a field is called by its label in the reader’s language, else by its wire name', () => {
  expect(labelOf(battery, 'battery', 'zh')).toBe('电量')
  expect(labelOf(battery, 'battery', 'en')).toBe('Battery')
  expect(labelOf({}, 'battery', 'zh')).toBe('battery')
})

test('choices have names, from a list or from a union of literals', () => {
  expect(choicesOf(state, 'zh')).toEqual([
    { value: 'ok', label: '正常' },
    { value: 'bad', label: '故障' },
  ])
  expect(choicesOf({ anyOf: [{ const: 1 }, { const: 2 }] }, 'en')?.map((one) => one.label)).toEqual([
    '1',
    '2',
  ])
  expect(choicesOf({ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'en')).toBeNull()
})

test('values read as people say them', () => {
  expect(valueWords('bad', state, 'zh', now)).toBe('故障')
  expect(valueWords(87.5, battery, 'zh', now)).toBe('87.5%')
  expect(valueWords(90, { type: 'integer', unit: 'min' }, 'zh', now)).toBe('90 分钟')
  expect(valueWords(true, { type: 'boolean' }, 'en', now)).toBe('yes')
  expect(valueWords(0, battery, 'en', now)).toBe('0%')
  expect(valueWords(null, battery, 'en', now)).toBe('—')
  expect(valueWords('2026-11-21T10:32:00+08:00', { type: 'string', format: 'date-time' }, 'zh', now)).toMatch(
    /今天|昨天|11月/,
  )
  expect(valueWords({ soc: 80 }, { properties: { soc: battery } }, 'zh', now)).toBe('电量 80%')
})

test('a schema in one language is plain JSON Schema', () => {
  const schema: Field = {
    type: 'object',
    properties: { state, level: { type: 'number' } },
    required: ['state'],
  }
  expect(JSON.parse(JSON.stringify(inLanguage(schema, 'en')))).toEqual({
    type: 'object',
    required: ['state'],
    properties: {
      state: {
        type: 'string',
        title: 'State',
        enum: ['ok', 'bad'],
      },
      level: { type: 'number', title: 'level' },
    },
  })
})

test('a long list is counted in a table and whole on its page', () => {
  expect(cellWords([1, 2, 3], { items: battery }, 'zh', now)).toBe('3 项')
  expect(valueWords([1, 2, 3], { items: battery }, 'zh', now)).toBe('1%、2%、3%')
})
