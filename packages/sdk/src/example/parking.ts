import { defineContract, defineScenario, notPersonal, personal, Type } from '../index.ts'

const plate = personal({ subject: 'resident', purpose: ['parking'], retention: '180d', mask: 'plate' })

/** A small scenario that uses every part of a contract: what the SDK's own tests stand on. */
export const contract = defineContract({
  id: 'smart-parking',
  title: { zh: '智慧停车', en: 'Smart parking' },
  summary: { zh: '车位占用、登记车辆放行', en: 'Bays in use, a barrier that knows its residents' },
  settings: Type.Object({
    freeMinutes: Type.Integer({
      default: 15,
      minimum: 1,
      unit: 'min',
      label: { zh: '免费时长', en: 'Free minutes' },
    }),
    minConfidence: Type.Number({ default: 60, minimum: 0, maximum: 100, unit: '%' }),
    note: Type.Optional(Type.String()),
  }),
  sources: {
    lorawan: {
      title: { zh: '车位传感器', en: 'Bay sensors' },
      kind: 'mqtt',
      dialect: 'chirpstack-v4',
      lateness: '1m',
    },
    camera: {
      title: { zh: '车牌相机', en: 'Plate cameras' },
      kind: 'http',
      dialect: 'json',
      address: '/serial',
      answer: { command: 'open', within: '2s', granted: { open: true }, otherwise: { open: false } },
    },
  },
  devices: {
    bay: {
      title: { zh: '车位', en: 'Bay' },
      properties: {
        occupied: Type.Boolean(),
        battery: Type.Number({ minimum: 0, maximum: 100, unit: '%', freshFor: '2d' }),
      },
      decode: [{ source: 'lorawan', codec: 'bay' }],
    },
    gate: {
      title: { zh: '道闸', en: 'Gate' },
      events: {
        plateSeen: Type.Object({
          plate: Type.String({ data: plate }),
          confidence: Type.Number({ data: notPersonal }),
          lane: Type.Integer({ data: notPersonal }),
        }),
      },
      commands: {
        open: {
          title: { zh: '开闸', en: 'Open' },
          kind: 'pulse',
          args: Type.Object({ lane: Type.Integer() }),
          expires: '5s',
        },
      },
      decode: [{ source: 'camera', codec: 'gate' }],
    },
  },
  reference: {
    permits: {
      title: { zh: '登记车辆', en: 'Permits' },
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
      title: { zh: '停车记录', en: 'Session' },
      fields: Type.Object({
        plate: Type.String({ data: plate }),
        first: Type.Number({ data: notPersonal }),
        last: Type.Number({ data: notPersonal }),
        minutes: Type.Number({ data: notPersonal }),
      }),
      reducer: 'session',
      inputs: [{ device: 'gate', event: 'plateSeen', key: 'event.plate' }],
    },
  },
  forms: {
    visit: {
      title: { zh: '现场核实', en: 'Visit' },
      schema: Type.Object({ why: Type.String({ data: notPersonal }) }),
      layout: [{ field: 'why', kind: 'text' }],
    },
  },
  flows: {
    standard: {
      title: { zh: '停车处置', en: 'Handling' },
      steps: {
        verify: {
          role: 'grid-worker',
          within: { normal: '1h', major: '30m', urgent: '10m' },
          evidence: ['note', { form: 'visit' }],
        },
        handle: { role: 'grid-worker', within: { normal: '1d', major: '4h', urgent: '1h' } },
      },
      raise: ['grid-leader', 'community'],
    },
  },
  rules: [
    {
      id: 'low-battery',
      title: { zh: '电量低', en: 'Battery low' },
      on: { device: 'bay', property: 'battery' },
      when: { '<': [{ var: 'battery' }, 10] },
      for: '10m',
      do: [
        {
          alert: {
            title: { zh: '车位传感器电量低', en: 'A bay sensor runs low' },
            grade: 'normal',
            flow: 'standard',
            detail: { level: { $: 'battery' } },
          },
        },
      ],
    },
    {
      id: 'overstay',
      title: { zh: '超时停放', en: 'Overstayed' },
      on: { device: 'bay', property: 'occupied' },
      when: { '==': [{ var: 'bay.occupied' }, true] },
      for: { setting: 'freeMinutes', unit: 'm' },
      do: [{ alert: { title: { zh: '车辆超时停放', en: 'A car has stayed too long' }, flow: 'standard' } }],
    },
    {
      id: 'open',
      title: { zh: '登记车辆放行', en: 'Open for permits' },
      on: { device: 'gate', event: 'plateSeen' },
      when: {
        and: [
          { var: 'event.known' },
          { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] },
        ],
      },
      key: { field: 'event.plate' },
      do: [
        { command: { device: 'self', name: 'open', with: { lane: { $: 'event.lane' } } } },
        { command: { device: 'gate', name: 'open', with: { lane: 1 } } },
      ],
    },
    {
      id: 'long-session',
      title: { zh: '长时间停放', en: 'Long session' },
      on: { record: 'session', property: 'minutes' },
      when: { '>': [{ var: 'minutes' }, 600] },
      do: [{ alert: { title: { zh: '长时间停放', en: 'A very long session' }, grade: 'major' } }],
    },
    {
      id: 'visited',
      title: { zh: '现场发现占道', en: 'Blocked way' },
      on: { form: 'visit' },
      when: { in: ['占道', { var: 'form.why' }] },
      do: [{ alert: { title: { zh: '车辆占道', en: 'A car blocks the way' }, grade: 'urgent' } }],
    },
  ],
  capabilities: [
    {
      kind: 'command',
      device: 'gate',
      name: 'open',
      why: { zh: '为登记车辆开闸', en: 'To open for residents' },
    },
    { kind: 'personal-data', class: 'C2', why: { zh: '按车牌放行', en: 'Plates decide who may enter' } },
  ],
})

export default defineScenario(contract, {
  codecs: {
    bay: ({ bytes = [] }) => [
      { name: 'occupied', value: bytes[0] === 1 },
      { name: 'battery', value: bytes[1] ?? 0 },
    ],
    gate: ({ json }) => {
      const { plate, confidence, lane, at } = json as Record<'plate', string> &
        Record<'confidence' | 'lane' | 'at', number>
      return [{ name: 'plateSeen', value: { plate, confidence, lane }, time: at }]
    },
  },
  functions: {
    known: ({ rows, time }) => ({ known: rows.permit !== null && Date.parse(rows.permit.until) > time }),
  },
  reducers: {
    session: ({ state, input }) => {
      const first = Math.min(state?.first ?? input.time, input.time)
      const last = Math.max(state?.last ?? input.time, input.time)
      return { state: { plate: input.value.plate, first, last, minutes: (last - first) / 60_000 } }
    },
  },
})
