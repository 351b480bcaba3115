import { type Kysely, sql, type Transaction } from 'kysely'
import type { Roster } from '../installations/roster.ts'
import type { Database } from '../store/tables.ts'
import { unnested } from '../store/unnest.ts'
import type { Observation } from './batch.ts'

type Trx = Transaction<Database>

/** Under load the latest values are written this often (ms), since each batch would overwrite the one before. */
const EVERY = 500
/** A batch of fewer observations is no load. */
const FEW = 500

/** The latest value of each property of each device by event time, and when each device was last heard. */
export interface LatestValues {
  /** Takes a batch's observations over, once. */
  note(observations: readonly Observation[]): void
  /** Writes what is due inside the batch's transaction; `all` writes everything. */
  write(trx: Trx, position: number, now: number, all: boolean): Promise<void>
  /** The transaction is committed. */
  written(): void
  /** Something waits to be written. */
  readonly waiting: boolean
}

/** Brings the store's latest values up to `position`, where a crash left them behind, and goes on from there. */
export async function loadLatestValues(
  db: Kysely<Database>,
  roster: Roster,
  position: number,
): Promise<LatestValues> {
  await catchUp(db, position)
  const values = new Map<string, Observation>()
  const heard = new Map<string, number>()
  let count = 0
  let last = 0
  let writing: number | null = null

  return {
    note(observations) {
      count = observations.length
      for (const one of observations) {
        if (!roster.device(one.device)) continue
        heard.set(one.device, one.stamp)
        const key = `${one.device}\n${one.name}`
        const before = values.get(key)
        if (one.kind === 'property' && (!before || before.time <= one.time)) values.set(key, one)
      }
    },
    async write(trx, at, now, all) {
      writing = null
      if (heard.size === 0 || (!all && count >= FEW && now - last < EVERY)) return
      await upsertValues(trx, [...values.values()])
      await updateHeard(trx, heard)
      await trx
        .insertInto('counters')
        .values({ key: COUNTER, value: at })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: at }))
        .execute()
      writing = now
    },
    written() {
      if (writing === null) return
      last = writing
      values.clear()
      heard.clear()
    },
    get waiting() {
      return heard.size > 0
    },
  }
}

const COUNTER = 'values.position'

async function upsertValues(trx: Trx, latest: readonly Observation[]): Promise<void> {
  if (latest.length === 0) return
  const rows = latest
    .map(({ device, name, community, path, value, time, stamp, id }) => ({
      device,
      name,
      community,
      path,
      value,
      time,
      arrival: stamp,
      observation: id,
    }))
    // Sorted, so that two transactions that touch the same rows wait instead of blocking each other for good.
    .sort((a, b) => (a.device < b.device ? -1 : a.device > b.device ? 1 : a.name < b.name ? -1 : 1))
  await trx
    .insertInto('deviceValues')
    .columns(['device', 'name', 'community', 'path', 'value', 'time', 'arrival', 'observation'])
    .expression(unnested(rows, columns) as never)
    .onConflict((conflict) =>
      conflict
        .columns(['device', 'name'])
        .doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          time: eb.ref('excluded.time'),
          arrival: eb.ref('excluded.arrival'),
          observation: eb.ref('excluded.observation'),
          path: eb.ref('excluded.path'),
        }))
        .whereRef('deviceValues.time', '<=', 'excluded.time'),
    )
    .execute()
}

const columns = {
  device: 'text',
  name: 'text',
  community: 'text',
  path: 'text',
  value: 'jsonb',
  time: 'bigint',
  arrival: 'bigint',
  observation: 'text',
} as const

async function updateHeard(trx: Trx, heard: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...heard].sort().map(([id, stamp]) => ({ id, stamp }))
  await sql`
    update devices set last_seen = heard.stamp
    from (${unnested(rows, { id: 'text', stamp: 'bigint' })}) as heard
    where devices.id = heard.id and (devices.last_seen is null or devices.last_seen < heard.stamp)`.execute(
    trx,
  )
}

/** What was stored after the values were last written is applied to them. */
async function catchUp(db: Kysely<Database>, position: number): Promise<void> {
  const row = await db.selectFrom('counters').select('value').where('key', '=', COUNTER).executeTakeFirst()
  const from = row?.value ?? 0
  if (from >= position) return
  await sql`
    insert into device_values as known (device, name, community, path, value, time, arrival, observation)
    select distinct on (o.device, o.name) o.device, o.name, o.community, o.path, o.value, o.time, o.arrival, o.id
    from communities c join observations o on o.community = c.id and o.position > ${from}
    where o.kind = 'property' and o.installation is null
    order by o.device, o.name, o.time desc, o.position desc, o.ordinal desc
    on conflict (device, name) do update set value = excluded.value, time = excluded.time,
      arrival = excluded.arrival, observation = excluded.observation, path = excluded.path
    where known.time <= excluded.time`.execute(db)
  await sql`
    update devices set last_seen = heard.stamp
    from (
      select device, max(arrival) as stamp
      from communities c join observations o on o.community = c.id and o.position > ${from} group by device
    ) as heard
    where devices.id = heard.device and (devices.last_seen is null or devices.last_seen < heard.stamp)`.execute(
    db,
  )
}
