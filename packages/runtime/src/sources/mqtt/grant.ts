import { filterCovers, filterMatches } from './route-table.ts'

/** What a client of the embedded broker may do. */
export interface MqttGrant {
  /** Its messages go to sources of this community only; null for a gateway that serves several. */
  readonly community: string | null
  /** The device address this credential proves, or null (a gateway speaks for many devices). */
  readonly address: string | null
  /** Topic filters it may publish under and subscribe to. */
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
  /** Bytes of one packet, where a gateway needs more than a device. */
  readonly packet?: number
}

/** Topics that begin with `$` are the broker's own. */
export function mayPublish(grant: MqttGrant, topic: string): boolean {
  return !topic.startsWith('$') && grant.publish.some((filter) => filterMatches(filter, topic))
}

/** Asked at every delivery, so that it holds for wills and retained messages too. */
export function mayHear(grant: MqttGrant, topic: string): boolean {
  return grant.subscribe.some((filter) => filterMatches(filter, topic))
}

/** A subscription is granted whole or not at all. */
export function maySubscribe(grant: MqttGrant, filter: string): boolean {
  return grant.subscribe.some((wide) => filterCovers(wide, filter))
}
