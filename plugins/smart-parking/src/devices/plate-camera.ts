import { notPersonal, Type } from '@linli/sdk'
import { plateNote } from '../personal.ts'

/** A plate camera with a barrier on its relay. */
export const plateCameraModel = {
  title: { zh: '车牌相机（道闸）', en: 'Plate camera with barrier' },
  events: {
    plateSeen: Type.Object(
      {
        plate: Type.String({ maxLength: 16, data: plateNote, label: { zh: '车牌', en: 'Plate' } }),
        readable: Type.Boolean({ label: { zh: '识别到车牌', en: 'Plate was read' } }),
        confidence: Type.Number({
          minimum: 0,
          maximum: 100,
          unit: '%',
          data: notPersonal,
          label: { zh: '可信度', en: 'Confidence' },
        }),
        serial: Type.String({
          maxLength: 64,
          data: notPersonal,
          label: { zh: '相机序列号', en: 'Camera serial number' },
        }),
        image: Type.String({ maxLength: 512, data: plateNote, label: { zh: '抓拍图片', en: 'Picture' } }),
      },
      { label: { zh: '识别车牌', en: 'Plate seen' } },
    ),
  },
  commands: {
    open: {
      title: { zh: '开闸', en: 'Open the barrier' },
      kind: 'pulse',
      args: Type.Object({}),
      expires: '5s',
    },
  },
  decode: [{ source: 'plates', codec: 'plateCamera' }],
} as const

/** What the register and the lanes add to a plate that was seen. */
export const classified = {
  known: Type.Boolean({ label: { zh: '已登记', en: 'Registered' } }),
  group: Type.Choice(
    {
      resident: { zh: '业主', en: 'resident' },
      property: { zh: '物业', en: 'property management' },
      service: { zh: '公共服务', en: 'public service' },
      visitor: { zh: '访客', en: 'visitor' },
      unknown: { zh: '未登记', en: 'not registered' },
    },
    { data: notPersonal, label: { zh: '车辆类别', en: 'Vehicle group' } },
  ),
  direction: Type.Choice(
    {
      entry: { zh: '驶入', en: 'entry' },
      exit: { zh: '驶出', en: 'exit' },
      unknown: { zh: '未配置', en: 'not configured' },
    },
    { data: notPersonal, label: { zh: '方向', en: 'Direction' } },
  ),
  lane: Type.String({ data: notPersonal, label: { zh: '车道', en: 'Lane' } }),
} as const
