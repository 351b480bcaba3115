import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/tables.ts'
import { unnested } from '../store/unnest.ts'
import type { Observation } from './batch.ts'
import { createSeenFilter, type SeenFilter } from './seen-filter.ts'

/** Knows what was stored before. */
export interface Duplicates {
  /**
   * Drops what was seen before and what comes twice within the batch (semantics rule 15): by the protocol's identity,
   * or by device, name and device time. Where there is neither, two equal messages are two messages.
   */
  drop(observations: readonly Observation[]): Promise<readonly Observation[]>
  /** These are on their way to the store, and count as seen from now on. */
  passed(observations: readonly Observation[]): void
  /** These are stored. */
  stored(observations: readonly Observation[]): void
}

/** Loads what the store remembers. */
export async function loadDuplicates(db: Kysely<Database>): Promise<Duplicates> {
  const filter = createSeenFilter()
  const clocks = createClocks()
  const underWay: (readonly Observation[])[] = []
  await fill(filter, db)
  for (const row of await db.selectFrom('deviceValues').select(['device', 'name', 'time']).execute())
    clocks.goesOn(row.device, row.name, row.time)

  /**
   * Whether it may have been there before. A device whose clock goes on says something new: no question needed. What
   * is asked about once counts as met: asking too often costs a look, never a verdict.
   */
  function isDoubtful(one: Observation): boolean {
    if (!isKnowable(one)) return false
    if (one.identity === null) return !clocks.goesOn(one.device, one.name, one.time)
    if (filter.mayHave(one.identity)) return true
    filter.add(one.identity)
    return false
  }

  async function drop(observations: readonly Observation[]): Promise<readonly Observation[]> {
    const doubtful = new Set(observations.filter(isDoubtful))
    if (doubtful.size === 0) return observations
    const known = await storedAmong([...doubtful], db)
    for (const batch of underWay) for (const one of batch) if (isKnowable(one)) known.add(keyOf(one))
    return observations.filter((one) => {
      if (!isKnowable(one)) return true
      const key = keyOf(one)
      if (doubtful.has(one) && known.has(key)) return false
      known.add(key)
      return true
    })
  }

  return {
    drop,
    passed: (observations) => {
      underWay.push(observations)
    },
    stored: (observations) => {
      underWay.splice(underWay.indexOf(observations), 1)
    },
  }
}

const keyOf = (one: Observation) => one.identity ?? one.id

/** The newest device time of each name of each device. */
function createClocks() {
  const devices = new Map<string, Map<string, number>>()
  return {
    /** Whether this is later than all that was heard before; not where nothing was heard, for the store may know more. */
    goesOn(device: string, name: string, time: number): boolean {
      const names = devices.get(device)
      const newest = names?.get(name)
      if (newest !== undefined && time <= newest) return false
      if (names) names.set(name, time)
      else devices.set(device, new Map([[name, time]]))
      return newest !== undefined
    },
  }
}

/** By its protocol or by its device's clock; the state of a record is neither. */
const isKnowable = (one: Observation) =>
  one.identity !== null || (one.timeReason === 'device' && one.installation === null)

const PAGE = 50_000

/** Reads all identities page by page: there may be millions. */
async function fill(filter: SeenFilter, db: Kysely<Database>): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db
      .selectFrom('seen')
      .select('hash')
      .where('hash', '>', after)
      .orderBy('hash')
      .limit(PAGE)
      .execute()
    for (const { hash } of rows) filter.add(plain(hash))
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = last.hash
  }
}

async function storedAmong(observations: readonly Observation[], db: Kysely<Database>): Promise<Set<string>> {
  const known = new Set<string>()
  const identities = observations.flatMap(({ identity }) => (identity === null ? [] : [identity]))
  if (identities.length > 0) {
    const { rows } = await sql<{
      hash: string
    }>`select hash from seen where hash = any(${identities}::uuid[])`.execute(db)
    for (const row of rows) known.add(plain(row.hash))
  }
  const timed = observations
    .filter(({ identity }) => identity === null)
    .map(({ device, name, time }) => ({ device, name, time }))
  if (timed.length > 0) {
    const asked = unnested(timed, { device: 'text', name: 'text', time: 'bigint' })
    const { rows } = await sql<{ id: string }>`
      select o.id from (${asked}) as asked
      join observations o on o.device = asked.device and o.name = asked.name and o."time" = asked."time"`.execute(
      db,
    )
    for (const row of rows) known.add(row.id)
  }
  return known
}

const plain = (uuid: string) => uuid.replaceAll('-', '')
