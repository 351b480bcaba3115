import { notPersonal, Type } from '@linli/sdk'
import { holderNote, homeNote, plateNote } from './personal.ts'

/** Registered vehicles, by plate as the codec spells it: upper case, no dot, no blanks. */
export const vehicles = {
  title: { zh: '登记车辆', en: 'Registered vehicles' },
  key: 'plate',
  row: Type.Object({
    plate: Type.String({
      pattern: '^[^\\s·.•-]{5,10}$',
      data: plateNote,
      label: { zh: '车牌', en: 'Plate' },
      help: { zh: '不写间隔点和空格，例如 鲁PD1234。', en: 'Without dot and blanks, such as 鲁PD1234.' },
    }),
    group: Type.Choice(
      {
        resident: { zh: '业主', en: 'resident' },
        property: { zh: '物业', en: 'property management' },
        service: { zh: '公共服务', en: 'public service' },
        visitor: { zh: '访客', en: 'visitor' },
      },
      { data: notPersonal, label: { zh: '车辆类别', en: 'Vehicle group' } },
    ),
    holder: Type.Optional(
      Type.String({ maxLength: 40, data: holderNote, label: { zh: '车主', en: 'Holder' } }),
    ),
    home: Type.Optional(Type.String({ maxLength: 40, data: homeNote, label: { zh: '房号', en: 'Home' } })),
    until: Type.Optional(
      Type.String({ format: 'date', data: notPersonal, label: { zh: '有效期至', en: 'Valid until' } }),
    ),
  }),
} as const

/** Which way cars pass each camera. */
export const lanes = {
  title: { zh: '车道', en: 'Lanes' },
  key: 'serial',
  row: Type.Object({
    serial: Type.String({
      maxLength: 64,
      data: notPersonal,
      label: { zh: '相机序列号', en: 'Camera serial number' },
    }),
    lane: Type.String({ maxLength: 40, data: notPersonal, label: { zh: '车道名称', en: 'Lane' } }),
    direction: Type.Choice(
      { entry: { zh: '驶入', en: 'entry' }, exit: { zh: '驶出', en: 'exit' } },
      { data: notPersonal, label: { zh: '方向', en: 'Direction' } },
    ),
  }),
} as const
