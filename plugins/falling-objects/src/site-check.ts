import { notPersonal, Type } from '@linli/sdk'
import { remarkNote } from './personal.ts'

/** What a worker finds under the façade. */
export const siteCheck = {
  title: { zh: '高空抛物现场核查', en: 'On-site check of a thrown object' },
  schema: Type.Object({
    found: Type.Choice(
      {
        object: { zh: '发现抛落物', en: 'object found' },
        nothing: { zh: '未发现异常', en: 'nothing found' },
        'false-alarm': { zh: '误报（飞鸟、树叶等）', en: 'false alarm (bird, leaves …)' },
      },
      { data: notPersonal, label: { zh: '现场情况', en: 'What was found' } },
    ),
    object: Type.Optional(
      Type.String({ maxLength: 100, data: notPersonal, label: { zh: '物品', en: 'Object' } }),
    ),
    harm: Type.Choice(
      {
        none: { zh: '无损害', en: 'no harm' },
        property: { zh: '财物受损', en: 'property damaged' },
        person: { zh: '有人受伤', en: 'somebody hurt' },
      },
      { data: notPersonal, label: { zh: '损害情况', en: 'Harm done' } },
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
    { field: 'object', kind: 'text' },
    { field: 'harm', kind: 'choice' },
    { field: 'remark', kind: 'long-text' },
    { field: 'photo', kind: 'photo' },
  ],
} as const
