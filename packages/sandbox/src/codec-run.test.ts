import { expect, test } from 'vitest'
import { runCodec } from './codec-run.ts'

async function run(script: string, lines: string[], name?: string): Promise<unknown[]> {
  const results: unknown[] = []
  for await (const line of runCodec({
    script,
    lines: [lines],
    now: 0,
    ...(name === undefined ? {} : { name }),
  }))
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

test('the three functions of TS013 run in every style they are published in', {
  timeout: 30_000,
}, async () => {
  const up = '{"bytes":[1,2],"fPort":1,"recvTime":"2026-01-02T03:04:05Z"}'
  const styles = [
    'function decodeUplink(i) { return { data: { n: Buffer.from(i.bytes).readUInt16BE(0), y: i.recvTime.getUTCFullYear() } } }',
    'const decodeUplink = ({ bytes, recvTime }) => ({ data: { n: (bytes[0] << 8) | bytes[1], y: recvTime.getUTCFullYear() } })',
    'var f = function (i) { return { data: { n: i.bytes[0] * 256 + i.bytes[1], y: i.recvTime.getUTCFullYear() } } }; module.exports = { decodeUplink: f }',
    'exports.decodeUplink = (i) => ({ data: { n: new DataView(Uint8Array.from(i.bytes).buffer).getUint16(0), y: i.recvTime.getUTCFullYear() } })',
  ]
  for (const style of styles) expect(await run(style, [up])).toEqual([{ data: { n: 258, y: 2026 } }])
  const both = `
    function encodeDownlink(input) { return { fPort: 15, bytes: [input.data.open ? 1 : 0] } }
    function decodeDownlink(input) { return { data: { open: input.bytes[0] === 1 } } }`
  expect(await run(both, ['{"data":{"open":true}}'], 'encodeDownlink')).toEqual([{ fPort: 15, bytes: [1] }])
  expect(await run(both, ['{"bytes":[1],"fPort":15}'], 'decodeDownlink')).toEqual([{ data: { open: true } }])
  expect(await run(both, ['{"bytes":[1]}'])).toMatchObject([{ error: { code: 'sandbox.function-missing' } }])
})

test('an answer is there before the next line is written', async () => {
  const answers: string[] = []
  async function* writer() {
    yield ['1']
    while (answers.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    yield ['2', '3']
  }
  const script = 'function decodeUplink(n) { return n }'
  for await (const answer of runCodec({ script, lines: writer(), now: 0 })) answers.push(answer)
  expect(answers).toEqual(['1', '2', '3'])
})
