import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { prepareMonths } from './observations.ts'
import type { Store } from './store.ts'

const hour = 3600_000
const day = 24 * hour

/** How long rows of the server's own bookkeeping are kept, ms. */
export const kept = {
  /** A message may be delivered again for this long and is still known. */
  seen: 7 * day,
  /** A follower of the change feed that was away longer starts over. */
  changes: 30 * day,
  /** A write may be repeated for this long and gets its first answer. */
  idempotencyKeys: day,
} as const

/** Tables that are updated in place all the time. */
const busy = [
  'device_values',
  'devices',
  'records',
  'partitions',
  'effects',
  'seen',
  'commands',
  'audit_heads',
]

/** Does what has to be done now and then, at once and every hour, until `signal` aborts. */
export async function keepHouse(
  store: Store,
  now: () => number,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await maintain(store, now()).catch(onError)
    await sleep(hour, undefined, { signal }).catch(() => {})
  }
}

/**
 * What has to be done now and then: partitions for the months to come, old bookkeeping removed. The embedded database
 * has no background cleaning, so its busy tables are vacuumed here.
 */
export async function maintain(store: Store, now: number): Promise<void> {
  const { db } = store
  await prepareMonths(store, now)
  await db
    .deleteFrom('seen')
    .where('time', '<', now - kept.seen)
    .execute()
  await db
    .deleteFrom('changes')
    .where('at', '<', now - kept.changes)
    .execute()
  await db
    .deleteFrom('idempotencyKeys')
    .where('at', '<', now - kept.idempotencyKeys)
    .execute()
  await db.deleteFrom('sessions').where('expiresAt', '<', now).execute()
  if (store.kind === 'postgres') return
  for (const table of busy) await sql.raw(`vacuum (analyze) ${table}`).execute(db)
  await sql`analyze observation_log, series`.execute(db)
}
