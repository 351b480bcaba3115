import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createClient, LinliError, unwrap } from './index.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const open: { close(): void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

/** A server that answers as the API does; the API's own tests show that it does. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  open.push({
    close() {
      server.closeAllConnections()
      server.close()
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const refused = (code: string) => ({ error: { code, message: 'No.', fault: 'caller', params: { id: 'x' } } })
const change = (cursor: number) => ({
  cursor: String(cursor),
  resource: 'alerts',
  id: `a${cursor}`,
  op: 'create',
  at: '2026-11-21T08:00:00.000Z',
})

test('a request carries the token and the language, and its answer is typed', async () => {
  const requests: IncomingMessage[] = []
  const baseUrl = await serve((request, response) => {
    requests.push(request)
    send(response, 200, { items: [], total: 0 })
  })
  const client = createClient({ baseUrl, token: 'linli_t', lang: 'en' })
  const page = unwrap(await client.GET('/api/alerts', { params: { query: { state: 'open', limit: 5 } } }))
  expect(requests[0]?.url).toBe('/api/alerts?state=open&limit=5')
  expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer linli_t', 'accept-language': 'en' })
  const total: number = page.total
  expect(total).toBe(0)
  // @ts-expect-error an alert has no such field
  expect(page.items[0]?.colour).toBeUndefined()
  // @ts-expect-error there is no such list
  await client.GET('/api/alarms')
})

test('a refusal is thrown with its code, its parameters and its status', async () => {
  const baseUrl = await serve((_, response) => send(response, 404, refused('http.not-found')))
  const asked = createClient({ baseUrl }).GET('/api/devices/{id}', { params: { path: { id: 'x' } } })
  const error = await asked.then(unwrap).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(LinliError)
  expect(error).toMatchObject({ code: 'http.not-found', fault: 'caller', status: 404, params: { id: 'x' } })
})

test('every write has an idempotency key of its own, unless the caller gives one', async () => {
  const keys: unknown[] = []
  const baseUrl = await serve((request, response) => {
    keys.push(request.headers['idempotency-key'])
    send(response, 200, {})
  })
  const client = createClient({ baseUrl })
  const body = { action: 'sign' } as const
  const params = { path: { id: 'i' } }
  await client.POST('/api/incidents/{id}/actions', { params, body })
  await client.POST('/api/incidents/{id}/actions', { params, body })
  await client.POST('/api/incidents/{id}/actions', { params, body, headers: { 'idempotency-key': 'mine' } })
  await client.GET('/api/tasks')
  expect(keys).toEqual([
    expect.stringMatching(/^[0-9a-f]{32}$/),
    expect.stringMatching(/^[0-9a-f]{32}$/),
    'mine',
    undefined,
  ])
  expect(keys[0]).not.toBe(keys[1])
})

test('the change feed goes on after a broken line and a server that is away, and misses nothing', async () => {
  let asked = 0
  const baseUrl = await serve((request, response) => {
    const after = Number(new URL(request.url ?? '', 'http://x').searchParams.get('after'))
    asked += 1
    if (asked === 2) return void request.socket.destroy()
    if (asked === 3) return send(response, 503, refused('store.away'))
    send(response, 200, { items: [change(after + 1), change(after + 2)], cursor: String(after + 2) })
  })
  const breaks: unknown[] = []
  const seen: string[] = []
  for await (const { cursor } of createClient({ baseUrl }).changes({
    after: '10',
    onBreak: (error) => breaks.push(error),
  })) {
    seen.push(cursor)
    if (seen.length === 6) break
  }
  expect(seen).toEqual(['11', '12', '13', '14', '15', '16'])
  expect(breaks).toMatchObject([{ code: 'network' }, { code: 'store.away' }])
})

test('a cursor that is no longer kept ends the feed with its code', async () => {
  const baseUrl = await serve((_, response) => send(response, 410, refused('changes.gone')))
  const next = createClient({ baseUrl }).changes({ after: '1' }).next()
  await expect(next).rejects.toMatchObject({ code: 'changes.gone', status: 410 })
})

test('following ends when the caller’s signal aborts', async () => {
  const abort = new AbortController()
  const baseUrl = await serve(() => abort.abort())
  expect(await createClient({ baseUrl }).changes({ after: '1', signal: abort.signal }).next()).toEqual({
    done: true,
    value: undefined,
  })
})
