import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('the same seed gives the same day, another seed another one', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 20 }, () => random.between(1, 1000))
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('between reaches both ends and never leaves them', () => {
  const random = createRandom(3)
  const drawn = new Set(Array.from({ length: 500 }, () => random.between(2, 5)))
  expect([...drawn].sort()).toEqual([2, 3, 4, 5])
})
