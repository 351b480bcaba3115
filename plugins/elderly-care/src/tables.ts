import { notPersonal, Type } from '@linli/sdk'
import { contactNote, homeNote, momentNote, nameNote, presenceNote } from './personal.ts'

/** What the operator may change. */
export const settings = Type.Object({
  quietMinutes: Type.Number({
    default: 720,
    minimum: 0.2,
    maximum: 2880,
    unit: 'min',
    label: { zh: '在家多久没有活动就告警', en: 'At home without movement for' },
  }),
  outMinutes: Type.Number({
    default: 1440,
    minimum: 0.2,
    maximum: 10_080,
    unit: 'min',
    label: { zh: '出门多久未归就告警', en: 'Out and not back for' },
  }),
  silentMinutes: Type.Number({
    default: 1560,
    minimum: 0.5,
    maximum: 10_080,
    unit: 'min',
    label: { zh: '设备多久无上报算失联', en: 'A sensor is silent after' },
  }),
  minBattery: Type.Integer({
    default: 15,
    minimum: 1,
    maximum: 50,
    unit: '%',
    label: { zh: '设备低电量', en: 'Low battery' },
  }),
})

/** Who agreed to be looked after, and whom to call. */
export const carePlans = {
  title: { zh: '关爱对象', en: 'Care plans' },
  key: 'home',
  row: Type.Object({
    home: Type.String({ maxLength: 64, data: homeNote, label: { zh: '房号', en: 'Home' } }),
    name: Type.String({ maxLength: 40, data: nameNote, label: { zh: '姓名', en: 'Name' } }),
    contact: Type.Optional(
      Type.String({ maxLength: 60, data: contactNote, label: { zh: '紧急联系人', en: 'Emergency contact' } }),
    ),
    agreedOn: Type.String({ format: 'date', data: notPersonal, label: { zh: '同意日期', en: 'Agreed on' } }),
  }),
} as const

/** Whether somebody moves, is still or is out, home by home. */
export const presenceRecord = {
  title: { zh: '居家状态', en: 'Presence' },
  fields: Type.Object({
    state: Type.Choice(
      {
        moving: { zh: '有活动', en: 'moving' },
        still: { zh: '无活动', en: 'still' },
        out: { zh: '外出', en: 'out' },
      },
      { data: presenceNote, label: { zh: '状态', en: 'State' } },
    ),
    movedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        data: momentNote,
        label: { zh: '最近活动', en: 'Last movement' },
      }),
    ),
    stoppedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        data: momentNote,
        label: { zh: '活动结束', en: 'End of movement' },
      }),
    ),
    openedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        data: momentNote,
        label: { zh: '最近开门', en: 'Door last opened' },
      }),
    ),
  }),
  reducer: 'presence',
  inputs: [
    { device: 'motion-sensor', property: 'occupancy', key: 'place' },
    { device: 'door-contact', property: 'contact', key: 'place' },
  ],
} as const
