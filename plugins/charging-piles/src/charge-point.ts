import { notPersonal, Type } from '@linli/sdk'
import { errorTexts, statusTexts } from './ocpp-words.ts'
import { habitNote, tagNote } from './personal.ts'

const connector = Type.String({ maxLength: 64, data: notPersonal, label: { zh: '充电枪', en: 'Connector' } })
const transaction = Type.String({
  maxLength: 20,
  data: notPersonal,
  label: { zh: '交易号', en: 'Transaction' },
})
const tag = Type.String({ maxLength: 20, data: tagNote, label: { zh: '充电卡', en: 'Card' } })
const at = Type.String({ format: 'date-time', data: habitNote, label: { zh: '时间', en: 'Time' } })
/** What a meter can have counted, and what a charge point can give: far more than any does. */
const [mostEnergy, mostPower] = [1e12, 5e6]
const meter = Type.Number({
  minimum: 0,
  maximum: mostEnergy,
  unit: 'Wh',
  data: notPersonal,
  label: { zh: '电表读数', en: 'Meter' },
})
const power = Type.Number({
  minimum: 0,
  maximum: mostPower,
  unit: 'W',
  data: notPersonal,
  label: { zh: '功率', en: 'Power' },
})

/** What a connector tells about itself; the connector's record holds the same. */
export const connectorFields = {
  connector,
  status: Type.Choice(statusTexts, { data: notPersonal, label: { zh: '状态', en: 'Status' } }),
  errorCode: Type.Choice(errorTexts, { data: notPersonal, label: { zh: '故障码', en: 'Error code' } }),
  info: Type.String({ maxLength: 120, data: notPersonal, label: { zh: '补充信息', en: 'More' } }),
} as const

/** A charge point that speaks OCPP 1.6-J. */
export const chargePoint = {
  title: { zh: '充电桩', en: 'Charge point' },
  properties: {
    online: Type.Boolean({ label: { zh: '在线', en: 'Online' } }),
    status: Type.Choice(statusTexts, { label: { zh: '整桩状态', en: 'Status of the charge point' } }),
  },
  events: {
    booted: Type.Object(
      {
        vendor: Type.String({ maxLength: 20, data: notPersonal, label: { zh: '厂商', en: 'Vendor' } }),
        model: Type.String({ maxLength: 20, data: notPersonal, label: { zh: '型号', en: 'Model' } }),
        serial: Type.String({
          maxLength: 25,
          data: notPersonal,
          label: { zh: '序列号', en: 'Serial number' },
        }),
        firmware: Type.String({
          maxLength: 50,
          data: notPersonal,
          label: { zh: '固件版本', en: 'Firmware' },
        }),
      },
      { label: { zh: '充电桩启动', en: 'Charge point booted' } },
    ),
    authorized: Type.Object(
      {
        tag,
        status: Type.String({ maxLength: 20, data: notPersonal, label: { zh: '结果', en: 'Verdict' } }),
      },
      { label: { zh: '身份校验', en: 'Authorised' } },
    ),
    reported: Type.Object(connectorFields, { label: { zh: '状态上报', en: 'Status reported' } }),
    started: Type.Object(
      { transaction, connector, tag, meter, at },
      { label: { zh: '开始充电', en: 'Charging started' } },
    ),
    metered: Type.Object(
      {
        transaction,
        connector,
        at,
        meter: Type.Optional(meter),
        power: Type.Optional(power),
      },
      { label: { zh: '电表读数', en: 'Meter read' } },
    ),
    stopped: Type.Object(
      {
        transaction,
        meter,
        at,
        reason: Type.String({ maxLength: 20, data: notPersonal, label: { zh: '结束原因', en: 'Reason' } }),
      },
      { label: { zh: '结束充电', en: 'Charging stopped' } },
    ),
  },
  commands: {
    UnlockConnector: {
      title: { zh: '解锁充电枪', en: 'Unlock a connector' },
      kind: 'pulse',
      args: Type.Object({
        connectorId: Type.Integer({ minimum: 1, maximum: 20, label: { zh: '枪号', en: 'Number' } }),
      }),
      expires: '5s',
    },
    Reset: {
      title: { zh: '重启充电桩', en: 'Restart the charge point' },
      kind: 'pulse',
      args: Type.Object({
        type: Type.Choice({ Soft: { zh: '软重启', en: 'soft' }, Hard: { zh: '硬重启', en: 'hard' } }),
      }),
      expires: '5s',
    },
  },
  interval: '15m',
  decode: [{ source: 'ocpp', codec: 'ocpp' }],
} as const
