import type { Roster } from '../installations/roster.ts'
import type { Change } from '../store/changes.ts'
import type { Outcome } from './commit.ts'

/** A device's readings show up in the change feed at most this often (ms): the feed is for people and caches, not for telemetry. */
const DEVICE_EVERY = 1000

/** Says what a stored batch changed, for the change feed. */
export function createTouched(roster: Roster): (outcome: Outcome) => Change[] {
  const announced = new Map<string, number>()
  return (outcome) => changesOf(outcome, roster, announced)
}

function changesOf(
  { observations, records, refused, controls, at }: Outcome,
  roster: Roster,
  announced: Map<string, number>,
): Change[] {
  const changes = new Map<string, Change>()
  const add = (change: Change) => changes.set(`${change.resource}\n${change.id}`, change)
  for (const { device, community, path } of observations) {
    if (at - (announced.get(device) ?? 0) < DEVICE_EVERY || !roster.device(device)) continue
    announced.set(device, at)
    add({ community, path, resource: 'devices', id: device, op: 'update', at })
  }
  for (const { community, path, installation, record, key } of records) {
    add({ community, path, resource: 'records', id: `${installation}:${record}:${key}`, op: 'update', at })
  }
  for (const { entry } of refused) {
    add({
      community: entry.community,
      path: roster.communityPath(entry.community),
      resource: 'dead-letters',
      id: String(entry.position),
      op: 'create',
      at,
    })
  }
  for (const { entry, body, path } of controls) {
    if (body.kind === 'source')
      add({ community: entry.community, path, resource: 'sources', id: body.source, op: 'update', at })
    else
      add({
        community: entry.community,
        path,
        resource: 'installations',
        id: body.installation,
        op: 'update',
        at,
      })
  }
  return [...changes.values()]
}
