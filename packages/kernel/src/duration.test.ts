import { expect, test } from 'vitest'
import { parseDuration, readDuration } from './duration.ts'
import type { Duration } from './rule.ts'

test('a duration is read in its unit', () => {
  const lengths = (['250ms', '30s', '1.5m', '4h', '2d'] as const).map((one) => parseDuration(one))
  expect(lengths).toEqual([250, 30_000, 90_000, 14_400_000, 172_800_000])
})

test('a setting gives a duration in the unit that the rule names', () => {
  expect(parseDuration({ setting: 'free', unit: 'm' }, { free: 30 })).toBe(1_800_000)
  expect(readDuration({ setting: 'constructor', unit: 'm' }, {})).toBe(null)
  expect(readDuration({ setting: 'free', unit: 'toString' } as never, { free: 30 })).toBe(null)
})

test('what is no positive length of time is refused', () => {
  const wrong = ['', '5', 'm', '-3s', '0s', '3 s', '1e3s', 'Infinitys', 'NaNs', '5w']
  for (const one of wrong)
    expect(() => parseDuration(one as Duration, {}, 'for')).toThrow(
      expect.objectContaining({
        code: 'kernel.bad-duration',
        params: { at: 'for', found: JSON.stringify(one) },
      }) as Error,
    )
  for (const free of [0, -1, '30', null, true, Number.NaN])
    expect(readDuration({ setting: 'free', unit: 's' }, { free })).toBe(null)
})
