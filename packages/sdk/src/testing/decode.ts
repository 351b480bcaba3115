import type { Json } from '@linli/kernel'
import type { CodecMessage, Decoding, Reading } from '../contract.ts'
import { finding, sdkError } from '../errors.ts'
import { callGuest } from './guest-call.ts'
import { pointedAt } from './pointer.ts'
import { deviceAt, type Site, type SiteDevice } from './site.ts'

/** A message as a test writes it: what the dialect leaves of the envelope. Over HTTP, `json` alone is enough. */
export type BenchMessage = Partial<Omit<CodecMessage, 'arrival'>> & {
  /** What the envelope says of the device's time (ms) and of the event's identity. */
  readonly time?: number
  readonly identity?: string
}

/** A reading with the device it is of and the source that brought it. */
export interface Arrived {
  readonly device: SiteDevice
  readonly source: string
  readonly reading: Reading
  readonly ordinal: number
}

interface Envelope {
  readonly device: SiteDevice
  readonly message: CodecMessage
  readonly time?: number
  readonly identity?: string
}

/** From a message to readings, by codec or mapping; what a codec cannot read is refused. */
export function decode(
  site: Site,
  source: string,
  message: BenchMessage,
  arrival: number,
): readonly Arrived[] {
  return unwrap(site, source, message, arrival).flatMap(({ device, message: each, time, identity }) => {
    const decoding = site.contract.devices[device.model]?.decode?.find((one) => one.source === source)
    if (decoding === undefined)
      throw sdkError('bench.no-codec', { device: device.id, model: device.model, source })
    return readingsOf(site, device, decoding, each).map((reading, ordinal) => ({
      device: reading.address === undefined ? device : deviceAt(site, reading.address),
      source,
      reading: {
        ...(time !== undefined && { time }),
        ...(identity !== undefined && { identity }),
        ...reading,
      },
      ordinal,
    }))
  })
}

function unwrap(site: Site, source: string, given: BenchMessage, arrival: number): readonly Envelope[] {
  const { time, identity, ...message } = given
  const spec = site.contract.sources[source]
  const envelope = (address: string, json: Json | undefined, own: string | undefined): Envelope => ({
    device: deviceAt(site, address),
    message: { channel: source, meta: {}, ...message, ...(json !== undefined && { json }), address, arrival },
    ...(time !== undefined && { time }),
    ...(own !== undefined && { identity: own }),
  })
  if (spec?.kind !== 'http' || message.json === undefined)
    return [envelope(message.address ?? '', message.json, identity)]
  const elements = spec.each === undefined ? [message.json] : pointedAt(message.json, spec.each)
  return (Array.isArray(elements) ? (elements as readonly Json[]) : []).map((json) => {
    const address = message.address ?? String(pointedAt(json, spec.address) ?? '')
    const own = spec.identity === undefined ? undefined : pointedAt(json, spec.identity)
    return envelope(address, json, identity ?? (own === undefined ? undefined : String(own)))
  })
}

function readingsOf(
  site: Site,
  device: SiteDevice,
  decoding: Decoding,
  message: CodecMessage,
): readonly Reading[] {
  if ('map' in decoding) return readMap(decoding.map, message)
  const outcome = callGuest(site.scenario.codecs[decoding.codec], message)
  const reason = outcome.ok ? 'it did not return a list of readings' : outcome.reason
  if (outcome.ok && Array.isArray(outcome.value)) return outcome.value as unknown as readonly Reading[]
  site.refused.push(
    finding('bench.codec-failed', device.id, { codec: decoding.codec, device: device.id, reason }),
  )
  return []
}

function readMap(
  map: Extract<Decoding, { map: unknown }>['map'],
  { json }: CodecMessage,
): readonly Reading[] {
  return Object.entries(map).flatMap(([name, rule]) => {
    const { from, values } = typeof rule === 'string' ? { from: rule, values: undefined } : rule
    const found = json === undefined ? undefined : pointedAt(json, from)
    if (found === undefined || found === null) return []
    return [{ name, value: values?.[String(found)] ?? found }]
  })
}
