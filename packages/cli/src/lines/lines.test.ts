import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { longestLine, readLines } from './read-lines.ts'
import { writeLines } from './write-lines.ts'

async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

async function linesOf(...chunks: (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = []
  for await (const group of readLines(bytes(...chunks))) lines.push(...group)
  return lines
}

test('lines are put together whatever the chunks', async () => {
  expect(await linesOf('a\nb', 'b\n', 'c')).toEqual(['a', 'bb', 'c'])
  expect(await linesOf('a\n\n')).toEqual(['a', ''])
  const sign = Buffer.from('车')
  expect(await linesOf(sign.subarray(0, 1), sign.subarray(1), '\n')).toEqual(['车'])
})

test('lines that arrived together are one group', async () => {
  const groups: (readonly string[])[] = []
  for await (const group of readLines(bytes('a\nb\n', 'c\n'))) groups.push(group)
  expect(groups).toEqual([['a', 'b'], ['c']])
})

test('a line without an end costs no more memory than the longest, and the next one is whole', async () => {
  const part = 'x'.repeat(longestLine / 2)
  const lines = await linesOf('a\n', part, part, part, part, `${part}\nb\n`, part + part + part)
  expect(lines.map((line) => line.length)).toEqual([1, longestLine, 1, longestLine])
})

test('lines are written in order and the writer waits for its reader', async () => {
  const out = new PassThrough({ highWaterMark: 16 })
  async function* lines() {
    for (let n = 0; n < 10_000; n++) yield `line ${n}`
  }
  const done = writeLines(lines(), out).then(() => out.end())
  let text = ''
  for await (const chunk of out) text += chunk
  await done
  expect(text).toBe(Array.from({ length: 10_000 }, (_, n) => `line ${n}\n`).join(''))
})

test('a reader that goes away ends the writing', async () => {
  const out = new PassThrough()
  out.destroy(Object.assign(new Error('gone'), { code: 'EPIPE' }))
  async function* endless() {
    for (;;) {
      yield 'more'
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await writeLines(endless(), out)
})
