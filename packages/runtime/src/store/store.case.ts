import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendAudit, verifyAudit } from './audit.ts'
import { recordChanges } from './changes.ts'
import { chunks } from './chunks.ts'
import { isDuplicate } from './failure.ts'
import { json } from './json.ts'
import { kept, maintain } from './maintenance.ts'
import { createObservationWriter, prepareMonths, type StoredObservation } from './observations.ts'
import { storedUpTo } from './progress.ts'
import { openStore, type Store, type StoreOptions } from './store.ts'

/** A database of its own for one run of the suite. */
export interface StoreCase extends AsyncDisposable {
  readonly options: StoreOptions
}

const start = Date.UTC(2026, 0, 15)

function observation(position: number, change: Partial<StoredObservation> = {}): StoredObservation {
  return {
    community: 'lake-view',
    path: 'hz.west.lake-view',
    position,
    ordinal: 0,
    id: `o-${position}`,
    source: 'lora',
    device: 'bay-1',
    model: 'smart-parking/bay',
    place: 'lake-view-b1',
    kind: 'property',
    name: 'occupied',
    value: true,
    time: start + position,
    arrival: start + position,
    seq: position,
    timeReason: 'device',
    late: false,
    installation: null,
    ...change,
  }
}

/** What every store promises, run over each database. */
export function storeSuite(create: () => Promise<StoreCase>): void {
  let subject: StoreCase
  let store: Store

  beforeAll(async () => {
    subject = await create()
    store = await openStore(subject.options)
  }, 120_000)

  afterAll(async () => {
    await store?.[Symbol.asyncDispose]()
    await subject?.[Symbol.asyncDispose]()
  }, 60_000)

  async function insert(rows: readonly StoredObservation[]): Promise<void> {
    const insertAll = await createObservationWriter(store).prepare(rows)
    await store.transaction(insertAll)
  }

  test('every table of a community carries community and path', async () => {
    const { rows } = await sql<{ tableName: string; columns: string[] }>`
      select table_name, array_agg(column_name::text) as columns from information_schema.columns
      where table_schema = 'public' group by table_name`.execute(store.db)
    const own = rows.filter(({ columns }) => columns.includes('community'))
    expect(own.length).toBeGreaterThan(25)
    const without = own.filter(({ columns }) => !columns.includes('path')).map(({ tableName }) => tableName)
    expect(without.toSorted()).toEqual(['audit_heads'])
  })

  test('opening a store again keeps what is in it', async () => {
    await store.db
      .insertInto('settings')
      .values({ key: 'kept', value: json(1) })
      .execute()
    const again = await openStore({ ...subject.options, ...(store.kind === 'pglite' ? await closed() : {}) })
    try {
      const row = await again.db
        .selectFrom('settings')
        .selectAll()
        .where('key', '=', 'kept')
        .executeTakeFirst()
      expect(row).toEqual({ key: 'kept', value: 1 })
    } finally {
      await again[Symbol.asyncDispose]()
      if (store.kind === 'pglite') store = await openStore(subject.options)
    }
  })

  // The embedded database has one opener at a time.
  async function closed(): Promise<object> {
    await store[Symbol.asyncDispose]()
    return {}
  }

  test.each([
    ['a text', 'a "quoted" \\ text'],
    ['a list', [1, 'two', null, [3]]],
    ['an object, keys as they are', { snake_case: 1, camelCase: { 'with space': [] } }],
    ['a number', -0.25],
    ['null', null],
    ['Chinese and beyond the plane', '停车 😀'],
    ['the characters of an escape', '\\u0000 \\ud800'],
  ])('a jsonb column gives back %s', async (name, value) => {
    await store.db
      .insertInto('settings')
      .values({ key: name, value: json(value) })
      .execute()
    const row = await store.db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', name)
      .executeTakeFirstOrThrow()
    expect(row.value).toEqual(value)
  })

  test('what PostgreSQL cannot hold in a text becomes the replacement character', async () => {
    const value = { text: 'a\0b', half: 'c\ud800d' }
    await store.db
      .insertInto('settings')
      .values({ key: 'unstorable', value: json(value) })
      .execute()
    const row = await store.db
      .selectFrom('settings')
      .where('key', '=', 'unstorable')
      .select('value')
      .executeTakeFirst()
    expect(row?.value).toEqual({ text: 'a\uFFFDb', half: 'c\uFFFDd' })
    await store.db.insertInto('counters').values({ key: 'e\0f', value: 1 }).execute()
    const found = await store.db
      .selectFrom('counters')
      .select('key')
      .where('key', '=', 'e\0f')
      .executeTakeFirst()
    expect(found?.key).toBe('e\uFFFDf')
  })

  test('times, positions, counts and sums are numbers', async () => {
    await store.db
      .insertInto('counters')
      .values({ key: 'large', value: 2 ** 52 })
      .execute()
    const row = await store.db
      .selectFrom('counters')
      .select((build) => ['value', build.fn.countAll<number>().over().as('count')])
      .where('key', '=', 'large')
      .executeTakeFirstOrThrow()
    const { rows } = await sql<{
      sum: number
    }>`select sum(value) as sum from counters where key = 'large'`.execute(store.db)
    expect([row.value, row.count, rows[0]!.sum]).toEqual([2 ** 52, 1, 2 ** 52])
  })

  test('a row that exists already is told apart from other errors', async () => {
    const insert = () => store.db.insertInto('counters').values({ key: 'twice', value: 1 }).execute()
    await insert()
    expect(isDuplicate(await insert().catch((error) => error))).toBe(true)
    expect(isDuplicate(await sql`select broken`.execute(store.db).catch((error) => error))).toBe(false)
  })

  test('more rows than one statement takes are inserted in parts', async () => {
    const rows = Array.from({ length: 33_000 }, (_, value) => ({ key: `many-${value}`, value }))
    await store.transaction(async (trx) => {
      for (const some of chunks(rows)) await trx.insertInto('counters').values(some).execute()
    })
    const { rows: found } = await sql<{
      n: number
    }>`select count(*) as n from counters where key like 'many-%'`.execute(store.db)
    expect(found[0]!.n).toBe(rows.length)
  })

  test('a transaction that fails leaves nothing, and its own error is what is thrown', async () => {
    const failure = new RangeError('no')
    const work = store.transaction(async (trx) => {
      await trx.insertInto('counters').values({ key: 'half', value: 1 }).execute()
      throw failure
    })
    await expect(work).rejects.toBe(failure)
    const rows = await store.db.selectFrom('counters').where('key', '=', 'half').selectAll().execute()
    expect(rows).toEqual([])
  })

  test('a transaction that swallowed an error of the database does not seem to commit', async () => {
    const work = store.transaction(async (trx) => {
      await trx.insertInto('counters').values({ key: 'aborted', value: 1 }).execute()
      await sql`select broken`.execute(trx).catch(() => {})
    })
    await expect(work).rejects.toThrow()
    expect(await store.db.selectFrom('counters').where('key', '=', 'aborted').selectAll().execute()).toEqual(
      [],
    )
  })

  test('using db inside a transaction is refused at once instead of waiting for ever', async () => {
    const work = store.transaction(async () => store.db.selectFrom('counters').selectAll().execute())
    await expect(work).rejects.toMatchObject({ code: 'store.nested' })
    await store.db.selectFrom('counters').selectAll().execute()
  })

  test('transactions at the same time do not see each other half done', async () => {
    await store.db.insertInto('counters').values({ key: 'shared', value: 0 }).execute()
    const add = () =>
      store.transaction(async (trx) => {
        const { value } = await trx
          .selectFrom('counters')
          .select('value')
          .where('key', '=', 'shared')
          .forUpdate()
          .executeTakeFirstOrThrow()
        await trx
          .updateTable('counters')
          .set({ value: value + 1 })
          .where('key', '=', 'shared')
          .execute()
      })
    await Promise.all(Array.from({ length: 25 }, add))
    const row = await store.db
      .selectFrom('counters')
      .select('value')
      .where('key', '=', 'shared')
      .executeTakeFirst()
    expect(row?.value).toBe(25)
  })

  test('observations come back as they were inserted', async () => {
    const rows = [
      observation(1),
      observation(2, {
        value: { plate: '京A·12345', 'odd "key"': [null, '\\', '{,}'] },
        place: null,
        late: true,
      }),
      observation(3, {
        name: 'a,{}"\\ NULL',
        device: 'null',
        installation: 'i',
        timeReason: 'none',
        kind: 'event',
      }),
      observation(4, { value: 'NULL' }),
      observation(5, { value: -1.5e-7 }),
    ]
    await insert(rows)
    const stored = await store.db.selectFrom('observations').selectAll().orderBy('position').execute()
    expect(stored).toEqual(rows)
    await insert([])
  })

  test('an id that says no more than the row takes no room, and is read back all the same', async () => {
    const implied = [
      observation(40, { id: `bay-1|occupied|${start + 40}|true` }),
      observation(41, { id: `bay-1|occupied|${start + 41}|-0.5`, value: -0.5 }),
      observation(42, { id: '42.0', timeReason: 'none' }),
    ].map((row) => ({ ...row, community: 'implied' }))
    const kept = observation(43, {
      community: 'implied',
      id: `bay-1|occupied|${start + 43}|1e+21`,
      value: 1e21,
    })
    await insert([...implied, kept])
    const ids = await store.db
      .selectFrom('observationLog')
      .select('id')
      .where('community', '=', 'implied')
      .orderBy('position')
      .execute()
    expect(ids.map(({ id }) => id)).toEqual([null, null, null, kept.id])
    const rows = await store.db
      .selectFrom('observations')
      .selectAll()
      .where('community', '=', 'implied')
      .orderBy('position')
      .execute()
    expect(rows).toEqual([...implied, kept])
  })

  test('observations of an earlier version are taken over into series', async () => {
    await using before = await create()
    const old = await openStore(before.options)
    await sql`
drop view observations; drop table observation_log; drop table series;
delete from kysely_migration where name >= '0007-series';
create table observations (
  community ident not null, position bigint not null, ordinal integer not null, path ident not null, id ident not null,
  source ident not null, device ident not null, model ident not null, place ident, kind text not null, name ident not null,
  value jsonb not null, "time" bigint not null, arrival bigint not null, seq bigint not null, time_reason text not null,
  late boolean not null, installation ident, primary key (community, position, ordinal, arrival)
) partition by range (arrival);
create table observations_2026_01 partition of observations
  for values from (${sql.lit(Date.UTC(2026, 0))}) to (${sql.lit(Date.UTC(2026, 1))});
create table observations_2026_12 partition of observations
  for values from (${sql.lit(Date.UTC(2026, 11))}) to (${sql.lit(Date.UTC(2027, 0))})`.execute(old.db)
    const rows = [
      observation(1),
      observation(2, { place: null, installation: 'i', kind: 'event', value: { plate: '京A·12345' } }),
      observation(3, { arrival: Date.UTC(2026, 11, 31, 23, 59, 59, 999) }),
    ]
    for (const row of rows)
      await sql`insert into observations values (${sql.join([
        ...[row.community, row.position, row.ordinal, row.path, row.id, row.source, row.device, row.model],
        ...[row.place, row.kind, row.name, json(row.value), row.time, row.arrival, row.seq, row.timeReason],
        ...[row.late, row.installation],
      ])})`.execute(old.db)
    await old[Symbol.asyncDispose]()
    await using now = await openStore(before.options)
    expect(await now.db.selectFrom('observations').selectAll().orderBy('position').execute()).toEqual(rows)
    await now.transaction(await createObservationWriter(now).prepare([observation(4)]))
  })

  test('a text that PostgreSQL cannot hold does not refuse the batch', async () => {
    const row = observation(10, { community: 'odd', value: 'x\0', name: 'y\0' })
    await insert([row])
    const stored = await store.db
      .selectFrom('observations')
      .selectAll()
      .where('community', '=', 'odd')
      .execute()
    expect(stored).toEqual([{ ...row, value: 'x\uFFFD', name: 'y\uFFFD' }])
  })

  test('each month of arrival has its own partition, made when it is needed', async () => {
    const months = [Date.UTC(2025, 11, 31, 23, 59, 59, 999), Date.UTC(2026, 0, 1), Date.UTC(2031, 5, 1)]
    const rows = months.map((arrival, index) => observation(20 + index, { community: 'months', arrival }))
    await insert(rows)
    const { rows: found } = await sql<{ partition: string }>`
      select tableoid::regclass::text as partition from observation_log where community = 'months' order by position`.execute(
      store.db,
    )
    expect(found.map(({ partition }) => partition)).toEqual([
      'observation_log_2025_12',
      'observation_log_2026_01',
      'observation_log_2031_06',
    ])
  })

  test('several transactions may need the same new month at once', async () => {
    await Promise.all([
      ...Array.from({ length: 6 }, (_, index) =>
        insert([observation(index, { community: 'racing', arrival: Date.UTC(2040, 1, 1) })]),
      ),
      prepareMonths(store, Date.UTC(2040, 1)),
    ])
    expect(
      await store.db.selectFrom('observations').where('community', '=', 'racing').selectAll().execute(),
    ).toHaveLength(6)
  })

  test('it is known how far the journal is stored, over all communities', async () => {
    expect(await storedUpTo(store.db)).toEqual({ position: 0, stamp: 0 })
    const partition = { path: 'c', checkpoint: null, checkpointPosition: 0 }
    await store.db
      .insertInto('partitions')
      .values([
        { ...partition, community: 'one', position: 7, updatedAt: 900 },
        { ...partition, community: 'two', position: 9, updatedAt: 800 },
      ])
      .execute()
    expect(await storedUpTo(store.db)).toEqual({ position: 9, stamp: 900 })
  })

  test('housekeeping removes old bookkeeping, keeps the rest, and makes the months to come', async () => {
    const now = Date.UTC(2033, 10, 20)
    const rows = [now - kept.seen - 1, now - kept.seen].map((time, index) => ({
      hash: `00000000-0000-0000-0000-00000000000${index}`,
      time,
    }))
    await store.db.insertInto('seen').values(rows).execute()
    await maintain(store, now)
    expect(await store.db.selectFrom('seen').selectAll().execute()).toEqual([rows[1]])
    const { rows: found } = await sql<{ name: string }>`
      select relname as name from pg_class where relname like 'observation_log_2033_1_' order by 1`.execute(
      store.db,
    )
    expect(found.map(({ name }) => name)).toEqual(['observation_log_2033_11', 'observation_log_2033_12'])
  })

  test('whoever follows the change feed misses nothing, however transactions overlap', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`)
    const write = (id: string, index: number) =>
      store.transaction(async (trx) => {
        const change = { community: 'c', path: 'c', resource: 'alerts', id, op: 'create', at: index } as const
        await recordChanges(trx, [change, { ...change, op: 'update' }])
        for (let wait = index % 5; wait > 0; wait -= 1) await turn()
        if (index % 10 === 9) throw new Error('rolled back')
      })
    let writing = true
    const writers = Promise.allSettled(ids.map(write)).finally(() => {
      writing = false
    })
    const seen: string[] = []
    let cursor = 0
    for (let last = false; !last; ) {
      last = !writing
      const rows = await store.db
        .selectFrom('changes')
        .select(['cursor', 'id', 'op'])
        .where('cursor', '>', cursor)
        .orderBy('cursor')
        .execute()
      seen.push(...rows.map(({ id, op }) => `${id} ${op}`))
      cursor = rows.at(-1)?.cursor ?? cursor
    }
    await writers
    const expected = ids
      .filter((_, index) => index % 10 !== 9)
      .flatMap((id) => [`${id} create`, `${id} update`])
    expect(seen.toSorted()).toEqual(expected.toSorted())
  })

  test('an audit chain holds, per community, under entries at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => audit(index % 2 ? 'one' : 'two', index)))
    expect(await verifyAudit(store.db)).toEqual({ intact: true, entries: 20 })
  })

  test('the audit table refuses every change', async () => {
    await expect(store.db.updateTable('audit').set({ actor: 'nobody' }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(store.db.deleteFrom('audit').execute()).rejects.toThrow('append-only')
    await expect(sql`truncate audit`.execute(store.db)).rejects.toThrow('append-only')
  })

  test.each([
    [
      'an entry that was edited',
      `update audit set detail = '{"n": 99}' where community = 'one' and seq = 4`,
      4,
      'changed',
    ],
    [
      'an entry whose time was edited',
      `update audit set at = at + 1 where community = 'one' and seq = 1`,
      1,
      'changed',
    ],
    ['an entry that was removed', `delete from audit where community = 'one' and seq = 5`, 5, 'missing'],
    [
      'entries that changed places',
      `update audit set seq = case seq when 2 then 103 else 102 end where community = 'one' and seq in (2, 3); update audit set seq = seq - 100 where seq > 100`,
      2,
      'changed',
    ],
    [
      'an entry that was put in',
      `insert into audit select community, 11, path, at, actor, action, subject, detail, prev, hash from audit where community = 'one' and seq = 10`,
      11,
      'changed',
    ],
    ['the last entry cut off', `delete from audit where community = 'one' and seq = 10`, 10, 'cut-off'],
    ['the whole chain cut off', `delete from audit where community = 'one'`, 1, 'cut-off'],
    ['the head with the chain left', `delete from audit_heads where community = 'one'`, 1, 'changed'],
  ])('verifying finds %s', async (_name, tampering, seq, reason) => {
    const undo = new Error('undo')
    const work = store.transaction(async (trx) => {
      await sql.raw(`alter table audit disable trigger user; ${tampering}`).execute(trx)
      expect(await verifyAudit(trx)).toMatchObject({ intact: false, community: 'one', seq, reason })
      throw undo
    })
    await expect(work).rejects.toBe(undo)
    expect(await verifyAudit(store.db)).toMatchObject({ intact: true })
  })

  test('data from a newer version is refused with the way out', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '')`.execute(store.db)
    if (store.kind === 'pglite') await closed()
    const refused = await openStore(subject.options).catch((error) => error)
    expect(refused).toMatchObject({ code: 'store.migration' })
  })

  function audit(community: string, n: number): Promise<void> {
    return store.transaction((trx) =>
      appendAudit(trx, {
        community,
        path: community,
        at: start + n,
        actor: 'system',
        action: 'test.run',
        subject: `subject ${n}`,
        detail: { n, text: 'é\0', b: 1, a: [0.1, { z: null, y: 1e21 }] },
      }),
    )
  }
}
