import { expect, test } from 'vitest'
import { checkFlow } from './check.ts'
import type { FlowDefinition } from './definition.ts'
import { standardFlow } from './standard.ts'

const codes = (flow: FlowDefinition, context = {}) =>
  checkFlow('f', flow, context).map((finding) => finding.code)
const within = { normal: '1h', major: '1h', urgent: '1h' } as const
const handle = { role: 'grid-worker', within } as const
const flow = (change: Partial<FlowDefinition>): FlowDefinition => ({
  title: standardFlow.title,
  steps: { handle },
  raise: ['community'],
  ...change,
})

test('the standard flow has no findings', () => {
  expect(checkFlow('standard', standardFlow)).toEqual([])
})

test('one step with a role, three deadlines and a raise is enough', () => {
  expect(codes(flow({}))).toEqual([])
})

test('a flow without steps or without handling is named', () => {
  expect(codes(flow({ steps: {} }))).toEqual(['flow.empty'])
  expect(codes(flow({ steps: { close: handle } }))).toEqual(['flow.no-handling'])
})

test('a step nobody can own is named', () => {
  expect(codes(flow({ steps: { handle: { role: 'gaurd', within } } }))).toEqual(['flow.unknown-role'])
  expect(codes(flow({ steps: { handle: { role: 'viewer', within } } }))).toEqual(['flow.unknown-role'])
})

test('a misspelt step is named', () => {
  const steps = { handle, hande: handle } as FlowDefinition['steps']
  expect(codes(flow({ steps }))).toEqual(['flow.unknown-step'])
})

test('each missing or unreadable deadline is named with its grade', () => {
  const steps = { handle: { role: 'grid-worker', within: { normal: '1h', urgent: '-3m' } } } as const
  expect(checkFlow('f', flow({ steps })).map(({ code, params }) => [code, params.grade])).toEqual([
    ['flow.no-deadline', 'major'],
    ['flow.bad-deadline', 'urgent'],
  ])
})

test('a deadline read from a setting is checked against its value', () => {
  const minutes = { setting: 'minutes', unit: 'm' } as const
  const steps = {
    handle: { role: 'grid-worker', within: { normal: minutes, major: minutes, urgent: minutes } },
  }
  expect(codes(flow({ steps }), { settings: { minutes: 30 } })).toEqual([])
  expect(codes(flow({ steps }), { settings: { minutes: 'soon' } })).toHaveLength(3)
})

test('a missed deadline that climbs nowhere is named', () => {
  expect(codes(flow({ raise: [] }))).toEqual(['flow.no-raise'])
  expect(codes(flow({ raise: ['grid-worker'] }))).toEqual(['flow.no-raise'])
})

test('a raise order that falls back or names an unknown tier is named', () => {
  expect(codes(flow({ raise: ['street', 'community'] }))).toEqual(['flow.raise-order'])
  expect(codes(flow({ raise: ['community', 'mayor'] as unknown as FlowDefinition['raise'] }))).toEqual([
    'flow.raise-order',
  ])
})

test('dispatching first needs a dispatch step and a known grade', () => {
  expect(codes(flow({ dispatchFirst: ['urgent'] }))).toEqual(['flow.dispatch-first'])
  expect(codes(flow({ dispatchFirst: ['huge'] as unknown as ['urgent'] }))).toEqual(['flow.unknown-grade'])
})

test('evidence by a form that does not exist is named', () => {
  const steps = { handle: { role: 'grid-worker', within, evidence: [{ form: 'visti' }] } } as const
  expect(codes(flow({ steps }), { forms: ['visit'] })).toEqual(['flow.unknown-form'])
})
