import { expect, test } from 'vitest'
import { checkContract, defineContract, notPersonal, personal, type Static, Type } from '../index.ts'

const title = { zh: '名称', en: 'title' }
const about = { id: 'x', title, summary: title } as const
const settings = Type.Object({ limit: Type.Number(), name: Type.String() })
const plate = personal({ subject: 'resident', purpose: ['parking'], retention: '180d', mask: 'plate' })
const sources = { lora: { title, kind: 'mqtt', dialect: 'json' } } as const
const smoke = {
  smoke: {
    title,
    properties: { density: Type.Number(), alarmed: Type.Boolean() },
    events: {
      tested: Type.Object({ by: Type.String({ data: plate }), score: Type.Number({ data: notPersonal }) }),
    },
    commands: {
      mute: { title, kind: 'pulse', args: Type.Object({ seconds: Type.Integer() }), expires: '5s' },
      reset: { title, kind: 'pulse', args: Type.Object({}), expires: '5s' },
    },
  },
  door: { title, properties: { open: Type.Boolean() } },
} as const
const forms = {
  visit: {
    title,
    schema: Type.Object({ why: Type.String({ data: notPersonal }) }),
    layout: [{ field: 'why', kind: 'text' }],
  },
} as const
const flows = { standard: { title, steps: {}, raise: ['community'] } } as const
const records = {
  session: {
    title,
    fields: Type.Object({ minutes: Type.Number({ data: notPersonal }) }),
    reducer: 'session',
    inputs: [{ device: 'smoke', event: 'tested', key: 'event.by' }],
  },
} as const
const reference = {
  permits: {
    title,
    key: 'plate',
    row: Type.Object({ plate: Type.String({ data: plate }), free: Type.Boolean() }),
  },
} as const
const derive = [
  {
    device: 'smoke',
    event: 'tested',
    function: 'known',
    lookup: { permit: { table: 'permits', by: 'by' } },
    adds: { known: Type.Boolean() },
  },
] as const
const all = { ...about, settings, sources, devices: smoke, forms, flows, records, reference, derive }
const alert = [{ alert: { title } }] as const
const tested = { device: 'smoke', event: 'tested' } as const
const density = { device: 'smoke', property: 'density' } as const

test('a rule may name every model, property, event, record and form there is', () => {
  const { rules } = defineContract({
    ...all,
    rules: [
      { id: 'a', title, on: { device: 'smoke', property: 'density' }, do: alert },
      { id: 'b', title, on: [{ device: 'smoke', event: 'tested' }, { form: 'visit' }], do: alert },
      { id: 'c', title, on: { record: 'session', property: 'minutes' }, do: alert },
      {
        id: 'd',
        title,
        on: density,
        when: { '>': [{ var: 'density' }, { var: 'settings.limit' }] },
        do: alert,
      },
      { id: 'e', title, on: density, when: { '!': { var: 'smoke.alarmed' } }, do: alert },
      { id: 'f', title, on: tested, when: { '<': [{ var: 'event.score' }, 60] }, do: alert },
      { id: 'g', title, on: tested, when: { var: 'event.known' }, key: { field: 'event.by' }, do: alert },
      { id: 'h', title, on: { form: 'visit' }, when: { in: ['x', { var: 'form.why' }] }, do: alert },
    ],
  })
  expect(rules.map((rule) => rule.on.length)).toEqual([1, 2, 1, 1, 1, 1, 1, 1])
})

test('a rule names no model, property, event, record or form that is not there', () => {
  defineContract({
    ...all,
    rules: [
      // @ts-expect-error no such model
      { id: 'a', title, on: { device: 'smok', property: 'density' }, do: alert },
      // @ts-expect-error no such property
      { id: 'b', title, on: { device: 'smoke', property: 'densty' }, do: alert },
      // @ts-expect-error a property of another model
      { id: 'c', title, on: { device: 'door', property: 'density' }, do: alert },
      // @ts-expect-error no such event
      { id: 'd', title, on: { device: 'smoke', event: 'fire' }, do: alert },
      // @ts-expect-error an event of a model that has none
      { id: 'd', title, on: { device: 'door', event: 'opened' }, do: alert },
      // @ts-expect-error no such record
      { id: 'e', title, on: { record: 'sesion', property: 'minutes' }, do: alert },
      // @ts-expect-error no such field of the record
      { id: 'f', title, on: { record: 'session', property: 'hours' }, do: alert },
      // @ts-expect-error no such form
      { id: 'g', title, on: { form: 'vist' }, do: alert },
      // @ts-expect-error the second trigger of a list counts as well
      { id: 'h', title, on: [density, { device: 'smoke', event: 'fire' }], do: alert },
    ],
  })
})

