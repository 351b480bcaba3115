import { expect, test } from 'vitest'
import { attachPlan } from './attach-plan.ts'

test('a press in a home with a plan names the person and whom to call', () => {
  const plan = { name: '甲', contact: '10000010000' }
  expect(attachPlan({ rows: { plan } })).toEqual({ name: '甲', contact: '10000010000' })
})

test('a press in a home without a plan is still a press', () => {
  expect(attachPlan({ rows: { plan: null } })).toEqual({ name: '', contact: '' })
})
