import { defineContract, notPersonal, personal, Type } from '@linli/sdk'

const plate = personal({ subject: 'resident', purpose: ['safety'], retention: '30d', mask: 'plate' })
const title = { zh: '烟感', en: 'Smoke detector' }
const within = { normal: '1h', major: '30m', urgent: '10m' } as const

/** A contract with one of each: a model that reports and obeys, a form with a personal field, a flow that asks for it. */
export const fireContract = defineContract({
  id: 'fire-watch',
  title: { zh: '消防', en: 'Fire watch' },
  summary: { zh: '烟感与走访', en: 'Smoke and visits' },
  settings: Type.Object({ level: Type.Number({ default: 0.1, label: { zh: '阈值', en: 'Threshold' } }) }),
  sources: {
    lorawan: { title, kind: 'mqtt', dialect: 'json' },
    platform: { title, kind: 'http', dialect: 'json', address: '/id' },
  },
  devices: {
    smoke: {
      title,
      interval: '10m',
      decode: [{ source: 'lorawan', map: { smoke: '/smoke' } }],
      properties: { smoke: Type.Number({ unit: '%' }) },
      events: { seen: Type.Object({ plate: Type.String({ data: plate }) }) },
      commands: {
        silence: { title, kind: 'set-state', args: Type.Object({ minutes: Type.Integer() }), expires: '1m' },
      },
    },
  },
  forms: {
    visit: {
      title,
      version: 1,
      layout: [{ field: 'found', kind: 'text' }],
      schema: Type.Object({
        found: Type.String({ minLength: 2, data: notPersonal }),
        plate: Type.Optional(Type.String({ data: plate })),
      }),
    },
  },
  flows: {
    visit: {
      title,
      steps: {
        verify: { role: 'grid-worker', within },
        handle: { role: 'grid-worker', within, evidence: [{ form: 'visit' }, 'photo'] },
      },
      raise: ['grid-leader', 'community'],
    },
  },
  reference: { cars: { title, key: 'plate', row: Type.Object({ plate: Type.String({ data: plate }) }) } },
  rules: [
    {
      id: 'smoke',
      title,
      key: 'device',
      on: [{ device: 'smoke', event: 'seen' }],
      do: [{ alert: { title, detail: { plate: { $: 'event.plate' }, hint: '先断电' } } }],
    },
  ],
})