test('every time form is typed, and is what the kernel reads', () => {
  const contract = defineContract({
    ...all,
    rules: [
      { id: 'a', title, on: tested, count: { atLeast: 3, within: '1h', distinct: 'event.by' }, do: alert },
      {
        id: 'b',
        title,
        on: density,
        change: { of: 'density', within: '10m' },
        aggregate: { mean: { of: 'density', fn: 'mean', over: '1h', window: 'tumbling' } },
        when: { and: [{ '>': [{ var: 'change' }, 1] }, { '>': [{ var: 'aggregate.mean' }, 2] }] },
        clear: { when: { '<': [{ var: 'aggregate.mean' }, 1] }, for: '5m' },
        schedule: { periods: [{ days: ['workday'], from: '22:00', to: '06:00' }] },
        do: [{ alert: { title, detail: { by: { $: 'change' } } } }],
      },
      {
        id: 'c',
        title,
        on: density,
        when: { '>': [{ var: 'density' }, 1] },
        sequence: { notFollowedBy: { on: [tested] }, within: '10m' },
        do: alert,
      },
      // @ts-expect-error no such property
      { id: 'd', title, on: density, change: { of: 'densty', within: '10m' }, do: alert },
      {
        id: 'e',
        title,
        on: density,
        // @ts-expect-error no such function
        aggregate: { m: { of: 'density', fn: 'avg', over: '1h' } },
        do: alert,
      },
      {
        id: 'f',
        title,
        on: density,
        // @ts-expect-error no such event
        sequence: { followedBy: { on: [{ device: 'smoke', event: 'x' }] }, within: '1m' },
        do: alert,
      },
      {
        id: 'g',
        title,
        on: tested,
        // @ts-expect-error no such day
        schedule: { periods: [{ days: ['monday'], from: '08:00', to: '09:00' }] },
        do: alert,
      },
    ],
  })
  const found = checkContract(JSON.parse(JSON.stringify(contract))).map(({ path }) => path)
  expect(found.filter((path) => /^rules\.[abc]\./.test(path))).toEqual([])
  expect(found).toContain('rules.e.aggregate.m.fn')
  expect(found).toContain('rules.g.schedule.periods[0].days[0]')
})

test('a condition reads only what the rule can see', () => {
  defineContract({
    ...all,
    rules: [
      // @ts-expect-error misspelt property
      { id: 'a', title, on: density, when: { '>': [{ var: 'densty' }, 1] }, do: alert },
      // @ts-expect-error misspelt setting
      { id: 'b', title, on: density, when: { '>': [{ var: 'settings.limt' }, 1] }, do: alert },
      // @ts-expect-error an event's field where no trigger is an event
      { id: 'c', title, on: density, when: { '>': [{ var: 'event.score' }, 1] }, do: alert },
      // @ts-expect-error a property of a model that is no trigger
      { id: 'd', title, on: density, when: { var: 'door.open' }, do: alert },
      {
        id: 'e',
        title,
        on: tested,
        // @ts-expect-error misspelt field, three levels down
        when: { and: [true, { or: [{ '!': { var: 'event.scor' } }] }] },
        do: alert,
      },
      { id: 'e2', title, on: density, key: 'place', when: { var: 'door.open' }, do: alert },
      // @ts-expect-error misspelt property of another model
      { id: 'e3', title, on: density, key: 'place', when: { var: 'door.opn' }, do: alert },
      // @ts-expect-error no such field of the form
      { id: 'f', title, on: { form: 'visit' }, when: { var: 'form.wy' }, do: alert },
      // @ts-expect-error no such operation
      { id: 'g', title, on: density, when: { '=>': [{ var: 'density' }, 1] }, do: alert },
      // @ts-expect-error comparisons take two
      { id: 'h', title, on: density, when: { '>': [{ var: 'density' }] }, do: alert },
      // @ts-expect-error the key is a field of the event
      { id: 'i', title, on: tested, key: { field: 'event.who' }, do: alert },
    ],
  })
})

test('a duration has a unit or names a number setting', () => {
  defineContract({
    ...all,
    rules: [
      { id: 'a', title, on: density, for: '10m', absent: '1.5h', cooldown: '30s', do: alert },
      { id: 'b', title, on: density, for: { setting: 'limit', unit: 'm' }, do: alert },
      // @ts-expect-error no unit
      { id: 'c', title, on: density, for: '10', do: alert },
      // @ts-expect-error no such unit
      { id: 'd', title, on: density, absent: '2w', do: alert },
      // @ts-expect-error a setting that is text
      { id: 'e', title, on: density, for: { setting: 'name', unit: 'm' }, do: alert },
      // @ts-expect-error no such setting
      { id: 'f', title, on: density, cooldown: { setting: 'limits', unit: 'm' }, do: alert },
    ],
  })
})

