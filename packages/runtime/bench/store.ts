import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createObservationWriter, type StoredObservation } from '../src/store/observations.ts'
import { openStore, type Store, type StoreOptions } from '../src/store/store.ts'

/**
 * Observations a second into the embedded database, and into PostgreSQL where an (empty) database is named:
 * `node packages/runtime/bench/store.ts [postgres://…]`.
 */
const batch = 2_000
const rounds = 100
const dir = mkdtempSync(join(tmpdir(), 'linli-bench-'))
await measure({ dir })
rmSync(dir, { recursive: true })
if (process.argv[2] !== undefined) await measure({ url: process.argv[2] })

async function measure(options: StoreOptions): Promise<void> {
  const opening = performance.now()
  await using store = await openStore(options)
  console.log(`${store.kind}: opened in ${(performance.now() - opening).toFixed(0)} ms`)
  for (const size of [1, batch]) await insert(store, size, size === 1 ? 500 : rounds)
  const reading = performance.now()
  const rows = await store.db.selectFrom('observations').selectAll().limit(100_000).execute()
  console.log(`${store.kind}: reads ${rate(rows.length, reading)} observations/s`)
}

async function insert(store: Store, size: number, times: number): Promise<void> {
  const writer = createObservationWriter(store)
  const start = performance.now()
  for (let round = 0; round < times; round += 1) {
    const rows = Array.from({ length: size }, (_, index) => observation(size, round * size + index))
    await store.transaction(await writer.prepare(rows))
  }
  console.log(`${store.kind}: ${rate(size * times, start)} observations/s in transactions of ${size}`)
}

function observation(run: number, position: number): StoredObservation {
  const time = Date.UTC(2026, 0, 1) + position
  return {
    community: `lake-view-${run}`,
    path: 'hangzhou.west.lake-view',
    position,
    ordinal: 0,
    id: `${run}-${position}`,
    source: 'parking-lora',
    device: `bay-${position % 1000}`,
    model: 'smart-parking/bay',
    place: 'lake-view-b1',
    kind: 'property',
    name: 'occupied',
    value: position % 2 === 0,
    time,
    arrival: time,
    seq: position,
    timeReason: 'device',
    late: false,
    installation: null,
  }
}

function rate(count: number, start: number): number {
  return Math.round(count / ((performance.now() - start) / 1000))
}
