import { defineContract } from '@linli/sdk'
import { bayModel } from './devices/bay.ts'
import { classified, plateCameraModel } from './devices/plate-camera.ts'
import { siteCheck } from './forms.ts'
import { sessionRecord } from './records.ts'
import { lanes, vehicles } from './reference.ts'
import { settings } from './settings.ts'

const plate = { $: 'event.plate' } as const
const lane = { $: 'event.lane' } as const
const confidence = { $: 'event.confidence' } as const
const again = { setting: 'repeatMinutes', unit: 'm' } as const

const isSure = { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] } as const
const isKnown = { '==': [{ var: 'event.known' }, true] } as const
const isExit = { '==': [{ var: 'event.direction' }, 'exit'] } as const
const isVisitor = { '==': [{ var: 'group' }, 'visitor'] } as const
const isResident = { '==': [{ var: 'group' }, 'resident'] } as const
const isReadable = { '==': [{ var: 'event.readable' }, true] } as const

/** Plate cameras that open for who is registered, bay sensors that say which bays are free, stays that last too long. */
export const contract = defineContract({
  id: 'smart-parking',
  title: { zh: '智慧停车', en: 'Smart parking' },
  summary: {
    zh: '登记车辆自动放行，陌生和识别不清的车牌转人工，超时停放和失联车位及时告警。',
    en: 'Opens for registered plates, asks a person about the others, tells of cars that stay and bays that fall silent.',
  },
  settings,
  sources: {
    plates: {
      title: { zh: '车牌相机（臻识协议）', en: 'Plate cameras (Vzicar protocol)' },
      kind: 'http',
      dialect: 'json',
      address: '/AlarmInfoPlate/serialno',
      identity: '/AlarmInfoPlate/result/PlateResult/plateid',
      answer: {
        command: 'open',
        within: '2s',
        granted: { Response_AlarmInfoPlate: { info: 'ok' } },
        otherwise: { Response_AlarmInfoPlate: { info: 'no' } },
      },
      lateness: '30s',
    },
    lorawan: {
      title: { zh: '车位传感器（ChirpStack）', en: 'Bay sensors (ChirpStack)' },
      kind: 'mqtt',
      dialect: 'chirpstack-v4',
      lateness: '30s',
    },
  },
  devices: { 'plate-camera': plateCameraModel, bay: bayModel },
  reference: { vehicles, lanes },
  derive: [
    {
      device: 'plate-camera',
      event: 'plateSeen',
      function: 'classify',
      lookup: { vehicle: { table: 'vehicles', by: 'plate' }, lane: { table: 'lanes', by: 'serial' } },
      adds: classified,
    },
  ],
  records: { session: sessionRecord },
  rules: [
    {
      id: 'open-registered',
      title: { zh: '登记车辆自动开闸', en: 'Open for registered plates' },
      on: { device: 'plate-camera', event: 'plateSeen' },
      key: { field: 'event.plate' },
      when: { and: [isKnown, isSure] },
      do: [{ command: { device: 'self', name: 'open' } }],
    },
    {
      id: 'open-exit',
      title: { zh: '出口放行', en: 'Let cars out' },
      on: { device: 'plate-camera', event: 'plateSeen' },
      when: {
        and: [isExit, { '==': [{ var: 'settings.openExit' }, true] }, { '!': { and: [isKnown, isSure] } }],
      },
      do: [{ command: { device: 'self', name: 'open' } }],
    },
    {
      id: 'unknown-plate',
      title: { zh: '未登记车辆', en: 'Unregistered vehicle' },
      on: { device: 'plate-camera', event: 'plateSeen' },
      key: { field: 'event.plate' },
      when: { and: [isReadable, isSure, { '!': isKnown }, { '!': isExit }] },
      cooldown: again,
      do: [
        {
          alert: {
            title: { zh: '未登记车辆驶入', en: 'Unregistered vehicle at the entry' },
            grade: 'normal',
            flow: 'parking',
            detail: { plate, lane, confidence, image: { $: 'event.image' } },
          },
        },
      ],
    },
    {
      id: 'doubtful-plate',
      title: { zh: '车牌识别不清', en: 'Plate not read surely' },
      on: { device: 'plate-camera', event: 'plateSeen' },
      when: { and: [{ or: [{ '!': isReadable }, { '!': isSure }] }, { '!': isExit }] },
      cooldown: again,
      do: [
        {
          alert: {
            title: { zh: '车牌识别不清，请核对', en: 'A plate could not be read surely' },
            grade: 'normal',
            flow: 'parking',
            detail: { plate, lane, confidence, image: { $: 'event.image' } },
          },
        },
      ],
    },
    {
      id: 'overstay',
      title: { zh: '超时停放', en: 'Parked too long' },
      on: { record: 'session', property: 'state' },
      when: {
        and: [
          { '==': [{ var: 'state' }, 'inside'] },
          { or: [isVisitor, { and: [isResident, { '==': [{ var: 'settings.overstayResidents' }, true] }] }] },
        ],
      },
      for: { setting: 'overstayMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '车辆超时停放', en: 'A car has been parked too long' },
            grade: 'normal',
            flow: 'parking',
            detail: { plate: { $: 'plate' }, enteredAt: { $: 'enteredAt' } },
          },
        },
      ],
    },
    {
      id: 'bay-battery',
      title: { zh: '占用车位电量低', en: 'Occupied bay low on battery' },
      on: [
        { device: 'bay', property: 'occupied' },
        { device: 'bay', property: 'battery' },
      ],
      when: {
        and: [
          { '==': [{ var: 'occupied' }, true] },
          { '<': [{ var: 'battery' }, { var: 'settings.minBattery' }] },
        ],
      },
      cooldown: '1d',
      do: [
        {
          alert: {
            title: { zh: '车位传感器电量低', en: 'A bay sensor runs low' },
            grade: 'normal',
            flow: 'parking',
            detail: { battery: { $: 'battery' } },
          },
        },
      ],
    },
    {
      id: 'bay-silent',
      title: { zh: '车位传感器失联', en: 'Bay sensor silent' },
      on: { device: 'bay', property: 'occupied' },
      absent: { setting: 'silentMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '车位传感器长时间无上报', en: 'A bay sensor has fallen silent' },
            grade: 'normal',
            flow: 'parking',
          },
        },
      ],
    },
  ],
  forms: { 'site-check': siteCheck },
  flows: {
    parking: {
      title: { zh: '停车事件处置', en: 'Handling of parking incidents' },
      steps: {
        verify: { role: 'property', within: { normal: '4h', major: '30m', urgent: '10m' } },
        dispatch: { role: 'property', within: { normal: '4h', major: '30m', urgent: '10m' } },
        sign: { role: 'property', within: { normal: '4h', major: '30m', urgent: '10m' } },
        handle: {
          role: 'property',
          within: { normal: '2d', major: '8h', urgent: '2h' },
          evidence: [{ form: 'site-check' }],
        },
        close: {
          role: 'community-worker',
          within: { normal: '3d', major: '1d', urgent: '1d' },
          evidence: ['note'],
        },
      },
      raise: ['community', 'street'],
    },
  },
  capabilities: [
    {
      kind: 'command',
      device: 'plate-camera',
      name: 'open',
      why: { zh: '为登记车辆和驶离车辆开闸', en: 'To open the barrier for registered and for leaving cars' },
    },
    {
      kind: 'personal-data',
      class: 'C2',
      why: {
        zh: '车牌用于放行和核对停放时长',
        en: 'Plates decide who may enter and how long a car has stayed',
      },
    },
  ],
})
