import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { linli } from '../testing/linli.ts'
import { sharedData } from '../testing/shared.ts'

async function codec(script: string, lines: readonly string[], ...more: string[]) {
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-codec-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const file = path.join(dir, 'codec.js')
  await writeFile(file, script)
  const { out, error, code } = await linli(
    ['codec', 'run', '--script', file, ...more],
    `${lines.join('\n')}\n`,
  )
  expect([code, out.map((line) => typeof JSON.parse(line))]).toEqual([0, out.map(() => 'object')])
  return { answers: out.map((line) => JSON.parse(line)), error }
}

test('a line in is a line out, and one that fails leaves the others alone', { timeout: 30_000 }, async () => {
  const script = `function decodeUplink(input) {
    console.log('port', input.fPort);
    if (input.bytes[0] === 13) throw new RangeError('no such state');
    if (input.bytes[0] === 14) for (;;);
    return { data: { occupied: input.bytes[0] === 1 }, warnings: [], errors: [] };
  }`
  const lines = [1, 13, 0, 14, 1].map((state) => JSON.stringify({ bytes: [state], fPort: 7 }))
  const { answers, error } = await codec(script, [...lines, 'no JSON'])
  expect(answers).toMatchObject([
    { data: { occupied: true } },
    { error: { code: 'sandbox.thrown', params: { plugin: 'codec.js', path: 'decodeUplink' } } },
    { data: { occupied: false } },
    { error: { code: 'sandbox.timeout', params: { limit: expect.stringMatching(/^\d+ ms$/) } } },
    { data: { occupied: true } },
    { error: { code: 'sandbox.input' } },
  ])
  expect(error).toContain('info port 7')
})

const uplinks = sharedData('lorawan/uplinks.json')

test.skipIf(uplinks === null)(
  'uplinks of real devices arrive byte for byte',
  { timeout: 30_000 },
  async () => {
    const inputs = (JSON.parse(uplinks ?? '[]') as { input: { bytes: number[]; fPort: number } }[]).map(
      ({ input }) => input,
    )
    const script =
      'function decodeUplink(i) { return { data: { hex: Buffer.from(i.bytes).toString("hex"), port: i.fPort } } }'
    const { answers } = await codec(
      script,
      inputs.map((input) => JSON.stringify(input)),
    )
    expect(answers).toEqual(
      inputs.map(({ bytes, fPort }) => ({ data: { hex: Buffer.from(bytes).toString('hex'), port: fPort } })),
    )
  },
)

test('a script that is not there is named, and so is a time that is none', { timeout: 30_000 }, async () => {
  const missing = await linli(['codec', 'run', '--script', '/no/such.js'], '')
  expect(missing).toMatchObject({ code: 1, error: expect.stringContaining('cli.unreadable') })
  expect(missing.error).toContain('/no/such.js')
  const time = await linli(['codec', 'run', '--script', '/no/such.js', '--now', 'soon'], '')
  expect(time).toMatchObject({ code: 1, error: expect.stringContaining('cli.time') })
})
