import type { Json } from '@linli/kernel'
import { readJson } from './read-json.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { matchTopic, topicPattern } from './topic-pattern.ts'
import { isoTime, type StampedArrival, type Unwrapped, type Unwrapping } from './unwrapped.ts'

/** Where ChirpStack v4 publishes unless told otherwise. */
export const chirpstackTopic = 'application/{application}/device/{address}/event/{event}'

/** Events about the device; the others (`ack`, `txack`, `log`) are the network server's own book-keeping. */
const deviceEvents = new Set(['up', 'join', 'status', 'location'])
const otherEvents = new Set(['ack', 'txack', 'log', 'integration'])

/**
 * ChirpStack v4: `data` (base64) becomes bytes with `fPort`, as TS013 codecs want them; the identity is the
 * deduplication id, the address the devEUI in lower case. `meta.event` says which event it was.
 */
export function unwrapChirpstack(arrival: StampedArrival, topic: string = chirpstackTopic): Unwrapping {
  const { source, channel } = arrival
  const names = matchTopic(topicPattern(topic), channel)
  const event = names?.event ?? 'up'
  const address = names?.address?.toLowerCase()
  if (address === undefined) return refuse('source.channel', { source, channel, expected: topic })
  if (otherEvents.has(event)) return []
  if (!deviceEvents.has(event)) return refuse('source.channel', { source, channel, expected: topic })
  const read = readJson(arrival)
  if (isRefusal(read)) return read
  const { json } = read
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refuse('source.unparseable', {
      source,
      channel,
      reason: { zh: '不是 JSON 对象', en: 'it is not a JSON object' },
    })
  }
  return unwrapEvent(arrival, address, event, json as Readonly<Record<string, Json>>)
}

function unwrapEvent(
  arrival: StampedArrival,
  address: string,
  event: string,
  body: Readonly<Record<string, Json>>,
): Unwrapping {
  const data = event === 'up' ? payload(arrival, body) : undefined
  if (data === null) return []
  if (data !== undefined && isRefusal(data)) return data
  const { source, channel } = arrival
  const deviceTime = isoTime(body.time)
  if (deviceTime === null && body.time !== undefined && body.time !== null)
    return refuse('source.field', { source, channel, field: '/time', expected: moment })
  const id = body.deduplicationId
  const unwrapped: Unwrapped = {
    address,
    identity: typeof id === 'string' && id !== '' ? `${event}:${id}` : null,
    deviceTime,
    message: {
      channel,
      address,
      meta: { ...arrival.meta, event },
      json: body,
      arrival: arrival.stamp,
      ...data,
    },
  }
  return [unwrapped]
}

/** Null for an uplink that only carries answers of the radio layer: no port of an application, no data. */
function payload(
  { source, channel }: StampedArrival,
  { data, fPort }: Readonly<Record<string, Json>>,
): { bytes: number[]; fPort: number } | Refusal | null {
  const isEmpty = data === undefined || data === null || data === ''
  if (isEmpty && (fPort === undefined || fPort === 0)) return null
  if (typeof fPort !== 'number' || !Number.isInteger(fPort) || fPort < 0 || fPort > 255)
    return refuse('source.field', { source, channel, field: '/fPort', expected: port })
  if (isEmpty) return { bytes: [], fPort }
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data))
    return refuse('source.field', { source, channel, field: '/data', expected: 'base64' })
  return { bytes: [...Buffer.from(data, 'base64')], fPort }
}

const moment = { zh: '带时区的时刻', en: 'a moment with its offset' }
const port = { zh: ' 0 到 255 的整数', en: 'a whole number from 0 to 255' }

/** A downlink as ChirpStack v4 takes it: `args` carry `fPort` and either `data` (base64) or `object`. */
export function chirpstackCommand(
  application: string,
  devEui: string,
  args: Readonly<Record<string, unknown>>,
) {
  return {
    topic: `application/${application}/device/${devEui}/command/down`,
    payload: JSON.stringify({ confirmed: false, ...args, devEui }),
  }
}
