import { hash } from 'node:crypto'
import type { Roster } from '../installations/roster.ts'
import { type DeadLetter, type Observation, refuser } from './batch.ts'
import type { Decoded } from './decode.ts'
import { doubtOf, fixEventTime } from './event-time.ts'
import { brief } from './shape.ts'

/** Readings become observations: checked against the device model, with one event time and, where there can be one, an identity. */
export function observe(decoded: readonly Decoded[], roster: Roster, refused: DeadLetter[]): Observation[] {
  return decoded.flatMap((one) => {
    const { device, reading, entry } = one
    const model = roster.scenario(device.plugin)?.models.get(device.modelName)
    const property = model?.properties.get(reading.name)
    const check = property ?? model?.events.get(reading.name)
    const refuse = refuser(entry, refused)
    if (!check) {
      return refuse(
        'model',
        'ingest.unknown-reading',
        { name: reading.name, device: device.id, model: device.model },
        device.address,
        device.id,
      )
    }
    const wrong = check(reading.value)
    if (wrong) {
      const params = {
        name: reading.name,
        device: device.id,
        model: device.model,
        value: brief(reading.value),
        reason: wrong,
      }
      return refuse('model', 'ingest.outside-model', params, device.address, device.id)
    }
    return [toObservation(one, property ? 'property' : 'event')]
  })
}

function toObservation(
  { entry, source, device, reading, identity, deviceTime, ordinal }: Decoded,
  kind: Observation['kind'],
): Observation {
  const given = reading.time ?? deviceTime
  const { time, reason } = fixEventTime(given, entry.stamp, source.lateness)
  const doubt = doubtOf([given, deviceTime], entry.stamp, source.lateness)
  const own = reading.identity ?? identity
  const base =
    own !== null
      ? `${source.id}|${own}|${device.id}|${reading.name}|${ordinal}`
      : reason === 'device'
        ? `${device.id}|${reading.name}|${time}|${JSON.stringify(reading.value)}`
        : null
  return {
    type: 'observation',
    stamp: entry.stamp,
    time,
    timeReason: reason,
    late: reason === 'device' && entry.stamp - time > source.lateness,
    ...(doubt === null ? null : { clock: doubt }),
    source: source.id,
    id: base === null ? `${entry.position}.${ordinal}` : short(base),
    // What the device's clock tells apart needs no entry of its own: it is looked up by device, name and time.
    identity: own === null || base === null ? null : identityOf(device.community, base),
    // Where the arrival is the event time, two observations of one millisecond stay in the order they came in.
    seq: reason === 'device' ? ordinal : entry.position * 1000 + ordinal,
    device: device.id,
    model: device.model,
    place: device.place,
    kind,
    name: reading.name,
    value: reading.value,
    position: entry.position,
    ordinal,
    community: device.community,
    path: device.path,
    installation: null,
  }
}

/** Identities come from outside and may be long; beyond 64 characters their hash stands for them. */
function short(identity: string): string {
  return identity.length <= 64 ? identity : hash('sha256', identity, 'base64url')
}

/** What duplicates are told by: the first 128 bits of SHA-256, so that nobody can make two events look like one. */
export function identityOf(community: string, identity: string): string {
  return hash('sha256', `${community}\n${identity}`).slice(0, 32)
}
