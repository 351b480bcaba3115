import path from 'node:path'
import { json, startServer } from '@linli/runtime'
import { root } from '../command.ts'

/** The server under load: a community of fridges behind one MQTT source, codec and rule in the sandbox, PostgreSQL. */
const [dataDir = '', databaseUrl = '', mqttUrl = '', devices = '1000'] = process.argv.slice(2)
const server = await startServer({
  dataDir,
  ...(databaseUrl === 'embedded' ? {} : { databaseUrl }),
  ...(mqttUrl === 'embedded' ? {} : { mqttUrl }),
  host: '127.0.0.1',
  port: 0,
  mqttPort: 0,
  firstAdmin: false,
  plugins: [path.join(root, 'examples/vendor-plugin')],
  report: (_zh, en) => console.error(en),
})
const { store, services } = server
const community = 'bench'
const createdAt = services.now()
const scope = { community, path: community, createdAt }
await store.db
  .insertInto('communities')
  .values({ id: community, path: community, name: community, createdAt })
  .execute()
await store.db
  .insertInto('places')
  .values({
    id: community,
    community,
    path: community,
    parent: null,
    kind: 'community',
    name: community,
    lat: null,
    lng: null,
  })
  .execute()
await store.db
  .insertInto('sources')
  .values({
    ...scope,
    id: 'fridges',
    name: 'fridges',
    kind: 'mqtt',
    dialect: 'json',
    plugin: 'cold-chain',
    spec: 'thermometers',
    config: json({ topic: 'linli/in/{address}' }),
  })
  .execute()
const rows = Array.from({ length: Number(devices) }, (_, index) => ({
  ...scope,
  id: `fridge-${index}`,
  model: 'cold-chain/fridge',
  name: `fridge ${index}`,
  place: community,
  source: 'fridges',
  address: `d${index}`,
  lastSeen: null,
  credentials: null,
}))
for (let at = 0; at < rows.length; at += 500)
  await store.db
    .insertInto('devices')
    .values(rows.slice(at, at + 500))
    .execute()
await server.refresh()
const by = { account: 'bench', at: createdAt }
await services.installations.create({ id: 'cold-chain', plugin: 'cold-chain', community, title: null }, by)
await services.installations.saveDraft(
  'cold-chain',
  { settings: { limit: 90 }, bindings: undefined, rules: undefined, version: null },
  by,
)
await services.installations.publish('cold-chain', 'bench', by)
console.log(JSON.stringify({ ready: true, url: server.url, mqtt: server.mqttUrl }))

process.on('message', async (question) => {
  if (question === 'position') process.send?.(await storedPosition())
  if (question === 'count') process.send?.(await storedCount())
})

/** A look at one row, so that asking costs next to nothing: everything up to here is stored. */
async function storedPosition(): Promise<number> {
  const row = await store.db
    .selectFrom('partitions')
    .select('position')
    .where('community', '=', community)
    .executeTakeFirst()
  return row?.position ?? 0
}

async function storedCount(): Promise<number> {
  const row = await store.db
    .selectFrom('observations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('name', '=', 'temperature')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

process.once('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  process.exit(0)
})
