import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Outcome, VendorHost } from '../port.ts'
import { createVendorHost } from '../vendor/vendor-host.ts'
import type { Attack } from './attack.ts'
import { escapeAttacks } from './escape.ts'
import { memoryAttacks } from './memory.ts'
import { timed } from './quiet.ts'
import { timeAttacks } from './time.ts'
import { trickAttacks } from './tricks.ts'

const attacks: readonly Attack[] = [...memoryAttacks, ...timeAttacks, ...escapeAttacks, ...trickAttacks]
// In the core's memory, its environment and on its disk; none of it may come out.
const canary = `canary-${process.pid}-8a61f7`
process.env.LINLI_CANARY = canary

// Three times what is promised.
const aloneWithin = 3 * 300
const neighboursWithin = 3 * 3000

const secret = join(tmpdir(), `linli-canary-${process.pid}`)

let host: VendorHost
beforeAll(async () => {
  writeFileSync(secret, canary)
  host = await createVendorHost()
  const script = 'function echo(x) { return x }'
  await host.load({ plugin: 'neighbour', version: '1', domain: 'polite', script })
}, 30_000)
afterAll(async () => {
  delete process.env.LINLI_CANARY
  rmSync(secret, { force: true })
  await host[Symbol.asyncDispose]()
  console.log(`${measured} times checked; ${busy} not, because the machine was busy with other work`)
})

const endOf = (outcome: Outcome | undefined) => (outcome?.ok ? 'answered' : outcome?.error.code)

async function load(plugin: string, { script }: Attack): Promise<void> {
  await host.load({ plugin, version: '1', domain: 'hostile', script })
}

let [measured, busy] = [0, 0]

/** A time says something only where nothing else held the processors. */
function within(took: number, limit: number, quiet: boolean): void {
  if (quiet) {
    measured += 1
    expect(took).toBeLessThan(limit)
  } else busy += 1
}

test('the corpus has at least 60 scripts, each with a name of its own', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(60)
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length)
})

test.for(attacks)(
  '$name, alone in its batch, ends in time as it should',
  { timeout: 20_000 },
  async (attack) => {
    await load('hostile', attack)
    const { result, took, quiet } = await timed(() => host.call('hostile', 'attack', ['poison'], 0))
    const [outcome] = result
    expect(attack.ends).toContain(endOf(outcome))
    within(took, aloneWithin, quiet)
    expect(JSON.stringify(outcome)).not.toContain(canary)
    if (outcome?.ok === false)
      expect(outcome.error.params).toMatchObject({ plugin: 'hostile', path: 'attack' })
  },
)

test.for(attacks)(
  '$name leaves its batch and other vendors answered',
  { timeout: 30_000 },
  async (attack) => {
    await load('hostile', attack)
    const { result, took, quiet } = await timed(async () => {
      const batch = host.call('hostile', 'attack', ['before', 'poison', 'after'], 0)
      expect(await host.call('neighbour', 'echo', [canary], 0)).toEqual([{ ok: true, value: canary }])
      return batch
    })
    within(took, neighboursWithin, quiet)
    expect(result[0]).toEqual({ ok: true, value: 'before' })
    expect(attack.ends).toContain(endOf(result[1]))
    expect(result[2]).toEqual({ ok: true, value: 'after' })
    expect(JSON.stringify(result)).not.toContain(canary)
  },
)

test('after all of it the core, its neighbours and a fresh plugin work as before', async () => {
  expect(await host.call('neighbour', 'echo', [1], 0)).toEqual([{ ok: true, value: 1 }])
  await host.load({
    plugin: 'fresh',
    version: '1',
    domain: 'hostile',
    script: 'function f(x) { return x + 1 }',
  })
  expect(await host.call('fresh', 'f', [1], 0)).toEqual([{ ok: true, value: 2 }])
  expect(host.health().workers.find(({ domain }) => domain === 'polite')).toMatchObject({ restarts: 0 })
  expect(Object.keys(Object.prototype)).toEqual([])
})
