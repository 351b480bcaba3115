import { checkReducer, goldenTests } from '@linli/sdk/testing'
import { test } from 'vitest'
import scenario from './index.ts'

goldenTests(test, scenario, new URL('../golden/', import.meta.url))

const thrown = (hour: number, confidence = 90) => ({
  device: 'facade-camera' as const,
  name: 'thrown' as const,
  time: hour * 3_600_000,
  value: {
    camera: 'cam-1',
    ruleName: '',
    confidence,
    image: '',
    startedAt: '',
    endedAt: '',
    building: '3号楼',
    side: '',
  },
})

test('the tally of a building is the same in every order of arrival', () => {
  checkReducer(scenario, 'tally', [thrown(1), thrown(2, 20), thrown(20), thrown(26), thrown(27), thrown(60)])
})
