import { expect, test } from 'vitest'
import { createAckLine } from './ack-line.ts'
import { createRetainedBudget } from './retained-budget.ts'
import { createRouteTable, filterCovers, filterMatches } from './route-table.ts'

test('acknowledgements leave in the order the messages came, whatever is ready first', () => {
  const sent: number[] = []
  const line = createAckLine((id) => sent.push(id))
  const [one, two, three] = [line.hold(1), line.hold(2), line.hold(3)]
  two!()
  expect(sent).toEqual([])
  one!()
  expect(sent).toEqual([1, 2])
  three!()
  expect(sent).toEqual([1, 2, 3])
  expect(line.held).toBe(0)
})

test('a connection that is gone acknowledges nothing any more', () => {
  const sent: number[] = []
  const line = createAckLine((id) => sent.push(id))
  const ready = line.hold(1)
  line.drop()
  ready()
  expect([sent, line.open, line.held]).toEqual([[], false, 0])
})

test('ten thousand held acknowledgements all leave', () => {
  const sent: number[] = []
  const line = createAckLine((id) => sent.push(id))
  const ids = Array.from({ length: 10_000 }, (_, at) => at)
  const ready = ids.map((id) => line.hold(id))
  for (const settle of ready.toReversed()) settle()
  expect(sent).toEqual(ids)
})

test.each([
  ['a/b', 'a/b', true],
  ['a/+', 'a/b', true],
  ['a/+', 'a/', true],
  ['a/+', 'a/b/c', false],
  ['a/#', 'a', true],
  ['a/#', 'a/b/c', true],
  ['#', 'a/b', true],
  ['#', '$SYS/x', false],
  ['+/x', '$SYS/x', false],
  ['$SYS/#', '$SYS/x', true],
  ['a/b/c', 'a/b', false],
])('the filter %s and the topic %s: %s', (filter, topic, matches) => {
  expect(filterMatches(filter, topic)).toBe(matches)
})

test.each([
  ['a/#', 'a/+/b', true],
  ['a/#', 'a/#', true],
  ['a/+', 'a/#', false],
  ['a/+', 'a/+', true],
  ['a/b', 'a/+', false],
  ['+/b', '#', false],
  ['#', '$SYS/#', false],
])('a grant of %s covers a subscription to %s: %s', (wide, narrow, covers) => {
  expect(filterCovers(wide, narrow)).toBe(covers)
})

test('invented topics do not fill the memory of the route table', () => {
  const table = createRouteTable([{ source: 's', community: 'c', filter: 'a/#' }])
  for (let at = 0; at < 50_000; at++) table.routesOf(`x/${at}`)
  expect(table.routesOf('a/b')).toHaveLength(1)
  expect(table.remembered).toBeLessThanOrEqual(20_000)
})

test('retained messages stay within their budget of topics and bytes; an empty one frees its topic', () => {
  const budget = createRetainedBudget({ topics: 2, bytes: 100 })
  expect(budget.admit('a', 60)).toBe(true)
  expect(budget.admit('b', 60)).toBe(false)
  expect(budget.admit('b', 40)).toBe(true)
  expect(budget.admit('c', 0)).toBe(true)
  expect(budget.admit('c', 1)).toBe(false)
  expect(budget.admit('a', 50)).toBe(true)
  expect(budget.admit('a', 0)).toBe(true)
  expect(budget.admit('c', 60)).toBe(true)
})