test('an action names commands with their arguments, and flows', () => {
  defineContract({
    ...all,
    rules: [
      {
        id: 'a',
        title,
        on: tested,
        do: [{ alert: { title, flow: 'standard', detail: { who: { $: 'event.by' } } } }],
      },
      {
        id: 'b',
        title,
        on: tested,
        do: [{ command: { device: 'smoke', name: 'mute', with: { seconds: 3 } } }],
      },
      { id: 'c', title, on: tested, do: [{ command: { device: 'self', name: 'reset' } }] },
      {
        id: 'd',
        title,
        on: tested,
        do: [{ command: { device: 'self', name: 'mute', with: { seconds: { $: 'event.score' } } } }],
      },
      // @ts-expect-error no such flow
      { id: 'e', title, on: tested, do: [{ alert: { title, flow: 'standrd' } }] },
      // @ts-expect-error no such field
      { id: 'f', title, on: tested, do: [{ alert: { title, detail: { who: { $: 'event.whom' } } } }] },
      // @ts-expect-error no such command
      { id: 'g', title, on: tested, do: [{ command: { device: 'smoke', name: 'open' } }] },
      {
        id: 'h',
        title,
        on: tested,
        // @ts-expect-error a model without commands
        do: [{ command: { device: 'door', name: 'mute', with: { seconds: 1 } } }],
      },
      {
        id: 'i',
        title,
        on: { device: 'door', property: 'open' },
        // @ts-expect-error self has no such command
        do: [{ command: { device: 'self', name: 'reset' } }],
      },
      {
        id: 'j',
        title,
        on: tested,
        // @ts-expect-error wrong argument
        do: [{ command: { device: 'smoke', name: 'mute', with: { seconds: 'x' } } }],
      },
      // @ts-expect-error argument missing
      { id: 'k', title, on: tested, do: [{ command: { device: 'smoke', name: 'mute' } }] },
      // @ts-expect-error no such grade
      { id: 'l', title, on: tested, do: [{ alert: { title, grade: 'high' } }] },
      // @ts-expect-error a text has both languages
      { id: 'm', title, on: tested, do: [{ alert: { title: { zh: '告警' } } }] },
      // @ts-expect-error misspelt part of a rule
      { id: 'n', title, on: tested, fro: '10m', do: alert },
    ],
  })
})

test('every string and number of an event, record, form and reference row carries a data note', () => {
  defineContract({
    ...about,
    devices: {
      a: {
        title,
        events: { seen: Type.Object({ who: Type.String({ data: plate }), sure: Type.Boolean() }) },
      },
      // @ts-expect-error a string without a note
      b: { title, events: { seen: Type.Object({ who: Type.String() }) } },
      // @ts-expect-error a number without a note
      c: { title, events: { seen: Type.Object({ score: Type.Number() }) } },
      // @ts-expect-error a choice without a note
      d: { title, events: { seen: Type.Object({ mood: Type.Choice(['good', 'bad']) }) } },
      // @ts-expect-error optional, and still without a note
      e: { title, events: { seen: Type.Object({ who: Type.Optional(Type.Integer()) }) } },
      // @ts-expect-error inside an object
      f: { title, events: { seen: Type.Object({ box: Type.Object({ x: Type.Number() }) }) } },
      // @ts-expect-error inside a list
      g: { title, events: { seen: Type.Object({ boxes: Type.Array(Type.Number()) }) } },
      // @ts-expect-error inside a union
      h: { title, events: { seen: Type.Object({ who: Type.Union([Type.String(), Type.Null()]) }) } },
    },
  })
  defineContract({
    ...about,
    devices: smoke,
    // @ts-expect-error a record's field without a note
    records: { session: { ...records.session, fields: Type.Object({ minutes: Type.Number() }) } },
  })
  defineContract({
    ...about,
    devices: {},
    // @ts-expect-error a form's field without a note
    forms: { visit: { title, schema: Type.Object({ why: Type.String() }), layout: [] } },
  })
  defineContract({
    ...about,
    devices: {},
    // @ts-expect-error a row's field without a note
    reference: { permits: { title, key: 'plate', row: Type.Object({ plate: Type.String() }) } },
  })
  // @ts-expect-error a personal note says how long
  personal({ subject: 'resident', purpose: ['parking'], mask: 'plate' })
  // @ts-expect-error a note is complete
  Type.String({ data: { class: 'C2', subject: 'resident' } })
})

