import { expect, test } from 'vitest'
import { fit } from './column.ts'

test('Chinese characters take two columns', () => {
  expect(fit('车位', 6)).toBe('车位  ')
  expect(fit('bay', 6)).toBe('bay   ')
})

test('what is too long is cut and says so, and is never wider than its column', () => {
  expect(fit('bay-sensor', 6)).toBe('bay-s…')
  expect(fit('车位传感器', 6)).toBe('车位… ')
  expect(fit('车位传', 6)).toBe('车位传')
})
