import { defineContract } from '@linli/sdk'
import { doorContact, motionSensor, planned, sosButtonModel } from './devices.ts'
import { carePlans, presenceRecord, settings } from './tables.ts'
import { visit } from './visit.ts'

/** Door contact, motion sensor and SOS button in the homes of older people who agreed to it. */
export const contract = defineContract({
  id: 'elderly-care',
  title: { zh: '老年关爱', en: 'Elderly care' },
  summary: {
    zh: '一键呼叫立即派单；在家长时间无活动、外出长时间未归自动告警，由网格员探访。',
    en: 'An SOS is dispatched at once; stillness at home and not coming back raise alerts that end in a visit.',
  },
  settings,
  sources: {
    zigbee: {
      title: { zh: '家庭传感器（Zigbee2MQTT）', en: 'Home sensors (Zigbee2MQTT)' },
      kind: 'mqtt',
      dialect: 'zigbee2mqtt',
      lateness: '1m',
    },
  },
  devices: { 'door-contact': doorContact, 'motion-sensor': motionSensor, 'sos-button': sosButtonModel },
  reference: { 'care-plans': carePlans },
  derive: [
    {
      device: 'sos-button',
      event: 'pressed',
      function: 'attachPlan',
      lookup: { plan: { table: 'care-plans', by: 'home' } },
      adds: planned,
    },
  ],
  records: { presence: presenceRecord },
  rules: [
    {
      id: 'sos',
      title: { zh: '紧急呼叫', en: 'SOS' },
      on: { device: 'sos-button', event: 'pressed' },
      cooldown: '1m',
      do: [
        {
          alert: {
            title: { zh: '老人紧急呼叫', en: 'Somebody called for help' },
            grade: 'urgent',
            flow: 'care',
            detail: {
              home: { $: 'event.home' },
              name: { $: 'event.name' },
              contact: { $: 'event.contact' },
            },
          },
        },
      ],
    },
    {
      id: 'no-movement',
      title: { zh: '在家长时间无活动', en: 'No movement at home' },
      on: { record: 'presence', property: 'state' },
      when: { '==': [{ var: 'state' }, 'still'] },
      for: { setting: 'quietMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '老人在家长时间无活动', en: 'Nothing has moved at home for long' },
            grade: 'major',
            flow: 'care',
            detail: { movedAt: { $: 'movedAt' } },
          },
        },
      ],
    },
    {
      id: 'out-not-back',
      title: { zh: '外出未归', en: 'Out and not back' },
      on: { record: 'presence', property: 'state' },
      when: { '==': [{ var: 'state' }, 'out'] },
      for: { setting: 'outMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '老人外出长时间未归', en: 'Somebody has not come back' },
            grade: 'major',
            flow: 'care',
            detail: { openedAt: { $: 'openedAt' } },
          },
        },
      ],
    },
    {
      id: 'sensor-silent',
      title: { zh: '传感器失联', en: 'Sensor silent' },
      on: [
        { device: 'motion-sensor', property: 'occupancy' },
        { device: 'door-contact', property: 'contact' },
        { device: 'sos-button', property: 'battery' },
      ],
      absent: { setting: 'silentMinutes', unit: 'm' },
      do: [
        {
          alert: {
            title: { zh: '家庭传感器长时间无上报', en: 'A home sensor has fallen silent' },
            grade: 'normal',
            flow: 'care',
          },
        },
      ],
    },
    {
      id: 'button-battery',
      title: { zh: '呼叫按钮电量低', en: 'SOS button low on battery' },
      on: { device: 'sos-button', property: 'battery' },
      when: { '<': [{ var: 'battery' }, { var: 'settings.minBattery' }] },
      do: [
        {
          alert: {
            title: { zh: '紧急呼叫按钮电量低', en: 'An SOS button runs low' },
            grade: 'normal',
            flow: 'care',
            detail: { battery: { $: 'battery' } },
          },
        },
      ],
    },
  ],
  forms: { visit },
  flows: {
    care: {
      title: { zh: '老年关爱处置', en: 'Handling in elderly care' },
      steps: {
        verify: { role: 'grid-worker', within: { normal: '8h', major: '30m', urgent: '5m' } },
        dispatch: { role: 'grid-leader', within: { normal: '8h', major: '30m', urgent: '5m' } },
        sign: { role: 'grid-worker', within: { normal: '8h', major: '30m', urgent: '5m' } },
        handle: {
          role: 'grid-worker',
          within: { normal: '2d', major: '2h', urgent: '30m' },
          evidence: [{ form: 'visit' }],
        },
        close: {
          role: 'community-worker',
          within: { normal: '3d', major: '1d', urgent: '1d' },
          evidence: ['note'],
        },
      },
      dispatchFirst: ['urgent'],
      raise: ['grid-leader', 'community', 'street'],
    },
  },
  capabilities: [
    {
      kind: 'personal-data',
      class: 'C2',
      why: {
        zh: '姓名、房号和紧急联系人用于上门和联系家属',
        en: 'Name, home and emergency contact, to visit and to call relatives',
      },
    },
    {
      kind: 'personal-data',
      class: 'C3',
      why: {
        zh: '是否在家、是否活动用于发现意外，保存 30 天；探访记录用于跟进',
        en: 'Presence and movement, to notice accidents, kept for 30 days; visits, to follow up',
      },
    },
  ],
})
