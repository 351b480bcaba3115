import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runInThisContext } from 'node:vm'
import { createKernelHost, createVendorHost, type VendorHost } from '@linli/sandbox'
import { defaultConfiguration, toProgram } from '../src/installations/config.ts'
import { loadRoster } from '../src/installations/roster.ts'
import { openJournal } from '../src/journal/local-journal.ts'
import { encodeControl } from '../src/pipeline/control.ts'
import { createPipeline } from '../src/pipeline/pipeline.ts'
import { meterContract, meterScript } from '../src/plugins/meter.fixture.ts'
import { json } from '../src/store/json.ts'
import { prepareMonths } from '../src/store/observations.ts'
import { openStore, type Store } from '../src/store/store.ts'

const place = { community: 'lake', path: 'yun.lake' }
const meters = 200

/**
 * The whole way of a message (journal → codec → model → rule → one transaction) with the codec in the sandbox, and the
 * same way with the codec called directly: messages a second of both, round by round, and the ratio of the medians.
 */
export async function benchMessagePath(count: number, rounds = 5): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-bench-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const journal = stack.use(await openJournal(dir, { clock: Date }))
  const store = stack.use(await openStore({ dir, url: process.env.DATABASE_URL }))
  const kernel = stack.use(await createKernelHost())
  const sandbox = stack.use(await createVendorHost())
  await sandbox.load({ plugin: 'meter', version: '1', domain: 'bench', script: meterScript })
  await settle(store)
  const roster = await loadRoster(store.db)
  const ways = { direct: directHost(meterScript), sandbox }
  let now: VendorHost = ways.direct
  const vendor = new Proxy(sandbox, {
    get: (_target, name: keyof VendorHost) => (now[name] as (...args: unknown[]) => unknown).bind(now),
  })
  const pipeline = await createPipeline({
    ...{ journal, store, roster, vendor, kernel },
    onCommit: () => {},
    onStall: (error) => console.error(error),
  })
  const stop = new AbortController()
  const running = pipeline.run(stop.signal)
  stack.defer(async () => {
    stop.abort()
    await running
  })
  const program = toProgram(meterContract, defaultConfiguration(meterContract), 1, ['feed'])
  const body = encodeControl({ kind: 'release', installation: 'meter-lake', number: 1, program })
  await journal.append({ type: 'control', community: 'lake', control: 'release', body })

  const rates = { direct: [] as number[], sandbox: [] as number[] }
  for (let round = -1; round < rounds; round++)
    for (const way of round % 2 === 0 ? (['sandbox', 'direct'] as const) : (['direct', 'sandbox'] as const)) {
      now = ways[way]
      const rate = await run(count, journal, pipeline)
      if (round >= 0) rates[way].push(rate)
    }
  const [direct, inside] = [median(rates.direct), median(rates.sandbox)]
  console.log(`\nThe whole way of a message, ${count} messages a round, ${rounds} rounds, ${store.kind}`)
  console.table({
    'codec called directly': { 'messages/s': Math.round(direct), ratio: '1.00' },
    'codec in the sandbox': {
      'messages/s': Math.round(inside),
      ratio: `${(inside / direct).toFixed(2)} (aim ≥ 0.85)`,
    },
  })
}

/** Messages a second from the first on disk to the last stored. */
async function run(
  count: number,
  journal: Awaited<ReturnType<typeof openJournal>>,
  pipeline: Awaited<ReturnType<typeof createPipeline>>,
): Promise<number> {
  const bodies = Array.from({ length: count }, (_, n) =>
    Buffer.from(JSON.stringify({ id: `m${n % meters}`, litres: n % 900, battery: 87, rssi: -71, seq: n })),
  )
  const start = performance.now()
  const receipts = await Promise.all(
    bodies.map((body) =>
      journal.append({
        type: 'message',
        community: 'lake',
        source: 'feed',
        channel: 'up',
        address: null,
        meta: {},
        body,
      }),
    ),
  )
  await pipeline.settled(receipts.at(-1)?.position ?? 0, AbortSignal.timeout(600_000))
  return (count * 1000) / (performance.now() - start)
}

/** What the sandbox is compared with: the same functions in this very process. */
function directHost(script: string): VendorHost {
  const world: { linli?: { codecs: Record<string, (item: unknown) => unknown> } } = {}
  runInThisContext(`(function (globalThis) { ${script} })`)(world)
  return {
    async call(_plugin: string, name: string, items: readonly unknown[]) {
      const codec = world.linli?.codecs[name.replace('codecs.', '')]
      return items.map((item) => ({ ok: true, value: codec?.(item) }))
    },
  } as unknown as VendorHost
}

async function settle({ db, ...store }: Store): Promise<void> {
  await prepareMonths({ db, ...store } as Store, Date.now())
  await db
    .insertInto('places')
    .values({ ...place, id: 'lake', parent: null, kind: 'community', name: 'Lake', lat: null, lng: null })
    .execute()
  await db
    .insertInto('communities')
    .values({ id: 'lake', path: place.path, name: 'Lake', createdAt: 1 })
    .execute()
  const contract = json(meterContract)
  await db
    .insertInto('plugins')
    .values({ id: 'meter', version: '1', contract, bundle: '', hash: 'h', installedAt: 1 })
    .execute()
  const config = json(defaultConfiguration(meterContract))
  await db
    .insertInto('installations')
    .values({
      ...place,
      id: 'meter-lake',
      plugin: 'meter',
      pluginVersion: '1',
      title: 'Meter',
      draft: config,
      release: null,
      createdAt: 1,
    })
    .execute()
  await db
    .insertInto('releases')
    .values({
      ...place,
      installation: 'meter-lake',
      number: 1,
      config,
      contractVersion: '1',
      publishedBy: 'a',
      publishedAt: 1,
      note: '',
    })
    .execute()
  const source = { kind: 'http', dialect: 'json', plugin: 'meter', spec: 'push', config: json({}) } as const
  await db
    .insertInto('sources')
    .values({ ...place, ...source, id: 'feed', name: 'Feed', createdAt: 1 })
    .execute()
  const devices = Array.from({ length: meters }, (_, n) => ({
    ...place,
    id: `m${n}`,
    model: 'meter/meter',
    name: `M${n}`,
    place: 'lake',
    source: 'feed',
    address: `m${n}`,
    createdAt: 1,
  }))
  await db.insertInto('devices').values(devices).execute()
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

if (import.meta.main) await benchMessagePath(Number(process.argv[2] ?? 20_000))
