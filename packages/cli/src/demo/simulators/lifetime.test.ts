import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url))

/** A port that takes connections and never says a word. */
async function deafPort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

const names = ['zigbee-bridge', 'bay-sensors', 'plate-camera', 'throwing-platform', 'charge-points']

test.each(names)('%s ends cleanly on SIGTERM, also while the server does not answer', async (name) => {
  const { server, port } = await deafPort()
  const args = [script(name), '--mqtt', `mqtt://127.0.0.1:${port}`, '--http', `http://127.0.0.1:${port}`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  expect((await once(child, 'message'))[0]).toEqual({ ready: name })
  if (name !== 'throwing-platform') await once(server, 'connection')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  server.close()
})

test('a simulator does not outlive its parent', async () => {
  const { server, port } = await deafPort()
  const code = `const child = require('node:child_process').spawn(process.execPath, ${JSON.stringify([
    script('zigbee-bridge'),
    '--mqtt',
    `mqtt://127.0.0.1:${port}`,
  ])}, { stdio: 'ignore' }); console.log(child.pid)`
  const parent = spawn(process.execPath, ['-e', `${code}; setInterval(() => {}, 1000)`])
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  await once(server, 'connection')
  parent.kill('SIGKILL')
  const pid = Number(line.toString())
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
  server.close()
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
