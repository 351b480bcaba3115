import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './command.ts'
import { type Api, type Linli, startLinli, until } from './linli.ts'

/** Each example runs with one command; its output is what its README promises. */
let linli: Linli
let api: Api

beforeAll(async () => {
  linli = await startLinli()
  api = await linli.signIn()
})

afterAll(async () => {
  await linli?.[Symbol.asyncDispose]()
})

interface Program {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  output(): string
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  return { process: child, ended: once(child, 'close').then(([code]) => code), output: () => text }
}

const token = async (scopes: readonly string[]) =>
  (await api<{ token: string }>('/api/tokens', { body: { name: 'example', scopes } })).token

test('the integrator reports a call for help and sees its alert, and that of a button somebody else built', async () => {
  const { items } = await api<{ items: { id: string }[] }>('/api/places?kind=room&limit=1')
  const button = {
    model: 'elderly-care/sos-button',
    name: '自制按钮',
    place: items[0]!.id,
    source: 'demo-zigbee',
    address: 'workshop-sos',
  }
  await api('/api/devices', { body: button })
  const scopes = ['changes:read', 'alerts:read', 'devices:read', 'observations:write']
  const integrator = run(['examples/integrator/src/main.ts'], {
    LINLI_URL: linli.url,
    LINLI_TOKEN: await token(scopes),
  })
  try {
    const printed = (line: RegExp) =>
      until(
        async () => integrator.output(),
        (output) => line.test(output),
      )
    await printed(/^已上报 reported {2}1-1-101 紧急按钮 {2}#\d+$/m)
    await printed(/^告警 alert {2}urgent · open {2}老人紧急呼叫 .* 1-1-101 紧急按钮 /m)

    const device = run(['examples/custom-device/src/main.ts'], {
      MQTT_URL: linli.mqtt,
      DEVICE: 'workshop-sos',
    })
    expect([await device.ended, device.output()]).toEqual([
      0,
      '已送达并落盘 acknowledged  zigbee2mqtt/workshop-sos\n',
    ])
    await printed(/^告警 alert {2}urgent · open {2}老人紧急呼叫 .* 自制按钮 /m)
  } finally {
    integrator.process.kill('SIGINT')
  }
  expect(await integrator.ended).toBe(0)
})

test('the integrator without a token says where one comes from', async () => {
  const integrator = run(['examples/integrator/src/main.ts'], { LINLI_URL: linli.url, LINLI_TOKEN: '' })
  expect(await integrator.ended).toBe(2)
  expect(integrator.output()).toContain('README.md')
})

test('the integrator with a token that may too little prints the code and ends', async () => {
  const integrator = run(['examples/integrator/src/main.ts'], {
    LINLI_URL: linli.url,
    LINLI_TOKEN: await token(['changes:read', 'devices:read']),
  })
  expect(await integrator.ended).toBe(1)
  expect(integrator.output()).toContain('access.scope')
})

test('the device without a broker says what it could not reach', async () => {
  const device = run(['examples/custom-device/src/main.ts'], { MQTT_URL: 'mqtt://127.0.0.1:1' })
  expect(await device.ended).toBe(1)
  expect(device.output()).toContain('Not delivered to mqtt://127.0.0.1:1')
})

test("the vendor's plugin is in order and builds", async () => {
  const check = run(['packages/cli/bin/linli.ts', 'plugin', 'check', 'examples/vendor-plugin'])
  expect([await check.ended, check.output()]).toEqual([0, expect.stringContaining('✓')])
  const build = run(['packages/cli/bin/linli.ts', 'plugin', 'build', 'examples/vendor-plugin'])
  expect([await build.ended, build.output()]).toEqual([
    0,
    expect.stringContaining('linli-plugin-cold-chain@0.1.0'),
  ])
})
