import type { Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { expect, test } from 'vitest'
import { sentenceText } from './piece.ts'
import { readRule } from './sentence.ts'

const contract = {
  settings: {
    properties: {
      wait: { type: 'integer', default: 15, label: { zh: '免费时长', en: 'Free time' } },
      sure: { type: 'number', unit: '%', default: 60, label: { zh: '可信度下限', en: 'Least confidence' } },
    },
  },
  devices: {
    bay: {
      title: { zh: '车位', en: 'bay' },
      properties: {
        occupied: { type: 'boolean', label: { zh: '有车', en: 'Occupied' } },
        battery: { type: 'number', unit: '%', label: { zh: '电量', en: 'Battery' } },
      },
    },
    camera: {
      title: { zh: '相机', en: 'camera' },
      events: {
        seen: {
          label: { zh: '识别到车牌', en: 'plate seen' },
          properties: {
            confidence: { type: 'number', unit: '%', label: { zh: '可信度', en: 'Confidence' } },
            group: {
              type: 'string',
              enum: ['resident', 'visitor'],
              labels: { resident: { zh: '业主', en: 'resident' }, visitor: { zh: '访客', en: 'visitor' } },
              label: { zh: '类别', en: 'Group' },
            },
          },
        },
      },
      commands: { open: { title: { zh: '抬杆', en: 'open the barrier' } } },
    },
  },
  derive: [],
  records: {},
  forms: {},
} as unknown as Contract

const base = { id: 'r', title: { zh: '规则', en: 'rule' }, key: 'device' } as const
const alert = { alert: { title: { zh: '请查看', en: 'Look at it' }, grade: 'major' } } as const
const read = (
  rule: Omit<Rule, 'id' | 'title' | 'key'> & Partial<Rule>,
  locale: 'zh' | 'en' = 'zh',
  settings = {},
) => sentenceText(readRule({ ...base, ...rule }, { contract, settings, locale }))

test('one property compared with something is one clause', () => {
  const rule: Omit<Rule, 'id' | 'title' | 'key'> = {
    on: [{ device: 'bay', property: 'battery' }],
    when: { '<': [{ var: 'battery' }, 10] },
    for: '10m',
    do: [alert],
  }
  expect(read(rule)).toBe('当车位的“电量”低于 10%，并持续 10 分钟，就发出告警“请查看”（较大）。')
  expect(read(rule, 'en')).toBe(
    'When bay: “Battery” is below 10%, for 10 min, raise the alert “Look at it” (major).',
  )
})

test('a duration from a setting shows the value in force and the setting', () => {
  const rule: Omit<Rule, 'id' | 'title' | 'key'> = {
    on: [{ device: 'bay', property: 'occupied' }],
    when: { '==': [{ var: 'bay.occupied' }, true] },
    for: { setting: 'wait', unit: 'm' },
    do: [alert],
  }
  expect(read(rule)).toBe('当车位的“有车”是“是”，并持续 15 分钟（免费时长），就发出告警“请查看”（较大）。')
  expect(read(rule, 'zh', { wait: 30 })).toContain('30 分钟（免费时长）')
})

test('silence is read as silence', () => {
  expect(read({ on: [{ device: 'bay', property: 'occupied' }], absent: '12h', do: [alert] })).toBe(
    '当车位超过 12 小时没有上报“有车”，就发出告警“请查看”（较大）。',
  )
})

test('an event, a choice by its name, a setting with its value, a command, and a pause', () => {
  const rule: Omit<Rule, 'id' | 'title' | 'key'> = {
    on: [{ device: 'camera', event: 'seen' }],
    when: {
      and: [
        { '>=': [{ var: 'event.confidence' }, { var: 'settings.sure' }] },
        { in: [{ var: 'event.group' }, ['resident']] },
      ],
    },
    cooldown: '2m',
    do: [{ command: { device: 'self', name: 'open' } }],
  }
  expect(read(rule)).toBe(
    '当相机发生“识别到车牌”，且“可信度”不低于 60%（可信度下限），且“类别”属于“业主”，就让该设备执行“抬杆”；同一设备 2 分钟内不重复。',
  )
})

test('an or inside an and keeps its brackets', () => {
  const low = { '<': [{ var: 'battery' }, 10] }
  const taken = { var: 'occupied' }
  expect(
    read({
      on: [{ device: 'bay', property: 'battery' }],
      when: { and: [{ or: [low, taken] }, taken] },
      do: [alert],
    }),
  ).toContain('且（“电量”低于 10%，或“有车”为是），且“有车”为是，就')
})

test('what has no short reading is shown as it is written, never dropped', () => {
  const odd = { if: [{ var: 'occupied' }, true, false] }
  expect(read({ on: [{ device: 'bay', property: 'battery' }], when: odd, do: [alert] })).toContain(
    JSON.stringify(odd),
  )
})
