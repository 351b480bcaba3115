import { checkReducer, goldenTests } from '@linli/sdk/testing'
import { test } from 'vitest'
import scenario from './index.ts'

goldenTests(test, scenario, new URL('../golden/', import.meta.url))

const minute = 60_000
const seen = (direction: string, time: number, changed: object = {}) => ({
  device: 'plate-camera' as const,
  name: 'plateSeen' as const,
  time,
  value: {
    plate: '鲁PD1234',
    readable: true,
    confidence: 95,
    serial: 'cam',
    image: '',
    known: true,
    group: 'resident',
    direction,
    lane: direction === 'entry' ? '入口' : '出口',
    ...changed,
  },
})

test('a stay is the same in every order of arrival', () => {
  checkReducer(scenario, 'session', [
    seen('entry', 1 * minute),
    seen('exit', 50 * minute),
    seen('entry', 90 * minute),
    seen('entry', 91 * minute, { known: false, group: 'unknown', confidence: 40 }),
    seen('exit', 400 * minute),
  ])
})
