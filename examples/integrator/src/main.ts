import { type Client, createClient, LinliError, unwrap } from '@linli/client'

/** Reports that somebody called for help, as another care platform would, and prints every alert from then on. */
const { LINLI_URL = 'http://127.0.0.1:8787', LINLI_TOKEN, LINLI_DEVICE = 'care-1-1-101-sos' } = process.env
if (!LINLI_TOKEN) {
  console.error('请设置 LINLI_TOKEN，见 README.md。Set LINLI_TOKEN; README.md shows where it comes from.')
  process.exit(2)
}
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

try {
  await main(createClient({ baseUrl: LINLI_URL, token: LINLI_TOKEN }), LINLI_DEVICE)
} catch (error) {
  if (!(error instanceof LinliError)) throw error
  console.error(`✗ ${error.message}\n  ${error.code}`)
  process.exitCode = 1
}

async function main(client: Client, deviceId: string): Promise<void> {
  // The cursor comes first: whatever happens after it is in the feed.
  const { cursor } = unwrap(await client.GET('/api/changes'))
  const device = unwrap(await client.GET('/api/devices/{id}', { params: { path: { id: deviceId } } }))
  await report(client, device)
  for await (const change of client.changes({ after: cursor, signal: stop.signal }))
    if (change.resource === 'alerts') await print(client, change.id)
}

async function report(client: Client, device: { id: string; name: string; address: string | null }) {
  const home = (device.address ?? device.id).replace(/-sos$/, '')
  const { position } = unwrap(
    await client.POST('/api/observations', {
      params: { query: { wait: true } },
      body: { device: device.id, name: 'pressed', value: { home }, identity: crypto.randomUUID() },
    }),
  )
  console.log(`已上报 reported  ${device.name}  #${position}`)
}

async function print(client: Client, id: string): Promise<void> {
  const alert = unwrap(await client.GET('/api/alerts/{id}', { params: { path: { id } } }))
  console.log(
    `告警 alert  ${alert.grade} · ${alert.state}  ${alert.title.zh} ${alert.title.en}  ${alert.deviceName ?? '-'}  ${alert.placeName ?? '-'}`,
  )
}
