import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, hasServer } from '../store/server.case.ts'
import { alertEffect, type Caller, type Estate, startEstate } from './estate.fixture.ts'

const server = await hasServer()

/** What differs from the embedded database: a server really does several things at once. */
describe.skipIf(!server)('on a PostgreSQL server', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>
  let estate: Estate
  let zhao: Caller
  let chen: Caller
  beforeAll(async () => {
    database = await createDatabase()
    estate = await startEstate((services) => services, { url: database.url })
    zhao = await estate.as('zhao')
    chen = await estate.as('chen')
  }, 60_000)
  afterAll(async () => {
    await estate?.[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })

  const alertOf = async (effect: string) =>
    (
      await estate.store.db
        .selectFrom('alerts')
        .select('id')
        .where('effectId', '=', effect)
        .executeTakeFirstOrThrow()
    ).id

  test('every list answers', async () => {
    for (const path of [
      'accounts?at=r302&role=grid-worker',
      'alerts?sort=grade&q=x',
      'audit',
      'commands',
      'communities',
      'dead-letters',
      'devices?q=s1',
      'incidents?open=true&sort=step',
      'installations',
      'observations?from=2026-01-01T00:00:00Z',
      'people',
      'places',
      'plugins',
      'records',
      'sources',
      'submissions',
      'tasks?mine=true',
      'changes?after=0',
    ])
      expect([path, (await chen.call('GET', `/api/${path}`)).status]).toEqual([path, 200])
  })

  test('of ten who decide at once exactly one wins', async () => {
    const alert = await alertOf(await alertEffect(estate))
    const body = { action: 'accept', version: 1 }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => zhao.call('POST', `/api/incidents/${alert}/actions`, body)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(409)])
    expect((await zhao.call('GET', `/api/incidents/${alert}`)).body.timeline).toHaveLength(2)
  })

  test('one effect carried out by several at once raises one alert', async () => {
    const id = 'effect-at-once'
    await Promise.all(Array.from({ length: 5 }, () => alertEffect(estate, { id })))
    expect(
      await estate.store.db.selectFrom('alerts').select('id').where('effectId', '=', id).execute(),
    ).toHaveLength(1)
    expect((await zhao.call('GET', `/api/tasks?incident=${await alertOf(id)}`)).body.total).toBe(1)
  })

  test('numbers of incidents reported at once are all different', async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        zhao.call('POST', '/api/incidents', { title: `${index}`, place: 'b3' }),
      ),
    )
    expect(new Set(made.map((answer) => answer.body.number)).size).toBe(10)
  })

  test('a report repeated at once with one key is one', async () => {
    const send = () =>
      zhao.call('POST', '/api/incidents', { title: '同一件', place: 'b3' }, { 'idempotency-key': 'once' })
    await Promise.all(Array.from({ length: 8 }, send))
    expect((await zhao.call('GET', '/api/incidents?q=同一件')).body.total).toBe(1)
  })

  test('a raise that two servers run at once happens once', async () => {
    const alert = await alertOf(await alertEffect(estate))
    const later = estate.clock.now + 31 * 60_000
    await Promise.all(Array.from({ length: 4 }, () => estate.services.incidents.runDue(later)))
    expect((await zhao.call('GET', `/api/incidents/${alert}`)).body.raised).toEqual(['grid-leader'])
  })

  test('a reader who follows while many write at once misses nothing', async () => {
    let { cursor } = (await zhao.call('GET', '/api/changes')).body
    const made: string[] = []
    const writing = Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        made.push((await zhao.call('POST', '/api/incidents', { title: `n${index}`, place: 'b3' })).body.id)
      }),
    )
    const seen = new Set<string>()
    for (let quiet = 0; quiet < 2; ) {
      const { body } = await zhao.call('GET', `/api/changes?after=${cursor}&limit=3&wait=1`)
      for (const change of body.items) if (change.resource === 'incidents') seen.add(change.id)
      cursor = body.cursor
      quiet = body.items.length === 0 ? quiet + 1 : 0
    }
    await writing
    expect(seen).toEqual(new Set(made))
  })
})
