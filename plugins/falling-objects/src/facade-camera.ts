import { notPersonal, Type } from '@linli/sdk'
import { pictureNote } from './personal.ts'

/** A camera that looks up a façade, behind a video platform. */
export const facadeCameraModel = {
  title: { zh: '高空抛物相机', en: 'Façade camera' },
  events: {
    thrown: Type.Object(
      {
        camera: Type.String({
          maxLength: 64,
          data: notPersonal,
          label: { zh: '相机编码', en: 'Camera code' },
        }),
        ruleName: Type.String({
          maxLength: 64,
          data: notPersonal,
          label: { zh: '检测规则', en: 'Detection rule' },
        }),
        confidence: Type.Number({
          minimum: 0,
          maximum: 100,
          unit: '%',
          data: notPersonal,
          label: { zh: '可信度', en: 'Confidence' },
        }),
        image: Type.String({
          maxLength: 1024,
          data: pictureNote,
          label: { zh: '画面链接', en: 'Link to the picture' },
        }),
        startedAt: Type.String({ maxLength: 32, data: notPersonal, label: { zh: '开始时间', en: 'Began' } }),
        endedAt: Type.String({ maxLength: 32, data: notPersonal, label: { zh: '结束时间', en: 'Ended' } }),
      },
      { label: { zh: '高空抛物', en: 'Object thrown' } },
    ),
  },
  decode: [{ source: 'platform', codec: 'thrownObjects' }],
} as const

/** What the table of façades adds. */
export const located = {
  building: Type.String({ data: notPersonal, label: { zh: '楼栋', en: 'Building' } }),
  side: Type.String({ data: notPersonal, label: { zh: '立面', en: 'Side' } }),
} as const
