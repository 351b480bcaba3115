import type { Contract } from '@linli/sdk'
import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'
import type { Configuration } from './installation.ts'

const contract = {
  settings: {
    type: 'object',
    properties: {
      limit: { type: 'integer', default: 15, unit: 'min', label: { zh: '免费时长', en: 'Free time' } },
      open: { type: 'boolean', default: false, label: { zh: '一律放行', en: 'Let all out' } },
    },
  },
} as unknown as Contract
const rule = {
  id: 'r',
  title: { zh: '超时', en: 'Overstay' },
  on: [],
  key: 'device',
  do: [],
  when: { a: 1, b: 2 },
} as const
const base: Configuration = { settings: { limit: 15 }, bindings: {}, rules: [rule] }
const t = (key: string, params: object = {}) => `${key} ${Object.values(params).join(' ')}`
const changes = (to: Partial<Configuration>) => changesOf(base, { ...base, ...to }, contract, 'zh', t)

test('an untouched draft has no changes, whatever the order of its keys', () => {
  expect(
    changes({ settings: { limit: 15, open: false }, rules: [{ ...rule, when: { b: 2, a: 1 } }] }),
  ).toEqual([])
})

test('a changed setting says its name, what it was and what it will be', () => {
  expect(changes({ settings: { limit: 30 } })).toEqual(['installations.changedFrom 免费时长 15 分钟 30 分钟'])
})

test('a rule switched off is said so, an edited one is named', () => {
  expect(changes({ rules: [{ ...rule, muted: true }] })).toEqual(['installations.muteRule 超时'])
  expect(changes({ rules: [{ ...rule, for: '5m' }] })).toEqual(['installations.changedRule 超时'])
})
