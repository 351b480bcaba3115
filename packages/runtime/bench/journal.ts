import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '../src/journal/local-journal.ts'

/**
 * Appends a second and the wait for one append, with few and with many in flight; then reading from memory and disk.
 * `node packages/runtime/bench/journal.ts [directory]`: the directory decides which disk is measured.
 */
const parent = process.argv[2] ?? tmpdir()
const body = Buffer.from(
  JSON.stringify({ time: 1_700_000_000_000, occupied: true, battery: 87, rssi: -71, seq: 12345 }),
)

await using stack = new AsyncDisposableStack()
const dir = stack.adopt(mkdtempSync(join(parent, 'linli-bench-')), (path) =>
  rmSync(path, { recursive: true }),
)
const journal = stack.use(await openJournal(dir, { clock: Date, cache: 1 }))

for (const inFlight of [1, 16, 320, 2000]) await measure(inFlight, 2_000)
await readAll()

async function measure(inFlight: number, duration: number): Promise<void> {
  const waits: number[] = []
  const start = performance.now()
  const end = start + duration
  await Promise.all(Array.from({ length: inFlight }, () => sender(end, waits)))
  const seconds = (performance.now() - start) / 1000
  waits.sort((one, other) => one - other)
  const rate = Math.round(waits.length / seconds)
  console.log(
    `${inFlight} in flight: ${rate} appends/s, p50 ${at(waits, 0.5)} ms, p99 ${at(waits, 0.99)} ms (${body.length} bytes each)`,
  )
}

async function sender(end: number, waits: number[]): Promise<void> {
  for (let now = performance.now(); now < end; now = performance.now()) {
    await journal.append({
      type: 'message',
      community: 'lake-view',
      source: 'parking-lora',
      channel: 'application/1/device/a84041ffff123456/event/up',
      address: null,
      meta: { 'content-type': 'application/json' },
      body,
    })
    waits.push(performance.now() - now)
  }
}

async function readAll(): Promise<void> {
  const start = performance.now()
  const { signal } = new AbortController()
  let position = 0
  while (position < journal.head) position += (await journal.read(position, 2_000, signal)).length
  const rate = Math.round(position / ((performance.now() - start) / 1000))
  console.log(`reading ${position} entries from disk: ${rate} entries/s`)
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2)
}
