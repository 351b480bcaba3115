import { afterAll, beforeAll, expect, test } from 'vitest'
import { alertEffect, type Caller, type Estate, startEstate } from './estate.fixture.ts'

let estate: Estate
let zhao: Caller
let hill: Caller
beforeAll(async () => {
  estate = await startEstate((services) => ({ ...services, heartbeat: 100 }))
  zhao = await estate.as('zhao')
  hill = await estate.as('hill')
})
afterAll(async () => estate?.[Symbol.asyncDispose]())

const head = async () => (await zhao.call('GET', '/api/changes')).body.cursor as string

/** Reads server-sent events until `enough` says so. */
async function readStream(
  caller: Caller,
  path: string,
  enough: (events: readonly Event[]) => boolean,
  headers: Record<string, string> = {},
) {
  const abort = new AbortController()
  const response = await fetch(`${estate.url}${path}`, {
    headers: { cookie: caller.cookie, ...headers },
    signal: abort.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events: Event[] = []
  let rest = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    events.push(...blocks.map(parseEvent))
    if (enough(events)) break
  }
  abort.abort()
  return events
}

interface Event {
  readonly event: string
  readonly id: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the stream says
  readonly data: any
}

function parseEvent(block: string): Event {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? ''
  return { event: field('event'), id: field('id'), data: JSON.parse(field('data') || 'null') }
}

test('the feed gives what changed after a cursor, in order, and how far it was read', async () => {
  const from = await head()
  await alertEffect(estate)
  const { body } = await zhao.call('GET', `/api/changes?after=${from}`)
  expect(
    body.items.map((change: { resource: string; op: string }) => `${change.resource} ${change.op}`).sort(),
  ).toEqual(['alerts create', 'incidents create', 'tasks create'])
  expect(body.items.map((change: { cursor: string }) => Number(change.cursor))).toEqual(
    [...body.items.map((change: { cursor: string }) => Number(change.cursor))].sort((a, b) => a - b),
  )
  expect((await zhao.call('GET', `/api/changes?after=${body.cursor}`)).body.items).toEqual([])
})

test('a reader who pages misses nothing and sees nothing twice', async () => {
  const from = await head()
  for (let count = 0; count < 5; count++) await alertEffect(estate)
  const seen: string[] = []
  for (let after = from, more = true; more; ) {
    const { body } = await zhao.call('GET', `/api/changes?after=${after}&limit=2`)
    seen.push(...body.items.map((change: { cursor: string }) => change.cursor))
    more = body.items.length > 0
    after = body.cursor
  }
  expect(seen).toHaveLength(15)
  expect(new Set(seen).size).toBe(15)
})

test('changes at places one may not see are left out, and the cursor moves on', async () => {
  const from = await head()
  await alertEffect(estate)
  const { body } = await hill.call('GET', `/api/changes?after=${from}`)
  expect(body.items).toEqual([])
  expect(Number(body.cursor)).toBeGreaterThan(Number(from))
})

test('waiting for a change ends with the change', async () => {
  const from = await head()
  const waiting = zhao.call('GET', `/api/changes?after=${from}&wait=20`)
  await alertEffect(estate)
  expect((await waiting).body.items.length).toBeGreaterThan(0)
})

test('the stream tells of a change as it happens', async () => {
  const reading = readStream(zhao, '/api/changes/stream', (events) =>
    events.some((event) => event.event === 'change'),
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  await alertEffect(estate)
  const events = await reading
  expect(events[0]).toMatchObject({ event: 'heartbeat' })
  const change = events.find((event) => event.event === 'change')!
  expect(change.data).toMatchObject({ cursor: change.id, op: 'create' })
})

test('whoever reconnects with the last id misses nothing of the gap', async () => {
  const first = await readStream(zhao, '/api/changes/stream', (events) => events.length >= 1)
  const last = first.at(-1)!.id
  await alertEffect(estate)
  await alertEffect(estate)
  const resumed = await readStream(
    zhao,
    '/api/changes/stream',
    (events) => events.filter((event) => event.event === 'change').length >= 6,
    { 'last-event-id': last },
  )
  const cursors = resumed.filter((event) => event.event === 'change').map((event) => Number(event.id))
  expect(cursors).toHaveLength(6)
  expect(Math.min(...cursors)).toBe(Number(last) + 1)
})

test('a stream ends with the session it was opened with', async () => {
  const { headers } = await estate.nobody.call('POST', '/api/session', {
    login: 'guest',
    password: 'guest-password',
  })
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!
  const reading = readStream({ ...zhao, cookie }, '/api/changes/stream', () => false)
  await estate.nobody.call('DELETE', '/api/session', undefined, { cookie, origin: estate.url })
  const events = await reading
  expect(events.every((event) => event.event === 'heartbeat')).toBe(true)
})

test('a cursor that is none is refused', async () => {
  expect((await zhao.call('GET', '/api/changes?after=x')).body.error.code).toBe('http.invalid')
  expect(
    (await zhao.call('GET', '/api/changes/stream', undefined, { 'last-event-id': 'x' })).body.error.code,
  ).toBe('http.invalid')
})

test('a cursor older than what is kept says so instead of leaving a gap', async () => {
  const from = await head()
  await alertEffect(estate)
  await alertEffect(estate)
  const { rows } = await estate.store.db
    .selectFrom('changes')
    .select('cursor')
    .where('cursor', '>', Number(from))
    .orderBy('cursor')
    .execute()
    .then((rows) => ({ rows }))
  await estate.store.db.deleteFrom('changes').where('cursor', '<=', rows[3]!.cursor).execute()
  const gone = await zhao.call('GET', `/api/changes?after=${from}`)
  expect(gone).toMatchObject({ status: 410, body: { error: { code: 'changes.gone' } } })
  expect((await zhao.call('GET', '/api/changes?after=0')).status).toBe(200)
  const events = await readStream(zhao, `/api/changes/stream?after=${from}`, (read) => read.length >= 1)
  expect(events[0]).toMatchObject({ event: 'reset' })
})

test('a cursor that was never given is refused: after a restored backup nobody waits for ever', async () => {
  const beyond = Number(await head()) + 1_000_000
  const refused = await zhao.call('GET', `/api/changes?after=${beyond}&wait=30`)
  expect(refused).toMatchObject({
    status: 410,
    body: { error: { code: 'changes.ahead', params: { cursor: beyond } } },
  })
  const events = await readStream(zhao, `/api/changes/stream?after=${beyond}`, (read) => read.length >= 1)
  expect(events[0]).toMatchObject({ event: 'reset' })
  expect(Number(events[0]!.id)).toBeLessThan(beyond)
})

test('an idle feed whose rows have gone still knows the cursors it gave', async () => {
  const from = await head()
  await alertEffect(estate)
  const given = await head()
  await estate.store.db.deleteFrom('changes').execute()
  expect((await zhao.call('GET', `/api/changes?after=${given}`)).status).toBe(200)
  expect(Number(given)).toBeGreaterThan(Number(from))
})

test('waiting without a cursor waits from now', async () => {
  const waiting = zhao.call('GET', '/api/changes?wait=20')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await alertEffect(estate)
  expect((await waiting).body.items.length).toBeGreaterThan(0)
})
