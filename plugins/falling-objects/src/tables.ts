import { notPersonal, Type } from '@linli/sdk'

/** What the operator may change. */
export const settings = Type.Object({
  minConfidence: Type.Integer({
    default: 60,
    minimum: 0,
    maximum: 100,
    unit: '%',
    label: { zh: '检测可信度下限', en: 'Least confidence in a detection' },
  }),
  repeatCount: Type.Integer({
    default: 3,
    minimum: 2,
    maximum: 20,
    label: { zh: '几次算反复发生', en: 'Throws that count as recurring' },
  }),
  repeatHours: Type.Number({
    default: 24,
    minimum: 0.1,
    maximum: 168,
    unit: 'h',
    label: { zh: '统计时段', en: 'Within' },
  }),
})

/** Which façade each camera watches. */
export const facades = {
  title: { zh: '相机与立面', en: 'Cameras and façades' },
  key: 'camera',
  row: Type.Object({
    camera: Type.String({ maxLength: 64, data: notPersonal, label: { zh: '相机编码', en: 'Camera code' } }),
    building: Type.String({ maxLength: 40, data: notPersonal, label: { zh: '楼栋', en: 'Building' } }),
    side: Type.String({ maxLength: 40, data: notPersonal, label: { zh: '立面', en: 'Side' } }),
  }),
} as const

/** What fell from one building lately. */
export const tallyRecord = {
  title: { zh: '楼栋抛物次数', en: 'Throws of a building' },
  fields: Type.Object({
    building: Type.String({ maxLength: 64, data: notPersonal, label: { zh: '楼栋', en: 'Building' } }),
    recent: Type.Integer({ minimum: 0, data: notPersonal, label: { zh: '近期次数', en: 'Lately' } }),
    lastAt: Type.String({ format: 'date-time', data: notPersonal, label: { zh: '最近一次', en: 'Last' } }),
    throws: Type.Array(Type.String({ data: notPersonal }), {
      maxItems: 50,
      label: { zh: '明细', en: 'Throws' },
    }),
  }),
  reducer: 'tally',
  inputs: [{ device: 'facade-camera', event: 'thrown', key: 'event.building' }],
} as const
