import { expect, test } from 'vitest'
import { contract } from '../example/parking.ts'
import { defaultSettings, defineContract, modelShapes, Type } from '../index.ts'

test('devices, records and forms are models, with what derive functions add', () => {
  expect(modelShapes(contract)).toEqual({
    bay: {
      properties: {
        occupied: { type: 'boolean' },
        battery: { type: 'number', minimum: 0, maximum: 100, unit: '%', freshFor: 172_800_000 },
      },
      events: {},
    },
    gate: {
      properties: {},
      events: {
        plateSeen: {
          plate: { type: 'string' },
          confidence: { type: 'number' },
          lane: { type: 'number' },
          known: { type: 'boolean' },
        },
      },
    },
    'record:session': {
      properties: {
        plate: { type: 'string' },
        first: { type: 'number' },
        last: { type: 'number' },
        minutes: { type: 'number' },
      },
      events: {},
    },
    'form:visit': { properties: {}, events: { submitted: { why: { type: 'string' } } } },
  })
})

test('choices, literals, lists and what may be null have the type of their values', () => {
  const title = { zh: '甲', en: 'a' }
  const properties = {
    mode: Type.Choice(['a', 'b']),
    only: Type.Literal(3),
    maybe: Type.Union([Type.Null(), Type.Integer()]),
    list: Type.Array(Type.Boolean()),
    box: Type.Object({}),
  }
  const { a } = modelShapes(
    defineContract({ id: 'x', title, summary: title, devices: { a: { title, properties } } }),
  )
  expect(a?.properties).toEqual({
    mode: { type: 'string', choices: ['a', 'b'] },
    only: { type: 'number' },
    maybe: { type: 'number', nullable: true },
    list: { type: 'array' },
    box: { type: 'object' },
  })
})

test('an installation starts with the defaults', () => {
  expect(defaultSettings(contract)).toEqual({ freeMinutes: 15, minConfidence: 60 })
})
