import { notPersonal, Type } from '@linli/sdk'
import { visitNote } from './personal.ts'

/** What a visitor found. */
export const visit = {
  title: { zh: '探访记录', en: 'Visit' },
  schema: Type.Object({
    met: Type.Choice(
      {
        'in-person': { zh: '当面见到', en: 'met in person' },
        'by-phone': { zh: '电话联系到', en: 'reached by phone' },
        'not-met': { zh: '未联系到', en: 'not reached' },
      },
      { data: notPersonal, label: { zh: '联系情况', en: 'Contact' } },
    ),
    condition: Type.Choice(
      {
        fine: { zh: '平安', en: 'fine' },
        unwell: { zh: '身体不适', en: 'unwell' },
        'needs-help': { zh: '需要帮助', en: 'needs help' },
        hospital: { zh: '已送医', en: 'taken to hospital' },
        unknown: { zh: '不清楚', en: 'unknown' },
      },
      { data: visitNote, label: { zh: '老人状况', en: 'Condition' } },
    ),
    remark: Type.Optional(
      Type.String({ maxLength: 500, data: visitNote, label: { zh: '说明', en: 'Remark' } }),
    ),
    nextVisit: Type.Optional(
      Type.String({ format: 'date', data: visitNote, label: { zh: '下次探访', en: 'Next visit' } }),
    ),
  }),
  layout: [
    { field: 'met', kind: 'choice' },
    { field: 'condition', kind: 'choice' },
    { field: 'remark', kind: 'long-text' },
    { field: 'nextVisit', kind: 'date' },
  ],
} as const
