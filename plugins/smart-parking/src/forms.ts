import { notPersonal, Type } from '@linli/sdk'
import { remarkNote } from './personal.ts'

/** What a worker finds at a bay or at the gate. */
export const siteCheck = {
  title: { zh: '停车现场核查', en: 'Parking site check' },
  schema: Type.Object({
    found: Type.Choice(
      {
        'car-there': { zh: '车辆仍在', en: 'car still there' },
        'car-gone': { zh: '车辆已离开', en: 'car has gone' },
        'device-broken': { zh: '设备故障', en: 'device is broken' },
        'wrong-reading': { zh: '识别有误', en: 'plate was misread' },
        other: { zh: '其他', en: 'something else' },
      },
      { data: notPersonal, label: { zh: '现场情况', en: 'What was found' } },
    ),
    remark: Type.Optional(
      Type.String({ maxLength: 500, data: remarkNote, label: { zh: '说明', en: 'Remark' } }),
    ),
    photo: Type.Optional(
      Type.String({ maxLength: 128, data: remarkNote, label: { zh: '照片', en: 'Photo' } }),
    ),
  }),
  layout: [
    { field: 'found', kind: 'choice' },
    { field: 'remark', kind: 'long-text' },
    { field: 'photo', kind: 'photo' },
  ],
} as const
