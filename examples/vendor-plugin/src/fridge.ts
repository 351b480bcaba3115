import { notPersonal, Type } from '@linli/sdk'

/** What the operator may set. */
export const settings = Type.Object({
  limit: Type.Number({
    label: { zh: '温度上限', en: 'Warmest allowed' },
    unit: '°C',
    default: 8,
    minimum: -30,
    maximum: 100,
  }),
})

/** Thermometers that publish plain JSON: `fridges/<serial number>`. */
export const thermometers = {
  title: { zh: '温度计', en: 'Thermometers' },
  kind: 'mqtt',
  dialect: 'json',
  topic: 'fridges/{address}',
  lateness: '10s',
} as const

/** A fridge as its thermometer sees it. */
export const fridge = {
  title: { zh: '冰箱', en: 'Fridge' },
  properties: {
    temperature: Type.Number({ label: { zh: '温度', en: 'Temperature' }, unit: '°C', data: notPersonal }),
    battery: Type.Number({
      label: { zh: '电量', en: 'Battery' },
      unit: '%',
      minimum: 0,
      maximum: 100,
      data: notPersonal,
    }),
  },
  decode: [{ source: 'thermometers', codec: 'fridge' }],
} as const
