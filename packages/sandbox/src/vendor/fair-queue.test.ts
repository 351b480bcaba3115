import { expect, test } from 'vitest'
import { createFairQueue } from './fair-queue.ts'

const one = { width: 1, widthPerKey: 1, longest: 100 }

function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

test('waiting keys are taken in turn, so that a long line starves nobody', async () => {
  const queue = createFairQueue(one)
  const order: string[] = []
  const first = gate()
  const runs = [queue.run('a', () => first.opened)]
  for (const name of ['a1', 'a2', 'a3']) runs.push(queue.run('a', async () => void order.push(name)))
  for (const name of ['b1', 'b2']) runs.push(queue.run('b', async () => void order.push(name)))
  first.open()
  await Promise.all(runs)
  expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3'])
})

test('one key cannot take all places', async () => {
  const queue = createFairQueue({ width: 3, widthPerKey: 2, longest: 100 })
  const gates = [gate(), gate(), gate()]
  const started: string[] = []
  const runs = gates.map(({ opened }, index) =>
    queue.run('a', () => {
      started.push(`a${index}`)
      return opened
    }),
  )
  expect(await queue.run('b', async () => 'at once')).toBe('at once')
  expect(started).toEqual(['a0', 'a1'])
  gates[0]?.open()
  await runs[0]
  expect(started).toEqual(['a0', 'a1', 'a2'])
  for (const { open } of gates) open()
  await Promise.all(runs)
})

test('a line that is too long is refused, others are not', async () => {
  const queue = createFairQueue({ width: 1, widthPerKey: 1, longest: 1 })
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
  const queue = createFairQueue(one)
  const failing = queue.run('a', () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await queue.run('a', async () => 1)).toBe(1)
})

test('who has to wait holds no place, and goes on by itself when the time has come', async () => {
  let left = 20
  const queue = createFairQueue({ ...one, wait: (key) => (key === 'slow' ? left : 0) })
  const order: string[] = []
  const slow = ['s1', 's2'].map((name) => queue.run('slow', async () => void order.push(name)))
  for (const name of ['q1', 'q2', 'q3']) await queue.run('quick', async () => void order.push(name))
  expect(order).toEqual(['q1', 'q2', 'q3'])
  left = 0
  await Promise.all(slow)
  expect(order).toEqual(['q1', 'q2', 'q3', 's1', 's2'])
})
