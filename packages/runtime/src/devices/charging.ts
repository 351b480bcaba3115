import type { Roster } from '../installations/roster.ts'
import type { IdTagStatus, OcppSuppliers } from '../sources/ocpp/suppliers.ts'
import type { Store } from '../store/store.ts'

/** What the central system asks: who may connect, which number a transaction has, what a card may do. */
export function createCharging(store: Store, roster: Roster): OcppSuppliers {
  const { db } = store
  return {
    chargePoints: {
      async find(id) {
        const source = roster.sources().find((one) => one.spec.kind === 'ocpp' && roster.deviceAt(one.id, id))
        const device = source && roster.deviceAt(source.id, id)
        if (!source || !device) return null
        const row = await db
          .selectFrom('devices')
          .select('credentials')
          .where('id', '=', device.id)
          .executeTakeFirst()
        return { source: source.id, community: source.community, passwordHash: row?.credentials ?? null }
      },
    },
    transactions: {
      async open({ station, identity, community }) {
        const path = roster.communityPath(community)
        await db
          .insertInto('chargingTransactions')
          .values({ station, identity, community, path })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const row = await db
          .selectFrom('chargingTransactions')
          .select('id')
          .where('station', '=', station)
          .where('identity', '=', identity)
          .executeTakeFirstOrThrow()
        return row.id
      },
    },
    idTags: {
      async check(community, idTag) {
        const source = roster.sources().find((one) => one.community === community && one.spec.kind === 'ocpp')
        const table = source?.spec.kind === 'ocpp' ? source.spec.idTags : undefined
        if (!source || table === undefined) return 'accepted'
        const installation = roster.installation(community, source.plugin)
        const row = installation ? roster.referenceRow(installation.id, table, idTag) : null
        return row === null ? 'invalid' : statusOf(row)
      },
    },
  }
}

/** A card's row may say its status in the words of OCPP; without one it is accepted. */
function statusOf(row: unknown): IdTagStatus {
  const { status } = row as { readonly status?: unknown }
  switch (status) {
    case 'Blocked':
      return 'blocked'
    case 'Expired':
      return 'expired'
    case 'Invalid':
      return 'invalid'
    default:
      return 'accepted'
  }
}
