import { notPersonal, Type } from '@linli/sdk'
import { connectorFields } from './charge-point.ts'
import { habitNote, holderNote, tagNote } from './personal.ts'

/** What the operator may change. */
export const settings = Type.Object({
  occupyMinutes: Type.Number({
    default: 30,
    minimum: 0.2,
    maximum: 1440,
    unit: 'min',
    label: { zh: '充电结束后占位多久告警', en: 'Occupied after charging for' },
  }),
  silentMinutes: Type.Number({
    default: 30,
    minimum: 0.5,
    maximum: 1440,
    unit: 'min',
    label: { zh: '充电桩多久无心跳算离线', en: 'A charge point is offline after' },
  }),
})

/** Which cards may charge. */
export const idTags = {
  title: { zh: '充电卡', en: 'Charging cards' },
  key: 'tag',
  row: Type.Object({
    tag: Type.String({ maxLength: 20, data: tagNote, label: { zh: '卡号', en: 'Card' } }),
    status: Type.Choice(
      {
        Accepted: { zh: '可用', en: 'accepted' },
        Blocked: { zh: '停用', en: 'blocked' },
        Expired: { zh: '过期', en: 'expired' },
      },
      { data: notPersonal, label: { zh: '状态', en: 'Status' } },
    ),
    holder: Type.Optional(
      Type.String({ maxLength: 40, data: holderNote, label: { zh: '持卡人', en: 'Holder' } }),
    ),
  }),
} as const

/** A connector as last reported. */
export const connectorRecord = {
  title: { zh: '充电枪状态', en: 'Connectors' },
  fields: Type.Object({
    ...connectorFields,
    reportedAt: Type.String({
      format: 'date-time',
      data: notPersonal,
      label: { zh: '上报时间', en: 'Reported' },
    }),
  }),
  reducer: 'connector',
  inputs: [{ device: 'charge-point', event: 'reported', key: 'event.connector' }],
} as const

const moment = (zh: string, en: string) =>
  Type.Optional(Type.String({ format: 'date-time', data: habitNote, label: { zh, en } }))

const watthours = (zh: string, en: string) =>
  Type.Optional(Type.Number({ unit: 'Wh', data: notPersonal, label: { zh, en } }))

/** One charging transaction. */
export const transactionRecord = {
  title: { zh: '充电记录', en: 'Charging transactions' },
  fields: Type.Object({
    transaction: Type.String({
      maxLength: 20,
      data: notPersonal,
      label: { zh: '交易号', en: 'Transaction' },
    }),
    state: Type.Choice(
      { charging: { zh: '充电中', en: 'charging' }, finished: { zh: '已结束', en: 'finished' } },
      { data: notPersonal, label: { zh: '状态', en: 'State' } },
    ),
    connector: Type.Optional(
      Type.String({ maxLength: 64, data: notPersonal, label: { zh: '充电枪', en: 'Connector' } }),
    ),
    tag: Type.Optional(Type.String({ maxLength: 20, data: tagNote, label: { zh: '充电卡', en: 'Card' } })),
    startedAt: moment('开始时间', 'Started'),
    stoppedAt: moment('结束时间', 'Stopped'),
    meterStart: watthours('起始读数', 'Meter at the start'),
    meter: watthours('最新读数', 'Latest meter'),
    energy: watthours('充电电量', 'Energy'),
    power: Type.Optional(Type.Number({ unit: 'W', data: notPersonal, label: { zh: '功率', en: 'Power' } })),
    measuredAt: moment('测量时间', 'Measured'),
    reason: Type.Optional(
      Type.String({ maxLength: 20, data: notPersonal, label: { zh: '结束原因', en: 'Reason' } }),
    ),
  }),
  reducer: 'transaction',
  inputs: [
    { device: 'charge-point', event: 'started', key: 'event.transaction' },
    { device: 'charge-point', event: 'metered', key: 'event.transaction' },
    { device: 'charge-point', event: 'stopped', key: 'event.transaction' },
  ],
} as const
