import { expect, test } from 'vitest'
import { createFairQueue } from './fair-queue.ts'

function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

test('waiting keys are taken in turn, so that a long line starves nobody', async () => {
  const queue = createFairQueue(1, 100)
  const order: string[] = []
  const first = gate()
  const runs = [queue.run('a', () => first.opened)]
  for (const name of ['a1', 'a2', 'a3']) runs.push(queue.run('a', async () => void order.push(name)))
  for (const name of ['b1', 'b2']) runs.push(queue.run('b', async () => void order.push(name)))
  first.open()
  await Promise.all(runs)
  expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3'])
})

test('a line that is too long is refused, others are not', async () => {
  const queue = createFairQueue(1, 1)
  const first = gate()
  const running = queue.run('a', () => first.opened)
  const waiting = queue.run('a', async () => {})
  expect(queue.run('a', async () => {})).toBeNull()
  const other = queue.run('b', async () => 'done')
  first.open()
  await Promise.all([running, waiting])
  expect(await other).toBe('done')
  expect(queue.waiting('a')).toBe(0)
})

test('a task that fails frees its place', async () => {
  const queue = createFairQueue(1, 1)
  const failing = queue.run('a', () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await queue.run('a', async () => 1)).toBe(1)
})
