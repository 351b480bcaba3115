import { notPersonal, Type } from '@linli/sdk'
import { classified } from './devices/plate-camera.ts'
import { movementNote, plateNote } from './personal.ts'

/** One plate's stay: in, out, how long. */
export const sessionRecord = {
  title: { zh: '停车记录', en: 'Parking session' },
  fields: Type.Object({
    plate: Type.String({ maxLength: 16, data: plateNote, label: { zh: '车牌', en: 'Plate' } }),
    group: classified.group,
    state: Type.Choice(
      {
        inside: { zh: '在场', en: 'inside' },
        seen: { zh: '到过入口', en: 'seen at the entry' },
        left: { zh: '已离场', en: 'left' },
      },
      { data: notPersonal, label: { zh: '状态', en: 'State' } },
    ),
    enteredAt: Type.Optional(
      Type.String({ format: 'date-time', data: movementNote, label: { zh: '入场时间', en: 'Entered' } }),
    ),
    enteredBy: Type.Optional(Type.String({ data: notPersonal, label: { zh: '入场车道', en: 'Entry lane' } })),
    leftAt: Type.Optional(
      Type.String({ format: 'date-time', data: movementNote, label: { zh: '离场时间', en: 'Left' } }),
    ),
    leftBy: Type.Optional(Type.String({ data: notPersonal, label: { zh: '离场车道', en: 'Exit lane' } })),
    minutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        unit: 'min',
        data: movementNote,
        label: { zh: '停放时长', en: 'Length of stay' },
      }),
    ),
  }),
  reducer: 'session',
  inputs: [{ device: 'plate-camera', event: 'plateSeen', key: 'event.plate' }],
} as const
