import { Type } from '@linli/sdk'

/** What the operator may change. */
export const settings = Type.Object({
  minConfidence: Type.Integer({
    default: 80,
    minimum: 50,
    maximum: 100,
    unit: '%',
    label: { zh: '车牌识别可信度下限', en: 'Least confidence in a plate' },
    help: {
      zh: '低于此值不自动开闸，转人工核对。',
      en: 'Below it the barrier stays shut and a person looks.',
    },
  }),
  openExit: Type.Boolean({
    default: true,
    label: { zh: '出口一律放行', en: 'Let every car out' },
    help: {
      zh: '未登记或无牌车辆驶离时自动开闸。',
      en: 'The exit opens for unregistered and unread plates too.',
    },
  }),
  overstayMinutes: Type.Number({
    default: 4320,
    minimum: 0.5,
    maximum: 43_200,
    unit: 'min',
    label: { zh: '停放多久算超时', en: 'Parked too long after' },
  }),
  overstayResidents: Type.Boolean({
    default: false,
    label: { zh: '业主车辆也计超时', en: 'Count residents too' },
    help: { zh: '默认只对访客车辆计超时。', en: 'Otherwise only visitors can stay too long.' },
  }),
  minBattery: Type.Integer({
    default: 15,
    minimum: 1,
    maximum: 50,
    unit: '%',
    label: { zh: '车位传感器低电量', en: 'Low battery of a bay sensor' },
  }),
  silentMinutes: Type.Number({
    default: 2880,
    minimum: 0.5,
    maximum: 20_160,
    unit: 'min',
    label: { zh: '传感器多久无上报算失联', en: 'A bay sensor is silent after' },
  }),
  repeatMinutes: Type.Number({
    default: 10,
    minimum: 0.5,
    maximum: 1440,
    unit: 'min',
    label: { zh: '同类告警间隔', en: 'Pause between equal alerts' },
  }),
})
