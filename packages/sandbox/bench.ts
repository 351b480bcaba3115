import { setTimeout as delay } from 'node:timers/promises'
import { createVendorHost, type VendorHost } from './src/index.ts'
import { type Tier, tiers } from './src/process/launch.ts'

/** What the sandbox costs: `node bench.ts [seconds per figure]`. One worker, one core. */

const seconds = Number(process.argv[2] ?? 1)
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
  return `${count} reloads: memory ${before.toFixed(0)} → ${memory().toFixed(0)} MB, ${each.toFixed(2)} ms each`
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
  return `a neighbour's p99: ${quiet.toFixed(2)} ms quiet, ${attacked.toFixed(2)} ms beside an attack (${(attacked / quiet).toFixed(1)} ×)`
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
console.table(rows)
console.log(await reloads(Number(process.argv[3] ?? 10_000)))
console.log(await neighbour())
