import { expect, test } from 'vitest'
import { runCodec } from './codec-run.ts'

async function run(script: string, lines: string[], name?: string): Promise<unknown[]> {
  const results: unknown[] = []
  for await (const line of runCodec({ script, lines, now: 0, ...(name === undefined ? {} : { name }) }))
    results.push(JSON.parse(line))
  return results
}

test('each line of input gives a line of output, failures with their code', async () => {
  const script =
    'function decodeUplink(i) { if (i.bytes[0] > 9) throw new Error("high"); return { data: i.bytes } }'
  expect(
    await run(script, ['{"bytes":[1]}', '', '{"bytes":[10]}', 'no JSON', '{"bytes":[2]}']),
  ).toMatchObject([
    { data: [1] },
    { error: { code: 'sandbox.thrown' } },
    { error: { code: 'sandbox.input' } },
    { data: [2] },
  ])
})

test('another function is named', async () => {
  expect(
    await run(
      'function encodeDownlink(i) { return { bytes: [i.data.n] } }',
      ['{"data":{"n":3}}'],
      'encodeDownlink',
    ),
  ).toEqual([{ bytes: [3] }])
})

test('many hostile lines are each answered, and nothing is suspended', async () => {
  const script = 'function decodeUplink(i) { if (i.loop) for (;;); return i }'
  const lines = Array.from({ length: 10 }, (_, n) => JSON.stringify({ n, loop: n % 2 === 1 }))
  const results = await run(script, lines)
  expect(
    results.map((result, n) => (n % 2 === 1 ? result : null)).filter((result) => result !== null),
  ).toEqual(
    Array.from({ length: 5 }, () =>
      expect.objectContaining({ error: expect.objectContaining({ code: 'sandbox.timeout' }) }),
    ),
  )
  expect(results.filter((_, n) => n % 2 === 0)).toEqual([0, 2, 4, 6, 8].map((n) => ({ n, loop: false })))
})

test('a script that does not load says so for every line', async () => {
  expect(await run('syntax error', ['1', '2'])).toMatchObject([
    { error: { code: 'sandbox.load' } },
    { error: { code: 'sandbox.load' } },
  ])
})
