import type { Roster } from '../installations/roster.ts'
import { type BrokerOptions, createBroker } from '../outgoing/broker.ts'
import type { PollSupplies } from '../sources/poll/poller.ts'
import { appendAudit } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import { grantsInForce, hostsOf } from './grants.ts'

/** Polled sources go out by the broker, with the grants of the release that is in force in their community. */
export function createPollSupplies(
  store: Store,
  roster: Roster,
  clock: () => number,
  options: BrokerOptions = {},
): PollSupplies {
  const installationOf = (id: string) => {
    const source = roster.source(id)
    return source && roster.installation(source.community, source.plugin)
  }
  return {
    broker: createBroker(options),
    grants(id) {
      const installation = installationOf(id)
      const contract = installation && roster.scenario(installation.plugin)?.contract
      return installation && contract ? hostsOf(grantsInForce(contract, installation.config)) : []
    },
    async refused(id, error) {
      const source = roster.source(id)
      if (source === undefined) return
      const { code, params } = error as { readonly code?: string; readonly params?: object }
      const detail = { source: id, code, ...params }
      const { community, path } = source
      await store.transaction((trx) =>
        appendAudit(trx, {
          community,
          path,
          at: clock(),
          actor: 'system',
          action: 'capability.refused',
          subject: installationOf(id)?.id ?? id,
          detail,
        }),
      )
    },
  }
}
