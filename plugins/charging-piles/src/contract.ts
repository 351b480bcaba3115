import { defineContract } from '@linli/sdk'
import { chargePoint } from './charge-point.ts'
import { repair } from './repair.ts'
import { connectorRecord, idTags, settings, transactionRecord } from './tables.ts'

const detail = { connector: { $: 'connector' }, errorCode: { $: 'errorCode' }, info: { $: 'info' } } as const

/** Charge points: who may charge, what was charged, what is broken, who stays when the car is full. */
export const contract = defineContract({
  id: 'charging-piles',
  title: { zh: '充电桩', en: 'Charging piles' },
  summary: {
    zh: '按充电卡授权、记录每次充电；故障、离线和充满占位及时告警。',
    en: 'Authorises cards and records every charge; tells of faults, silence and cars that stay when they are done.',
  },
  settings,
  sources: {
    ocpp: {
      title: { zh: '充电桩（OCPP 1.6-J）', en: 'Charge points (OCPP 1.6-J)' },
      kind: 'ocpp',
      dialect: 'ocpp1.6',
      idTags: 'id-tags',
      lateness: '10s',
    },
  },
  devices: { 'charge-point': chargePoint },
  reference: { 'id-tags': idTags },
  records: { connector: connectorRecord, transaction: transactionRecord },
  rules: [
    {
      id: 'fault',
      title: { zh: '充电枪故障', en: 'Connector fault' },
      on: { record: 'connector', property: 'status' },
      early: true,
      when: { '==': [{ var: 'status' }, 'Faulted'] },
      do: [
        {
          alert: {
            title: { zh: '充电枪故障', en: 'A connector reports a fault' },
            grade: 'major',
            flow: 'charging',
            detail,
          },
        },
      ],
    },
    {
      id: 'point-fault',
      title: { zh: '整桩故障', en: 'Charge point fault' },
      on: { device: 'charge-point', property: 'status' },
      early: true,
      when: { '==': [{ var: 'status' }, 'Faulted'] },
      do: [
        {
          alert: {
            title: { zh: '充电桩故障', en: 'A charge point reports a fault' },
            grade: 'major',
            flow: 'charging',
          },
        },
      ],
    },
    {
      id: 'occupying',
      title: { zh: '充满占位', en: 'Finished but still occupying' },
      on: { record: 'connector', property: 'status' },
      when: { in: [{ var: 'status' }, ['Finishing', 'SuspendedEV']] },
      for: { setting: 'occupyMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '充电结束仍占用车位', en: 'A car stays although it is charged' },
            grade: 'normal',
            flow: 'charging',
            detail: { connector: { $: 'connector' }, since: { $: 'reportedAt' } },
          },
        },
      ],
    },
    {
      id: 'point-silent',
      title: { zh: '充电桩离线', en: 'Charge point offline' },
      on: { device: 'charge-point', property: 'online' },
      absent: { setting: 'silentMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '充电桩长时间无心跳', en: 'A charge point has gone silent' },
            grade: 'normal',
            flow: 'charging',
          },
        },
      ],
    },
  ],
  forms: { repair },
  flows: {
    charging: {
      title: { zh: '充电桩事件处置', en: 'Handling at charge points' },
      steps: {
        verify: { role: 'property', within: { normal: '4h', major: '30m', urgent: '10m' } },
        dispatch: { role: 'property', within: { normal: '4h', major: '30m', urgent: '10m' } },
        sign: { role: 'property', within: { normal: '4h', major: '1h', urgent: '10m' } },
        handle: {
          role: 'property',
          within: { normal: '3d', major: '1d', urgent: '2h' },
          evidence: [{ form: 'repair' }],
        },
        close: {
          role: 'community-worker',
          within: { normal: '3d', major: '2d', urgent: '1d' },
          evidence: ['note'],
        },
      },
      raise: ['community', 'street'],
    },
  },
  capabilities: [
    {
      kind: 'personal-data',
      class: 'C2',
      why: {
        zh: '充电卡和充电时间用于授权和核对用量',
        en: 'Cards and charging times, to authorise and to account for energy',
      },
    },
  ],
})
