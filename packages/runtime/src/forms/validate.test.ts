import { Type } from '@sinclair/typebox'
import { expect, test } from 'vitest'
import { checkAnswers } from './validate.ts'

const form = {
  title: { zh: '走访', en: 'Visit' },
  version: 1,
  layout: [],
  schema: Type.Object({
    mood: Type.Union([Type.Literal('good'), Type.Literal('bad')]),
    visits: Type.Optional(Type.Integer({ minimum: 1 })),
    people: Type.Optional(Type.Array(Type.Object({ name: Type.String({ minLength: 1 }) }))),
  }),
}
const fieldOf = (values: Record<string, unknown>) => checkAnswers(form, values)?.field ?? null

test('answers that fit are fine', () => {
  expect(fieldOf({ mood: 'good', visits: 2, people: [{ name: '王' }] })).toBeNull()
})

test('the first thing wrong is named by its field, also deep inside', () => {
  expect(fieldOf({ mood: 'good', visits: 0 })).toBe('visits')
  expect(fieldOf({ mood: 'fine' })).toBe('mood')
  expect(fieldOf({ mood: 'good', people: [{ name: '' }] })).toBe('people/0/name')
})

test('a missing answer and one the form does not ask for are named', () => {
  expect(fieldOf({})).toBe('mood')
  expect(fieldOf({ mood: 'good', modo: 'bad' })).toBe('modo')
})

test('field and reason are of one and the same fault', () => {
  const fault = checkAnswers(form, { mood: 'fine', visits: 0 })
  expect(fault).toMatchObject({ field: 'mood', reason: { en: expect.stringContaining('fine') } })
})

test('the reason reads whole in both languages', () => {
  expect(checkAnswers(form, { mood: 'good', visits: 0 })?.reason).toEqual({
    zh: '0 低于下限 1',
    en: '0 is below 1',
  })
  expect(checkAnswers(form, {})?.reason.zh).toBe('缺少字段“mood”')
})
