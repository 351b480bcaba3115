import { setTimeout as delay } from 'node:timers/promises'
import { escapeAttacks } from './src/hostile/escape.ts'
import { memoryAttacks } from './src/hostile/memory.ts'
import { timeAttacks } from './src/hostile/time.ts'
import { trickAttacks } from './src/hostile/tricks.ts'
import { createVendorHost, type VendorHost } from './src/index.ts'
import { type Tier, tiers } from './src/process/launch.ts'

/** Seconds per figure; one worker, one core. */
let seconds = 1
const codec = `globalThis.linli = { codecs: { bay: (m) => {
  const bytes = m.bytes
  return [{ name: 'occupied', value: bytes[0] === 1 }, { name: 'temperature', value: ((bytes[1] << 8) | bytes[2]) / 10 }]
}, small: (n) => n * 2 } }`
const item = {
  channel: 'up',
  address: 'a81758fffe03',
  bytes: [1, 0, 215],
  fPort: 2,
  arrival: 1_700_000_000_000,
}

async function figures(tier: Tier, jit: boolean): Promise<Record<string, string>> {
  const begun = performance.now()
  await using host = await createVendorHost({ onlyTier: tier, jit })
  const cold = performance.now() - begun
  await host.load({ plugin: 'bench', version: '1', domain: 'bench', script: codec })
  const row: Record<string, string> = { tier, jit: jit ? 'on' : 'off', 'cold start': `${cold.toFixed(0)} ms` }
  for (const size of [1, 10, 100, 1000]) {
    const items = Array.from({ length: size }, () => item)
    await run(0.3, size, () => host.call('bench', 'codecs.bay', items, 0))
    row[`items/s at ${size}`] = Math.round(
      await run(seconds, size, () => host.call('bench', 'codecs.bay', items, 0)),
    ).toLocaleString('en')
  }
  const small = Array.from({ length: 100 }, (_, n) => n)
  await run(0.3, 100, () => host.call('bench', 'codecs.small', small, 0))
  row['small items/s at 100'] = Math.round(
    await run(seconds, 100, () => host.call('bench', 'codecs.small', small, 0)),
  ).toLocaleString('en')
  row['single p50'] = `${(await single(() => host.call('bench', 'codecs.bay', [item], 0))).toFixed(0)} µs`
  const [worker] = host.health().workers
  row.rss = `${((worker?.memory ?? 0) / 1048576).toFixed(0)} MB`
  return row
}

/** Items a second with eight calls under way. */
async function run(duration: number, size: number, call: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  let calls = 0
  const line = async () => {
    while (performance.now() - started < duration * 1000) {
      await call()
      calls += 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, line))
  return (calls * size * 1000) / (performance.now() - started)
}

async function single(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5000; round++) {
    const started = performance.now()
    await call()
    times.push((performance.now() - started) * 1000)
  }
  return times.sort((a, b) => a - b)[2500] as number
}

async function reloads(count: number): Promise<string> {
  await using host = await createVendorHost()
  const load = (version: number) =>
    host.load({ plugin: 'reload', version: String(version), domain: 'bench', script: codec })
  const memory = () => (host.health().workers[0]?.memory ?? 0) / 1048576
  for (let version = 0; version < 500; version++) await load(version)
  const before = memory()
  const started = performance.now()
  for (let version = 0; version < count; version++) await load(version)
  const each = (performance.now() - started) / count
  const grown = memory() - before
  return `${count} reloads: memory ${before.toFixed(0)} MB, grown by ${grown.toFixed(1)} MB (aim < 20 MB), ${each.toFixed(2)} ms each`
}

/** A neighbour's single calls while another vendor's plugin does nothing but harm. */
async function neighbour(): Promise<string> {
  await using host = await createVendorHost({ spares: 2, limits: { strikes: 1_000_000 } })
  await host.load({ plugin: 'good', version: '1', domain: 'good', script: codec })
  const bad = 'function f(x) { if (x === 0) for (;;); return (2n ** (2n ** 26n)).toString().length }'
  await host.load({ plugin: 'bad', version: '1', domain: 'bad', script: bad })
  const quiet = await percentile99(host)
  let attacking = true
  const attack = (async () => {
    for (let round = 0; attacking; round++) await host.call('bad', 'f', [round % 2], 0)
  })()
  const attacked = await percentile99(host)
  attacking = false
  await attack
  const ratio = (attacked / quiet).toFixed(2)
  return `another vendor's p99: ${quiet.toFixed(2)} ms quiet, ${attacked.toFixed(2)} ms beside an attack: ${ratio} × (aim ≤ 2 ×)`
}

async function percentile99(host: VendorHost): Promise<number> {
  const items = Array.from({ length: 100 }, () => item)
  const times: number[] = []
  for (let round = 0; round < 1500; round++) {
    const started = performance.now()
    await host.call('good', 'codecs.bay', items, 0)
    times.push(performance.now() - started)
    await delay(2)
  }
  return times.sort((a, b) => a - b)[1485] as number
}

/**
 * How long a hostile item alone takes to be answered, and the last of its batch's neighbours: exact figures of what the
 * tests assert at three times.
 */
async function answerTimes(): Promise<string> {
  await using host = await createVendorHost({ spares: 2, limits: { strikes: 1_000_000 } })
  const attacks = [...memoryAttacks, ...timeAttacks, ...escapeAttacks, ...trickAttacks]
  const alone: number[] = []
  const beside: number[] = []
  for (const { script } of attacks) {
    await host.load({ plugin: 'hostile', version: '1', domain: 'hostile', script })
    alone.push(await timeOf(() => host.call('hostile', 'attack', ['poison'], 0)))
    const batch = Array.from({ length: 64 }, (_, n) => (n === 40 ? 'poison' : n))
    beside.push(await timeOf(() => host.call('hostile', 'attack', batch, 0)))
  }
  const show = (times: number[], aim: number) => {
    const sorted = times.toSorted((a, b) => a - b)
    const within = sorted.filter((time) => time <= aim).length
    return `median ${sorted[sorted.length >> 1]?.toFixed(0)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms, ${within} of ${sorted.length} within ${aim} ms`
  }
  return `hostile items alone: ${show(alone, 300)}\nbatches of 64 with one of them: ${show(beside, 3000)}`
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Prints what the sandbox costs, tier by tier, and what it holds off. */
export async function benchSandbox(each: number, reloaded: number): Promise<void> {
  seconds = each
  const rows: Record<string, string>[] = []
  for (const tier of tiers) {
    for (const jit of [false, true]) {
      try {
        rows.push(await figures(tier, jit))
      } catch (error) {
        console.log(`${tier}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }
  console.log(
    'Items a second of one worker, by batch (aim: small items ≥ 400,000 at 100; single p50 ≤ 60 µs)',
  )
  console.table(rows)
  console.log(await reloads(reloaded))
  console.log(await neighbour())
  console.log(await answerTimes())
}

if (import.meta.main) await benchSandbox(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 10_000))
