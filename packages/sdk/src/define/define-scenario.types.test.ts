import { expect, test } from 'vitest'
import { defineContract, defineScenario, notPersonal, personal, Type } from '../index.ts'

const title = { zh: '名称', en: 'title' }
const plate = personal({ subject: 'resident', purpose: ['parking'], retention: '180d', mask: 'plate' })

const contract = defineContract({
  id: 'x',
  title,
  summary: title,
  settings: Type.Object({ factor: Type.Number() }),
  sources: { lora: { title, kind: 'mqtt', dialect: 'chirpstack-v4' } },
  devices: {
    bay: {
      title,
      properties: { occupied: Type.Boolean(), battery: Type.Number() },
      decode: [{ source: 'lora', codec: 'bay' }],
    },
    gate: {
      title,
      events: { seen: Type.Object({ plate: Type.String({ data: plate }) }) },
      decode: [
        { source: 'lora', codec: 'gate' },
        { source: 'lora', map: { seen: '/seen' } },
      ],
    },
  },
  reference: {
    permits: {
      title,
      key: 'plate',
      row: Type.Object({ plate: Type.String({ data: plate }), days: Type.Integer({ data: notPersonal }) }),
    },
  },
  derive: [
    {
      device: 'gate',
      event: 'seen',
      function: 'classify',
      lookup: { permit: { table: 'permits', by: 'plate' } },
      adds: { kind: Type.Choice(['resident', 'visitor'], { data: notPersonal }) },
    },
    {
      device: 'bay',
      property: 'battery',
      function: 'volts',
      adds: { volts: Type.Number({ data: notPersonal }) },
    },
  ],
  records: {
    session: {
      title,
      fields: Type.Object({
        minutes: Type.Number({ data: notPersonal }),
        kind: Type.String({ data: notPersonal }),
      }),
      reducer: 'session',
      inputs: [
        { device: 'gate', event: 'seen', key: 'event.plate' },
        { device: 'bay', property: 'occupied', key: 'device' },
      ],
    },
  },
})

const codecs = {
  bay: () => [{ name: 'occupied' as const, value: true }],
  gate: () => [],
}
const functions = {
  classify: () => ({ kind: 'visitor' as const }),
  volts: () => ({ volts: 1 }),
}
const reducers = { session: () => null }

test('behaviour is typed by the contract, without an annotation', () => {
  const scenario = defineScenario(contract, {
    codecs: {
      bay: ({ bytes, fPort }) => [
        { name: 'occupied', value: bytes?.[0] === 1 },
        { name: 'battery', value: fPort ?? 0, time: 1 },
      ],
      gate: ({ json }) => [{ name: 'seen', value: { plate: String(json) }, identity: 'a' }],
    },
    functions: {
      classify: ({ value, rows }) => ({
        kind:
          rows.permit?.plate === value.plate.trim() && rows.permit.days.toFixed(0) ? 'resident' : 'visitor',
      }),
      volts: ({ value, settings }) => ({ volts: value.toFixed(0).length * settings.factor }),
    },
    reducers: {
      session: ({ state, input }) => {
        if (input.kind === 'property') return { state: { minutes: 0, kind: input.value ? 'in' : 'out' } }
        const { minutes } = state ?? { minutes: 0 }
        return { state: { minutes: minutes + 1, kind: input.value.kind }, at: input.time }
      },
    },
  })
  expect(Object.isFrozen(scenario.codecs)).toBe(true)
  expect(scenario.contract).toBe(contract)
})

test('a codec returns names of its models with values of their types', () => {
  defineScenario(contract, {
    functions,
    reducers,
    codecs: {
      // @ts-expect-error no such property
      bay: () => [{ name: 'ocupied', value: true }],
      // @ts-expect-error a field is missing
      gate: () => [{ name: 'seen', value: {} }],
    },
  })
  defineScenario(contract, {
    functions,
    reducers,
    codecs: {
      // @ts-expect-error another type
      bay: () => [{ name: 'battery', value: 'full' }],
      // @ts-expect-error a name of another model
      gate: () => [{ name: 'occupied', value: true }],
    },
  })
})

test('a function sees the value, the rows and the settings of its derivation', () => {
  defineScenario(contract, {
    codecs,
    reducers,
    functions: {
      // @ts-expect-error a row may be absent
      classify: ({ rows }) => ({ kind: rows.permit.plate === '' ? 'resident' : 'visitor' }),
      // @ts-expect-error no such setting
      volts: ({ settings }) => ({ volts: settings.fctor }),
    },
  })
  defineScenario(contract, {
    codecs,
    reducers,
    functions: {
      // @ts-expect-error not one of the choices
      classify: () => ({ kind: 'neighbour' }),
      // @ts-expect-error a field that the derivation adds is missing
      volts: () => ({}),
    },
  })
})

test('a reducer returns the record', () => {
  defineScenario(contract, {
    codecs,
    functions,
    // @ts-expect-error a field of the record is missing
    reducers: { session: () => ({ state: { minutes: 1 } }) },
  })
  defineScenario(contract, {
    codecs,
    functions,
    reducers: {
      // @ts-expect-error there may be no record yet
      session: ({ state }) => ({ state: { minutes: state.minutes, kind: '' } }),
    },
  })
})

test('a function that the contract uses is there, and no other', () => {
  // @ts-expect-error a codec is missing
  defineScenario(contract, { codecs: { bay: codecs.bay }, functions, reducers })
  // @ts-expect-error all reducers are missing
  defineScenario(contract, { codecs, functions })
  // @ts-expect-error a codec that nothing uses
  defineScenario(contract, { codecs: { ...codecs, lamp: () => [] }, functions, reducers })
  const empty = defineContract({ id: 'y', title, summary: title, devices: {} })
  // @ts-expect-error a contract without records has no reducers
  defineScenario(empty, { reducers })
  expect(defineScenario(empty, {}).reducers).toEqual({})
})
