import { defineContract } from '@linli/sdk'
import { facadeCameraModel, located } from './facade-camera.ts'
import { siteCheck } from './site-check.ts'
import { facades, settings, tallyRecord } from './tables.ts'

/** Cameras under the façades report what falls; each one is urgent, and a building where it happens again is told apart. */
export const contract = defineContract({
  id: 'falling-objects',
  title: { zh: '高空抛物', en: 'Falling objects' },
  summary: {
    zh: '相机发现高空抛物立即告警，附楼栋和画面；同一楼栋反复发生时升级处理。',
    en: 'Cameras report what is thrown from heights, with building and picture; buildings where it recurs are raised.',
  },
  settings,
  sources: {
    platform: {
      title: { zh: '视频平台（海康事件订阅）', en: 'Video platform (Hikvision event subscription)' },
      kind: 'http',
      dialect: 'json',
      each: '/params/events',
      address: '/srcIndex',
      identity: '/eventId',
      lateness: '10m',
    },
  },
  devices: { 'facade-camera': facadeCameraModel },
  reference: { facades },
  derive: [
    {
      device: 'facade-camera',
      event: 'thrown',
      function: 'locate',
      lookup: { facade: { table: 'facades', by: 'camera' } },
      adds: located,
    },
  ],
  records: { tally: tallyRecord },
  rules: [
    {
      id: 'thrown',
      title: { zh: '高空抛物', en: 'Thrown object' },
      on: { device: 'facade-camera', event: 'thrown' },
      when: { '>=': [{ var: 'event.confidence' }, { var: 'settings.minConfidence' }] },
      do: [
        {
          alert: {
            title: { zh: '发现高空抛物', en: 'Something was thrown from a height' },
            grade: 'urgent',
            flow: 'throwing',
            detail: {
              building: { $: 'event.building' },
              side: { $: 'event.side' },
              confidence: { $: 'event.confidence' },
              startedAt: { $: 'event.startedAt' },
              image: { $: 'event.image' },
            },
          },
        },
      ],
    },
    {
      id: 'again',
      title: { zh: '同一楼栋反复抛物', en: 'Again at the same building' },
      on: { record: 'tally', property: 'recent' },
      early: true,
      when: { '>=': [{ var: 'recent' }, { var: 'settings.repeatCount' }] },
      cooldown: { setting: 'repeatHours', unit: 'h' },
      do: [
        {
          alert: {
            title: { zh: '同一楼栋反复发生高空抛物', en: 'Things keep falling from the same building' },
            grade: 'major',
            flow: 'throwing',
            detail: { building: { $: 'building' }, count: { $: 'recent' }, lastAt: { $: 'lastAt' } },
          },
        },
      ],
    },
  ],
  forms: { 'site-check': siteCheck },
  flows: {
    throwing: {
      title: { zh: '高空抛物处置', en: 'Handling of thrown objects' },
      steps: {
        verify: { role: 'property', within: { normal: '1h', major: '30m', urgent: '10m' } },
        dispatch: { role: 'property', within: { normal: '1h', major: '30m', urgent: '5m' } },
        sign: { role: 'grid-worker', within: { normal: '2h', major: '30m', urgent: '10m' } },
        handle: {
          role: 'grid-worker',
          within: { normal: '1d', major: '8h', urgent: '2h' },
          evidence: [{ form: 'site-check' }],
        },
        check: { role: 'community-worker', within: { normal: '2d', major: '1d', urgent: '1d' } },
        close: {
          role: 'community-worker',
          within: { normal: '3d', major: '2d', urgent: '1d' },
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
        zh: '画面链接用于核实抛物楼栋，保存 30 天',
        en: 'Links to pictures prove where something fell; kept for 30 days',
      },
    },
  ],
})