test('device models name their sources, properties and events', () => {
  defineContract({
    ...about,
    sources,
    devices: {
      a: { title, properties: { open: Type.Boolean() }, decode: [{ source: 'lora', codec: 'a' }] },
      b: {
        title,
        properties: { open: Type.Boolean() },
        decode: [{ source: 'lora', map: { open: '/open' } }],
      },
      // @ts-expect-error no such source
      c: { title, properties: { open: Type.Boolean() }, decode: [{ source: 'lorra', codec: 'c' }] },
      // @ts-expect-error no such property
      d: { title, properties: { open: Type.Boolean() }, decode: [{ source: 'lora', map: { opn: '/open' } }] },
      e: {
        title,
        properties: { open: Type.Boolean() },
        commands: {
          shut: {
            ...smoke.smoke.commands.reset,
            // @ts-expect-error no such property to confirm by
            confirmedBy: { property: 'opn', value: false },
          },
          lock: {
            ...smoke.smoke.commands.reset,
            // @ts-expect-error a value of another type
            confirmedBy: { property: 'open', value: 'no' },
          },
        },
      },
    },
  })
})

test('derivations, records, reference tables, forms, flows and capabilities name what exists', () => {
  const given = { ...about, devices: smoke, forms, reference }
  const adds = { known: Type.Boolean() }
  defineContract({
    ...given,
    derive: [
      {
        device: 'smoke',
        event: 'tested',
        function: 'known',
        lookup: { p: { table: 'permits', by: 'by' } },
        adds,
      },
      { device: 'smoke', property: 'density', function: 'known', adds },
      // @ts-expect-error no such event
      { device: 'smoke', event: 'fire', function: 'known', adds },
      {
        device: 'smoke',
        event: 'tested',
        function: 'known',
        // @ts-expect-error no such table
        lookup: { p: { table: 'cars', by: 'by' } },
        adds,
      },
      {
        device: 'smoke',
        event: 'tested',
        function: 'known',
        // @ts-expect-error no such field to look up by
        lookup: { p: { table: 'permits', by: 'who' } },
        adds,
      },
    ],
  })
  defineContract({
    ...given,
    records: {
      // @ts-expect-error no such event
      a: { ...records.session, inputs: [{ device: 'smoke', event: 'fire', key: 'device' }] },
      // @ts-expect-error no such key
      b: { ...records.session, inputs: [{ device: 'smoke', event: 'tested', key: 'event.who' }] },
    },
    // @ts-expect-error the key is no field of the row
    reference: { permits: { ...reference.permits, key: 'id' } },
    // @ts-expect-error the layout shows a field that the form does not have
    forms: { visit: { ...forms.visit, layout: [{ field: 'wy', kind: 'text' }] } },
  })
  const handle = { role: 'grid-worker', within: {}, evidence: [{ form: 'vist' }] } as const
  defineContract({
    ...given,
    // @ts-expect-error evidence on a form that is not there
    flows: { standard: { title, steps: { handle }, raise: [] } },
  })
  defineContract({
    ...given,
    capabilities: [
      { kind: 'command', device: 'smoke', name: 'mute', why: title },
      // @ts-expect-error no such command
      { kind: 'command', device: 'smoke', name: 'open', why: title },
    ],
  })
  defineContract({
    ...given,
    sources: {
      camera: {
        title,
        kind: 'http',
        dialect: 'json',
        address: '/id',
        // @ts-expect-error an answer grants a command that some device has
        answer: { command: 'open', within: '2s', granted: {}, otherwise: {} },
      },
    },
  })
})

test('a misspelt part is an error where it stands', () => {
  const schema = Type.Object({})
  defineContract({
    ...about,
    devices: {
      // @ts-expect-error proprties
      a: { title, proprties: { open: Type.Boolean() } },
      // @ts-expect-error confirmdBy
      b: { title, commands: { shut: { ...smoke.smoke.commands.reset, confirmdBy: 'open' } } },
    },
    // @ts-expect-error layot
    forms: { visit: { title, schema, layout: [], layot: [] } },
    // @ts-expect-error rows
    reference: { permits: { ...reference.permits, rows: schema } },
    // @ts-expect-error input
    records: { session: { ...records.session, inputs: [], input: [] } },
    // @ts-expect-error dispachFirst
    flows: { standard: { ...flows.standard, dispachFirst: ['urgent'] } },
  })
  // @ts-expect-error rule
  defineContract({ ...about, devices: {}, rule: [] })
})

test('schemas are of the closed set and give their values types', () => {
  const schema = Type.Object({
    mood: Type.Choice({ good: title, bad: title }),
    size: Type.Choice(['s', 'm']),
    note: Type.Optional(Type.String({ maxLength: 10, data: notPersonal })),
  })
  const value: Static<typeof schema> = { mood: 'good', size: 'm' }
  // @ts-expect-error not one of the choices
  const wrong: Static<typeof schema> = { mood: 'fine', size: 'm' }
  // @ts-expect-error no such option
  Type.Number({ minimun: 3 })
  // @ts-expect-error a default of another type
  Type.Integer({ default: 'x' })
  expect(schema.properties.mood.enum).toEqual(['good', 'bad'])
  expect([value.mood, wrong.size]).toEqual(['good', 'm'])
})
