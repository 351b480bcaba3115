import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { createVendorHost } from '../vendor/vendor-host.ts'
import { type Tier, tiers } from './launch.ts'
import { innermostProcess } from './proc.ts'
import { seccompFilter } from './seccomp.ts'

const stopped = {
  connect: 'refused',
  open: 'refused',
  write: 'refused',
  spawn: 'refused',
  kill: 'refused',
  environment: 'refused',
}
const canary = 'linli-canary-6f1d2c'
process.env.LINLI_CANARY = canary
afterAll(() => {
  delete process.env.LINLI_CANARY
})

/** Whether this machine can do it at all: the launchers need namespaces, which a container may forbid. */
function canUse(tier: Tier): boolean {
  const trial = {
    bwrap: ['bwrap', '--unshare-all', '--ro-bind', '/', '/', 'true'],
    unshare: ['unshare', '--net', '--user', 'true'],
    plain: ['true'],
  }
  try {
    const [command, ...args] = trial[tier] as [string, ...string[]]
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const usable = tiers.filter(canUse)
for (const tier of tiers)
  if (!usable.includes(tier)) console.log(`skipped: tier ${tier} cannot be used on this machine`)

test.for(usable)('in tier %s a worker was stopped at everything the tier promises', async (tier) => {
  await using host = await createVendorHost({ onlyTier: tier })
  const { selfTest } = host.health()
  if (tier === 'plain') {
    expect(selfTest).toMatchObject({
      open: 'refused',
      write: 'refused',
      spawn: 'refused',
      environment: 'refused',
    })
  } else expect(selfTest).toEqual(stopped)
})

test.runIf(usable.includes('bwrap') && seccompFilter() !== null)(
  'in the strongest tier system calls are filtered, as the system shows it',
  async () => {
    await using host = await createVendorHost({ onlyTier: 'bwrap' })
    await host.load({ plugin: 'p', version: '1', domain: 'd', script: 'function f() { return 1 }' })
    expect(host.health().seccomp).toBe(true)
    const inner = innermostProcess(host.health().workers[0]?.pid as number)
    expect(readFileSync(`/proc/${inner}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
    expect(await host.call('p', 'f', [1], 0)).toEqual([{ ok: true, value: 1 }])
  },
)

test.for(usable)('in tier %s a worker’s environment is empty as the system shows it', async (tier) => {
  await using host = await createVendorHost({ onlyTier: tier })
  await host.load({ plugin: 'p', version: '1', domain: 'd', script: 'function f() { return 1 }' })
  const inner = innermostProcess(host.health().workers[0]?.pid as number)
  if (!existsSync(`/proc/${inner}/environ`)) return
  expect(
    readFileSync(`/proc/${inner}/environ`, 'utf8')
      .split('\0')
      .filter((line) => line !== '' && !line.startsWith('PWD=')),
  ).toEqual([])
})

test.for(usable)('in tier %s nothing is left of a worker after its host has ended', async (tier) => {
  const host = await createVendorHost({ onlyTier: tier })
  await host.load({ plugin: 'p', version: '1', domain: 'd', script: 'function f() { for (;;); }' })
  const outer = host.health().workers[0]?.pid as number
  const inner = innermostProcess(outer)
  void host.call('p', 'f', [1], 0)
  await host[Symbol.asyncDispose]()
  for (let round = 0; round < 100 && (isAlive(outer) || isAlive(inner)); round++) await delay(20)
  expect([isAlive(outer), isAlive(inner)]).toEqual([false, false])
})

const busyHost = `
  import { createVendorHost } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)}
  const host = await createVendorHost({ onlyTier: process.argv[1], limits: { insideBase: 60_000, insideCeiling: 60_000 } })
  await host.load({ plugin: 'p', version: '1', domain: 'd', script: 'function f() { for (;;); }' })
  void host.call('p', 'f', [1], 0)
  console.log(host.health().workers[0].pid)
`

test.for(usable)('in tier %s even a busy worker ends with a core that is killed', async (tier) => {
  const core = spawn(process.execPath, ['--input-type=module', '-e', busyHost, tier])
  const [line] = (await once(core.stdout, 'data')) as [Buffer]
  const outer = Number(line.toString())
  const inner = innermostProcess(outer)
  expect([isAlive(outer), isAlive(inner)]).toEqual([true, true])
  core.kill('SIGKILL')
  for (let round = 0; round < 200 && (isAlive(outer) || isAlive(inner)); round++) await delay(20)
  expect([isAlive(outer), isAlive(inner)]).toEqual([false, false])
})

test('the strongest tier that works here is taken', async () => {
  await using host = await createVendorHost()
  expect(host.health().tier).toBe(usable[0])
})

test.runIf(usable.includes('bwrap'))(
  'where no namespaces can be made the plain tier is reached and says so',
  () => {
    const script = `
    import { createVendorHost } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)}
    await using host = await createVendorHost()
    console.log(JSON.stringify(host.health()))`
    const jail = ['--dev-bind', '/', '/', '--unshare-user', '--disable-userns', '--cap-drop', 'ALL']
    const line = execFileSync('bwrap', [...jail, process.execPath, '--input-type=module', '-e', script], {
      encoding: 'utf8',
    })
    expect(JSON.parse(line)).toMatchObject({
      tier: 'plain',
      selfTest: { connect: 'allowed', open: 'refused' },
    })
  },
)

test('a tier below the one asked for is refused with the way out', async () => {
  await expect(createVendorHost({ onlyTier: 'plain', minimumTier: 'unshare' })).rejects.toMatchObject({
    code: 'sandbox.tier',
    text: { zh: expect.stringContaining('bubblewrap'), en: expect.stringContaining('bubblewrap') },
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
