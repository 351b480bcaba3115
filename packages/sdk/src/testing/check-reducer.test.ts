import { expect, test } from 'vitest'
import { defineContract, defineScenario, notPersonal, Type } from '../index.ts'
import { checkReducer } from './index.ts'

const title = { zh: '计数', en: 'Count' }

const contract = defineContract({
  id: 'count',
  title,
  summary: title,
  devices: { door: { title, properties: { open: Type.Boolean() } } },
  records: {
    visits: {
      title,
      fields: Type.Object({
        count: Type.Integer({ data: notPersonal }),
        last: Type.Number({ data: notPersonal }),
      }),
      reducer: 'visits',
      inputs: [{ device: 'door', property: 'open', key: 'device' }],
    },
  },
})

const inputs = [1, 2, 3, 4].map((time) => ({
  device: 'door' as const,
  name: 'open' as const,
  value: true,
  time,
}))

test('a reducer that only moves forward in event time is right under every order', () => {
  const scenario = defineScenario(contract, {
    reducers: {
      visits: ({ state, input }) => ({ state: { count: 1, last: Math.max(state?.last ?? 0, input.time) } }),
    },
  })
  expect(() => checkReducer(scenario, 'visits', inputs)).not.toThrow()
})

test('a reducer that counts arrivals is caught by a repeat', () => {
  const scenario = defineScenario(contract, {
    reducers: { visits: ({ state }) => ({ state: { count: (state?.count ?? 0) + 1, last: 0 } }) },
  })
  expect(() => checkReducer(scenario, 'visits', inputs)).toThrow(
    expect.objectContaining({
      code: 'bench.order-matters',
      params: expect.objectContaining({
        order: expect.stringMatching(/^(0 0 1 2 3|0 1 1 2 3|0 1 2 2 3|0 1 2 3 3|\d( \d){4})$/),
      }),
    }),
  )
})

test('a reducer that believes the last arrival is caught by two inputs in the wrong order', () => {
  const scenario = defineScenario(contract, {
    reducers: { visits: ({ input }) => ({ state: { count: 1, last: input.time } }) },
  })
  expect(() => checkReducer(scenario, 'visits', inputs)).toThrow(
    expect.objectContaining({ params: expect.objectContaining({ order: '0 1 3 2' }) }),
  )
})

test('a reducer that fails says so', () => {
  const scenario = defineScenario(contract, {
    reducers: { visits: () => ({ state: { count: 1.5, last: 0 } }) },
  })
  expect(() => checkReducer(scenario, 'visits', inputs)).toThrow(
    expect.objectContaining({
      code: 'bench.reducer-failed',
      params: expect.objectContaining({ record: 'visits' }),
    }),
  )
})
