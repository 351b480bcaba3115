import { defineContract, defineScenario, notPersonal, personal, Type } from '../index.ts'

const plate = personal({ subject: 'resident', purpose: ['parking'], retention: '180d', mask: 'plate' })
const title = { zh: '车位', en: 'bay' }

export const parking = defineContract({
  id: 'smart-parking',
  title: { zh: '智慧停车', en: 'Smart parking' },
  summary: { zh: '车位与道闸', en: 'Bays and gates' },
  settings: Type.Object({
    freeMinutes: Type.Integer({ default: 15, minimum: 0, label: { zh: '免费时长', en: 'Free minutes' } }),
    note: Type.String(),
  }),
  sources: {
    lorawan: { title, kind: 'mqtt', dialect: 'chirpstack-v4' },
    camera: {
      title,
      kind: 'http',
      dialect: 'json',
      address: '/a',
      answer: { command: 'open', within: '2s', granted: {}, otherwise: {} },
    },
  },
  devices: {
    bay: {
      title,
      properties: { occupied: Type.Boolean(), battery: Type.Number({ unit: '%' }) },
      decode: [{ source: 'lorawan', codec: 'bay' }],
    },
    gate: {
      title,
      events: {
        plateSeen: Type.Object({
          plate: Type.String({ data: plate }),
          confidence: Type.Number({ data: notPersonal }),
          lane: Type.Optional(Type.Integer({ data: notPersonal })),
        }),
      },
      commands: {
        open: { title, kind: 'pulse', args: Type.Object({ lane: Type.Integer() }), expires: '5s' },
      },
      decode: [{ source: 'camera', codec: 'gate' }],
    },
  },
  reference: {
    permits: {
      title,
      key: 'plate',
      row: Type.Object({
        plate: Type.String({ data: plate }),
        until: Type.String({ format: 'date', data: notPersonal }),
      }),
    },
  },
  derive: [
    {
      device: 'gate',
      event: 'plateSeen',
      function: 'known',
      lookup: { permit: { table: 'permits', by: 'plate' } },
      adds: { known: Type.Boolean() },
    },
  ],
  records: {
    session: {
      title,
      fields: Type.Object({
        plate: Type.String({ data: plate }),
        minutes: Type.Number({ data: notPersonal }),
      }),
      reducer: 'session',
      inputs: [{ device: 'gate', event: 'plateSeen', key: 'event.plate' }],
    },
  },
  forms: {
    visit: {
      title,
      schema: Type.Object({ why: Type.String({ data: notPersonal }) }),
      layout: [{ field: 'why', kind: 'text' }],
    },
  },
  flows: {
    standard: {
      title,
      steps: {
        verify: { role: 'grid-worker', within: { normal: '1h' }, evidence: ['note', { form: 'visit' }] },
      },
      raise: ['grid-worker', 'community'],
    },
  },
  rules: [
    {
      id: 'low-battery',
      title,
      on: { device: 'bay', property: 'battery' },
      when: { '<': [{ var: 'battery' }, 10] },
      for: '10m',
      do: [{ alert: { title, grade: 'normal', flow: 'standard', detail: { level: { $: 'battery' } } } }],
    },
    {
      id: 'overstay',
      title,
      on: { device: 'bay', property: 'occupied' },
      when: { '==': [{ var: 'bay.occupied' }, true] },
      for: { setting: 'freeMinutes', unit: 'm' },
      do: [{ alert: { title } }],
    },
    {
      id: 'open',
      title,
      on: { device: 'gate', event: 'plateSeen' },
      when: {
        and: [
          { var: 'event.known' },
          { '>': [{ var: 'event.confidence' }, { var: 'settings.freeMinutes' }] },
        ],
      },
      key: { field: 'event.plate' },
      do: [
        { command: { device: 'self', name: 'open', with: { lane: { $: 'event.lane' } } } },
        { command: { device: 'gate', name: 'open', with: { lane: 1 } } },
      ],
    },
    {
      id: 'long',
      title,
      on: [{ record: 'session', property: 'minutes' }, { form: 'visit' }],
      when: { '>': [{ var: 'minutes' }, { var: 'form.why' }] },
      do: [{ alert: { title } }],
    },
  ],
  capabilities: [{ kind: 'command', device: 'gate', name: 'open', why: title }],
})

export default defineScenario(parking, {
  codecs: {
    bay: ({ bytes }) => [{ name: 'occupied', value: bytes?.[0] === 1 }],
    gate: ({ json }) => [{ name: 'plateSeen', value: { plate: String(json), confidence: 1 } }],
  },
  functions: {
    known: ({ rows, value, settings }) => ({
      known: rows.permit !== null && rows.permit.plate === value.plate && settings.freeMinutes > 0,
    }),
  },
  reducers: {
    session: ({ state, input }) => ({
      state: { plate: input.value.plate, minutes: (state?.minutes ?? 0) + (input.value.known ? 1 : 0) },
    }),
  },
})
