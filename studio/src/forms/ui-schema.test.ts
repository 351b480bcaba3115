import { expect, test } from 'vitest'
import { uiSchemaOf } from './ui-schema.ts'

const schema = {
  type: 'object',
  properties: {
    found: { type: 'string', enum: ['a', 'b'], labels: { a: { zh: '甲', en: 'A' } } },
    level: { type: 'number', unit: 'min' },
    photo: { type: 'string' },
    many: { type: 'string', enum: ['1', '2', '3', '4', '5', '6'] },
    sure: { type: 'boolean' },
  },
}

test('without a layout the schema says how it is drawn', () => {
  const ui = uiSchemaOf(schema, undefined, 'en')
  expect(ui.found).toEqual({ 'ui:widget': 'choice', 'ui:enumNames': { a: 'A', b: 'b' } })
  expect(ui.many['ui:widget']).toBeUndefined()
  expect(ui.sure).toEqual({ 'ui:widget': 'switch' })
  expect(ui.level).toEqual({ 'ui:options': { unit: 'min' } })
  expect(ui['ui:order']).toBeUndefined()
})

test('a layout gives order, widget and help; a field it does not know is left out of the order', () => {
  const layout = [
    { field: 'photo', kind: 'photo', help: { zh: '拍清楚', en: 'sharp' } },
    { field: 'found', kind: 'choice' },
    { field: 'gone', kind: 'text' },
  ] as const
  const ui = uiSchemaOf(schema, layout, 'en')
  expect(ui.photo).toEqual({ 'ui:widget': 'photo', 'ui:help': 'sharp' })
  expect(ui['ui:order']).toEqual(['photo', 'found', '*'])
})
