import { defineContract, notPersonal, Type } from '@linli/sdk'

/** Fridges of a community canteen: told of when they stay too warm. */
export const contract = defineContract({
  id: 'cold-chain',
  title: { zh: '冷链看护', en: 'Cold chain' },
  summary: { zh: '食堂冰箱温度过高时及时告警。', en: 'Tells when a canteen fridge stays too warm.' },
  settings: Type.Object({
    limit: Type.Number({ label: { zh: '温度上限', en: 'Warmest allowed' }, unit: '°C', default: 8, minimum: -30, maximum: 100 }),
  }),
  sources: {
    thermometers: {
      title: { zh: '温度计', en: 'Thermometers' },
      kind: 'mqtt',
      dialect: 'json',
      topic: 'fridges/{address}',
      lateness: '10s',
    },
  },
  devices: {
    fridge: {
      title: { zh: '冰箱', en: 'Fridge' },
      properties: {
        temperature: Type.Number({ label: { zh: '温度', en: 'Temperature' }, unit: '°C', data: notPersonal }),
        battery: Type.Number({ label: { zh: '电量', en: 'Battery' }, unit: '%', minimum: 0, maximum: 100, data: notPersonal }),
      },
      decode: [{ source: 'thermometers', codec: 'fridge' }],
    },
  },
  rules: [
    {
      id: 'too-warm',
      title: { zh: '冰箱温度过高', en: 'A fridge is too warm' },
      on: { device: 'fridge', property: 'temperature' },
      when: { '>': [{ var: 'temperature' }, { var: 'settings.limit' }] },
      do: [{ alert: { title: { zh: '冰箱温度过高', en: 'A fridge is too warm' }, grade: 'major', detail: { temperature: { $: 'temperature' } } } }],
    },
  ],
  forms: {},
  flows: {},
})
