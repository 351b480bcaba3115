import { expect, test } from 'vitest'
import { contract } from './contract.ts'

test('whatever tells that somebody is at home, or called for help, is sensitive', () => {
  const { 'door-contact': door, 'motion-sensor': motion, 'sos-button': button } = contract.devices
  const noted = [door.properties.contact, motion.properties.occupancy, button.events.pressed]
  for (const schema of noted) expect(schema).toMatchObject({ data: { class: 'C3' } })
})

test('who goes to see somebody is told since when, without being told of every home', () => {
  const { state, openedAt, movedAt } = contract.records.presence.fields.properties
  expect([state, openedAt, movedAt].map((field) => field.data.class)).toEqual(['C3', 'C2', 'C2'])
})
