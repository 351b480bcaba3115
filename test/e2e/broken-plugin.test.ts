import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from '@linli/runtime'
import { expect, test } from 'vitest'
import { root } from '../command.ts'

test('a plugin with a broken contract is named with its fault, and the others work on', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-broken-'))
  const broken = path.join(dir, 'plugin')
  await cp(path.join(root, 'plugins/falling-objects'), broken, {
    recursive: true,
    filter: (from) => !from.includes('node_modules'),
  })
  const file = path.join(broken, 'dist/contract.json')
  const contract = JSON.parse(await readFile(file, 'utf8'))
  contract.rules[0].on = [{ device: 'no-such-device', event: 'thrown' }]
  await writeFile(file, JSON.stringify(contract))
  const said: string[] = []
  {
    await using server = await startServer({
      dataDir: path.join(dir, 'data'),
      host: '127.0.0.1',
      port: 0,
      mqttPort: 0,
      firstAdmin: true,
      plugins: [broken, path.join(root, 'plugins/elderly-care')],
      report: (_zh, en) => said.push(en),
    })
    expect(said.join('\n')).toMatch(/no-such-device/)
    expect(server.roster.scenario('falling-objects')).toBeUndefined()
    expect(server.roster.scenario('elderly-care')).toBeDefined()
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
  }
  await rm(dir, { recursive: true, force: true })
})
