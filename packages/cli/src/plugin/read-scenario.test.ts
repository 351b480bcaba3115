import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readScenario } from './read-scenario.ts'

const dir = await mkdtemp(path.join(tmpdir(), 'linli-scenario-'))
afterAll(() => rm(dir, { recursive: true, force: true }))

async function read(source: string, patience = 60_000): Promise<unknown> {
  const file = path.join(dir, `${Math.random()}.mjs`)
  await writeFile(file, source)
  return readScenario(file, 'linli-plugin-lamps', patience)
}

test('a scenario comes back as data, whatever its code prints', async () => {
  const source = `console.log('{}'); export default { $type: 'scenario/v1', contract: { id: 'lamps', f() {} } }`
  expect(await read(source)).toEqual({ $type: 'scenario/v1', contract: { id: 'lamps' } })
})

test('a scenario that never ends is ended', async () => {
  const endless = read('while (true) {}', 2000)
  await expect(endless).rejects.toMatchObject({
    code: 'plugin.load',
    params: { reason: 'not done after 2 s' },
  })
})

test.each([
  ['what it throws', `throw new Error('no lamps today')`, /no lamps today/],
  ['writing a file', `import fs from 'node:fs'; fs.writeFileSync('${dir}/x', '')`, /permission|restricted/],
  ['starting a process', `import c from 'node:child_process'; c.execSync('id')`, /permission|restricted/],
  ['ending its process', 'process.exit(3)', /exit 3/],
])('%s is a reason to refuse it', async (_, source, reason) => {
  await expect(read(source)).rejects.toMatchObject({
    code: 'plugin.load',
    params: { plugin: 'linli-plugin-lamps', reason: expect.stringMatching(reason) },
  })
})

test('the environment stays unknown to it', async () => {
  expect(await read('export default Object.keys(process.env)')).not.toContain('HOME')
})
