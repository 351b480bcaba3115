import type { ObservationRecord } from '@linli/kernel'
import { finding } from '../errors.ts'
import { checkValue } from '../schema/check-value.ts'
import type { Arrived } from './decode.ts'
import { latenessOf, type Site } from './site.ts'

/** Readings become observations: inside the device model, with one event time, each event once. */
export function observe(
  site: Site,
  arrived: readonly Arrived[],
  arrival: number,
  first: number,
): ObservationRecord[] {
  return arrived.flatMap((one, index) => {
    const { device, reading, source, ordinal } = one
    const { name, value } = reading
    const model = site.contract.devices[device.model]
    const schema = model?.properties?.[name] ?? model?.events?.[name]
    const reason =
      schema === undefined ? 'the model has no such property or event' : checkValue(schema, value)
    if (reason !== null) {
      const params = { name, device: device.id, model: device.model, reason }
      site.refused.push(finding('bench.outside-model', device.id, params))
      return []
    }
    const { time, isOwn } = eventTime(site, source, reading.time, arrival)
    const content = isOwn ? `${device.id}|${name}|${time}|${JSON.stringify(value)}` : null
    const identity =
      reading.identity === undefined
        ? content
        : `${source}|${reading.identity}|${device.id}|${name}|${ordinal}`
    if (identity !== null && site.seen.has(identity)) return []
    if (identity !== null) site.seen.add(identity)
    const kind = model?.properties?.[name] === undefined ? 'event' : 'property'
    return [
      {
        type: 'observation',
        stamp: arrival,
        time,
        source,
        id: identity ?? `${first + index}`,
        seq: ordinal,
        device: device.id,
        model: `${site.contract.id}/${device.model}`,
        place: device.place,
        kind,
        name,
        value,
      },
    ]
  })
}

/** As on the server: a clock before 2020 was never set, and one more than a minute ahead is wrong. */
const [earliest, ahead] = [Date.UTC(2020, 0, 1), 60_000]

/** The device's time, never later than the arrival; a source that may not be late counts from the arrival. */
function eventTime(site: Site, source: string, own: number | undefined, arrival: number) {
  const isBelievable = own !== undefined && own >= earliest && own <= arrival + ahead
  const isOwn = isBelievable && latenessOf(site.contract.sources[source]) > 0
  return { time: isOwn ? Math.min(Math.round(own), arrival) : arrival, isOwn }
}
