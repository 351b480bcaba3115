import { expect, test } from 'vitest'
import { cutCall, single } from './batch.ts'

const limits = { batchItems: 3, batchCharacters: 20 }

test('a call is cut by items and by characters, and every item keeps its place and time', () => {
  const { batches } = cutCall(
    'f',
    [1, 2, 3, 4, 'xxxxxxxxxxxxxx', 'yyyyyyyy'],
    [10, 20, 30, 40, 50, 60],
    limits,
  )
  expect(batches.map(({ items }) => items)).toEqual([
    ['1', '2', '3'],
    ['4', '"xxxxxxxxxxxxxx"'],
    ['"yyyyyyyy"'],
  ])
  expect(batches.flatMap(({ places }) => places)).toEqual([0, 1, 2, 3, 4, 5])
  expect(batches.flatMap(({ times }) => times)).toEqual([10, 20, 30, 40, 50, 60])
})

test('an item that is no JSON or too long is refused and its neighbours go on', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  const { batches, refused } = cutCall('f', [1, circle, 10n, 'x'.repeat(30), 2], 0, limits)
  expect([...refused.keys()]).toEqual([1, 2, 3])
  expect(batches.flatMap(({ places }) => places)).toEqual([0, 4])
})

test('what JSON leaves out arrives as null', () => {
  expect(cutCall('f', [undefined, () => 1], 0, limits).batches[0]?.items).toEqual(['null', 'null'])
})

test('an item can be taken alone', () => {
  const [batch] = cutCall('f', ['a', 'b'], [1, 2], limits).batches
  expect(batch && single(batch, 1)).toEqual({ path: 'f', times: [2], items: ['"b"'], places: [1] })
})
