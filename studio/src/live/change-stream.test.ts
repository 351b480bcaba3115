import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Change, ChangeStream } from './change-stream.ts'

class FakeSource extends EventTarget {
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  closed = false
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
  }
  close() {
    this.closed = true
    this.readyState = 2
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
  fail(state: number) {
    this.readyState = state
    this.onerror?.()
  }
  change(cursor: string, resource: string) {
    const data = JSON.stringify({ cursor, resource, id: 'x', op: 'update', at: '' })
    this.dispatchEvent(new MessageEvent('change', { data, lastEventId: cursor }))
  }
}

let sources: FakeSource[] = []
let changes: Change[] = []
let stream: ChangeStream

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  sources = []
  changes = []
  stream = new ChangeStream((change) => changes.push(change), {
    open: (url) => {
      const source = new FakeSource(url)
      sources.push(source)
      return source as unknown as EventSource
    },
    now: () => Date.now(),
  })
  stream.start()
})
afterEach(() => {
  stream.stop()
  vi.useRealTimers()
})

const last = () => sources.at(-1)!

test('a change on an open line is handed on', () => {
  last().open()
  last().change('7', 'alerts')
  expect(stream.state.kind).toBe('open')
  expect(changes.map((change) => change.resource)).toEqual(['alerts'])
})

test('a refused line is opened again after the last cursor seen', () => {
  last().open()
  last().change('7', 'alerts')
  vi.advanceTimersByTime(2000)
  last().fail(2)
  expect(stream.state).toEqual({ kind: 'lost', since: 1_000_000 })
  vi.advanceTimersByTime(3000)
  expect(sources).toHaveLength(2)
  expect(last().url).toBe('/api/changes/stream?after=7')
  last().open()
  expect(stream.state.kind).toBe('open')
})

test('a dropped line is left to the browser, which resumes by itself', () => {
  last().open()
  last().fail(0)
  expect(stream.state.kind).toBe('lost')
  vi.advanceTimersByTime(10_000)
  expect(sources).toHaveLength(1)
})

test('a silent line is given up after two missed heartbeats, and the banner dates from the last word', () => {
  last().open()
  last().dispatchEvent(new MessageEvent('heartbeat', { data: '{}' }))
  vi.advanceTimersByTime(46_000)
  expect(sources).toHaveLength(2)
  expect(stream.state).toEqual({ kind: 'lost', since: 1_000_000 })
})

test('heartbeats keep the line', () => {
  last().open()
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(15_000)
    last().dispatchEvent(new MessageEvent('heartbeat', { data: '{}' }))
  }
  expect(sources).toHaveLength(1)
  expect(stream.state.kind).toBe('open')
})
