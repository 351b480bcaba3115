import { expect, test } from 'vitest'
import { cutCall, singles } from './batch.ts'

const limits = { batchItems: 3, batchCharacters: 20 }

test('a call is cut by items and by characters, and every item keeps its place and time', () => {
  const items = [1, 2, 3, 'xxxxxxxxxxxxxx', 'yyyyyyyy', 4]
  const { batches } = cutCall('f', items, [10, 20, 30, 40, 50, 60], limits)
  expect(batches.map(({ text }) => text)).toEqual(['[1,2,3]', '["xxxxxxxxxxxxxx"]', '["yyyyyyyy",4]'])
  expect(batches.flatMap(({ places }) => places)).toEqual([0, 1, 2, 3, 4, 5])
  expect(batches.flatMap(({ times }) => times)).toEqual([10, 20, 30, 40, 50, 60])
  for (const { text } of batches) expect(text.length).toBeLessThanOrEqual(limits.batchCharacters)
})

test('an item that is no JSON or too long is refused and its neighbours go on', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  const { batches, refused } = cutCall('f', [1, circle, 10n, 'x'.repeat(30), 2], 0, limits)
  expect([...refused.keys()]).toEqual([1, 2, 3])
  expect(batches.map(({ text, places }) => [text, places])).toEqual([
    ['[1]', [0]],
    ['[2]', [4]],
  ])
})

test('what JSON leaves out arrives as null', () => {
  expect(cutCall('f', [undefined, () => 1], 0, limits).batches[0]?.text).toBe('[null,null]')
})

test('each item of a batch can be taken alone', () => {
  const [batch] = cutCall('f', ['a', 'b'], [1, 2], limits).batches
  expect(batch && singles(batch)).toEqual([
    { path: 'f', times: [1], text: '["a"]', places: [0] },
    { path: 'f', times: [2], text: '["b"]', places: [1] },
  ])
})
