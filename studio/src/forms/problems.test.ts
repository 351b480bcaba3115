import { expect, test } from 'vitest'
import { zh } from '../i18n/zh.ts'
import { findProblems, satisfies } from './problems.ts'

const t = (key: string, params: Readonly<Record<string, string | number>> = {}) => {
  const text = key
    .split('.')
    .reduce<unknown>((table, part) => (table as Record<string, unknown>)[part], zh) as string
  return text.replaceAll(/%\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
const visit = {
  type: 'object',
  required: ['found', 'level'],
  properties: {
    found: { type: 'string', enum: ['ok', 'fallen'], label: { zh: '现场情况', en: 'Found' } },
    level: { type: 'integer', minimum: 1, maximum: 5, label: { zh: '程度', en: 'Level' } },
    remark: { type: 'string', maxLength: 4, label: { zh: '说明', en: 'Remark' } },
    rooms: {
      type: 'array',
      items: {
        type: 'object',
        required: ['no'],
        properties: { no: { type: 'string', label: { zh: '房号', en: 'Room' } } },
      },
    },
  },
}
const messages = (values: unknown) => findProblems(visit, values, 'zh', t).map((problem) => problem.message)

test('answers that hold have no problems', () => {
  expect(messages({ found: 'ok', level: 3 })).toEqual([])
  expect(satisfies(visit, { found: 'ok', level: 3 })).toBe(true)
})

test('a missing answer is named by its label', () => {
  expect(messages({})).toEqual(['请填写“现场情况”', '请填写“程度”'])
})

test('limits are said', () => {
  expect(messages({ found: 'ok', level: 9, remark: '一二三四五' })).toEqual([
    '“程度”不能大于 5',
    '“说明”最多 4 个字',
  ])
})

test('an answer outside the choices asks for a choice, once', () => {
  expect(messages({ found: 'lost', level: 1 })).toEqual(['“现场情况”请从选项中选择'])
})

test('text in a number field asks for a number', () => {
  expect(messages({ found: 'ok', level: 'three' })).toEqual(['“程度”请填数字'])
})

test('a problem inside a list knows where it stands', () => {
  const [problem] = findProblems(visit, { found: 'ok', level: 1, rooms: [{ no: '301' }, {}] }, 'zh', t)
  expect(problem).toMatchObject({ path: ['rooms', '1', 'no'], message: '请填写“房号”' })
})

test('an empty form of nothing required holds', () => {
  expect(satisfies({ type: 'object', properties: {} }, {})).toBe(true)
})
