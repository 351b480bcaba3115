import { checkReducer, goldenTests } from '@linli/sdk/testing'
import { test } from 'vitest'
import scenario from './index.ts'

goldenTests(test, scenario, new URL('../golden/', import.meta.url))

const motion = (second: number, value: boolean, id = 'hall') => ({
  device: 'motion-sensor' as const,
  name: 'occupancy' as const,
  time: second * 1000,
  value,
  id,
})
const door = (second: number, value: boolean) => ({
  device: 'door-contact' as const,
  name: 'contact' as const,
  time: second * 1000,
  value,
})

test('presence is the same in every order of arrival', () => {
  checkReducer(scenario, 'presence', [
    motion(1, true),
    motion(90, false),
    motion(95, true, 'bedroom'),
    door(200, false),
    door(205, true),
    motion(250, false, 'bedroom'),
    motion(400, true),
    motion(490, false),
  ])
})
