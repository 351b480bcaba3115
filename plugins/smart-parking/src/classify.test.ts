import { expect, test } from 'vitest'
import { classify } from './classify.ts'

const noon = Date.parse('2026-06-30T12:00:00+08:00')
const lane = { lane: '东门入口', direction: 'entry' } as const
const resident = { group: 'resident' } as const

const verdict = (vehicle: Parameters<typeof classify>[0]['rows']['vehicle'], time = noon, readable = true) =>
  classify({ value: { readable }, rows: { vehicle, lane }, time })

test('a registered plate is known, with its group and its lane', () => {
  expect(verdict(resident)).toEqual({ known: true, group: 'resident', direction: 'entry', lane: '东门入口' })
})

test('a plate nobody registered is unknown', () => {
  expect(verdict(null)).toMatchObject({ known: false, group: 'unknown' })
})

test('an unread plate is never known, whatever row an empty key finds', () => {
  expect(verdict(resident, noon, false)).toMatchObject({ known: false, group: 'unknown' })
})

test('a registration counts to the end of its last day and no longer', () => {
  const until = { ...resident, until: '2026-06-30' }
  expect(verdict(until, Date.parse('2026-06-30T23:59:59.999+08:00')).known).toBe(true)
  expect(verdict(until, Date.parse('2026-07-01T00:00:00+08:00')).known).toBe(false)
})

test('a camera without a lane has no direction', () => {
  const given = { value: { readable: true }, rows: { vehicle: resident, lane: null }, time: noon }
  expect(classify(given)).toMatchObject({ known: true, direction: 'unknown', lane: '' })
})
