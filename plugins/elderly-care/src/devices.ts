import { Type } from '@linli/sdk'
import { callNote, contactNote, homeNote, nameNote, presenceNote } from './personal.ts'

const battery = Type.Number({ minimum: 0, maximum: 100, unit: '%', label: { zh: '电量', en: 'Battery' } })

/** A door contact behind Zigbee2MQTT. */
export const doorContact = {
  title: { zh: '门磁', en: 'Door contact' },
  properties: {
    contact: Type.Boolean({ data: presenceNote, label: { zh: '门已关', en: 'Door closed' } }),
    battery,
  },
  interval: '25h',
  decode: [{ source: 'zigbee', map: { contact: '/contact', battery: '/battery' } }],
} as const

/** A motion sensor behind Zigbee2MQTT. */
export const motionSensor = {
  title: { zh: '人体感应器', en: 'Motion sensor' },
  properties: {
    occupancy: Type.Boolean({ data: presenceNote, label: { zh: '有人活动', en: 'Movement' } }),
    battery,
  },
  interval: '25h',
  decode: [{ source: 'zigbee', map: { occupancy: '/occupancy', battery: '/battery' } }],
} as const

/** An SOS button behind Zigbee2MQTT. */
export const sosButtonModel = {
  title: { zh: '紧急呼叫按钮', en: 'SOS button' },
  properties: { battery },
  events: {
    pressed: Type.Object(
      {
        home: Type.String({ maxLength: 64, data: homeNote, label: { zh: '房号', en: 'Home' } }),
      },
      { data: callNote, label: { zh: '按下呼叫', en: 'Button pressed' } },
    ),
  },
  interval: '25h',
  decode: [{ source: 'zigbee', codec: 'sosButton' }],
} as const

/** What the care plan adds to a press. */
export const planned = {
  name: Type.String({ data: nameNote, label: { zh: '姓名', en: 'Name' } }),
  contact: Type.String({ data: contactNote, label: { zh: '紧急联系人', en: 'Emergency contact' } }),
} as const
