import { notPersonal, Type } from '@linli/sdk'
import { remarkNote } from './personal.ts'

/** What was found and done at a charge point. */
export const repair = {
  title: { zh: '充电桩检修记录', en: 'Charge point check' },
  schema: Type.Object({
    result: Type.Choice(
      {
        repaired: { zh: '已修复', en: 'repaired' },
        'taken-out': { zh: '已停用待修', en: 'taken out of use' },
        'car-moved': { zh: '车辆已挪走', en: 'car was moved' },
        'no-fault': { zh: '未发现问题', en: 'nothing wrong found' },
      },
      { data: notPersonal, label: { zh: '处理结果', en: 'Result' } },
    ),
    remark: Type.Optional(
      Type.String({ maxLength: 500, data: remarkNote, label: { zh: '说明', en: 'Remark' } }),
    ),
    photo: Type.Optional(
      Type.String({ maxLength: 128, data: remarkNote, label: { zh: '照片', en: 'Photo' } }),
    ),
  }),
  layout: [
    { field: 'result', kind: 'choice' },
    { field: 'remark', kind: 'long-text' },
    { field: 'photo', kind: 'photo' },
  ],
} as const
