import type { Json } from '@linli/kernel'
import { readJson } from './read-json.ts'
import { isRefusal, refuse } from './refusal.ts'
import { isoTime, type StampedArrival, type Unwrapping } from './unwrapped.ts'

/** The base topic of Zigbee2MQTT unless told otherwise. */
export const zigbeeBase = 'zigbee2mqtt'

/** Topics under the base that speak of the bridge or repeat commands: nothing a device said. */
export function isZigbeeChatter(topic: string, base: string = zigbeeBase): boolean {
  const rest = topic.slice(base.length + 1)
  return /(^|\/)(set|get)(\/|$)/.test(rest) || (rest.startsWith('bridge/') && rest !== 'bridge/devices')
}

/**
 * Zigbee2MQTT: state of the device with this friendly name (which may contain slashes); `/availability` arrives as
 * the same device with `meta.part = 'availability'` and `json = { state: 'online' | 'offline' }`. No identity: the
 * protocol has none. Device time is `last_seen`, where switched on.
 */
export function unwrapZigbee(arrival: StampedArrival, base: string = zigbeeBase): Unwrapping {
  const { source, channel } = arrival
  if (!channel.startsWith(`${base}/`))
    return refuse('source.channel', { source, channel, expected: `${base}/…` })
  const rest = channel.slice(base.length + 1)
  if (rest === 'bridge/devices' || isZigbeeChatter(channel, base)) return []
  if (arrival.body.byteLength === 0) return []
  if (rest.endsWith('/availability')) return availability(arrival, rest.slice(0, -'/availability'.length))
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
  const lastSeen = (json as Readonly<Record<string, Json>>).last_seen
  const deviceTime = typeof lastSeen === 'number' ? lastSeen : isoTime(lastSeen)
  return [{ address: rest, identity: null, deviceTime, message: message(arrival, rest, arrival.meta, json) }]
}

/** Old versions send the bare word, current ones `{"state":"online"}`. */
function availability(arrival: StampedArrival, address: string): Unwrapping {
  const { source, channel, meta } = arrival
  const text = Buffer.from(arrival.body).toString('utf8')
  const state = /^\s*(?:\{\s*"state"\s*:\s*"(online|offline)"\s*\}|(online|offline))\s*$/.exec(text)
  if (!state)
    return refuse('source.field', {
      source,
      channel,
      field: '/state',
      expected: { zh: ' online 或 offline', en: 'online or offline' },
    })
  const json = { state: (state[1] ?? state[2])! }
  const part = { ...meta, part: 'availability' }
  return [{ address, identity: null, deviceTime: null, message: message(arrival, address, part, json) }]
}

function message(
  arrival: StampedArrival,
  address: string,
  meta: Readonly<Record<string, string>>,
  json: Json,
) {
  return { channel: arrival.channel, address, meta, json, arrival: arrival.stamp }
}

/** A device as `bridge/devices` announces it. */
export interface ZigbeeDevice {
  readonly address: string
  readonly ieee: string
  readonly vendor: string
  readonly model: string
  readonly exposes: readonly Json[]
}

/** The devices a `bridge/devices` message announces (the coordinator left out); null where it is not one. */
export function readZigbeeDevices(
  arrival: StampedArrival,
  base: string = zigbeeBase,
): readonly ZigbeeDevice[] | null {
  if (arrival.channel !== `${base}/bridge/devices`) return null
  const read = readJson(arrival)
  if (isRefusal(read) || !Array.isArray(read.json)) return null
  return read.json.flatMap((entry: Json) => zigbeeDevice(entry) ?? [])
}

function zigbeeDevice(entry: Json): ZigbeeDevice | null {
  if (typeof entry !== 'object' || entry === null) return null
  const {
    type,
    friendly_name: address,
    ieee_address: ieee,
    definition,
  } = entry as Readonly<Record<string, Json>>
  if (type === 'Coordinator' || typeof address !== 'string' || typeof ieee !== 'string') return null
  const { vendor, model, exposes } = (definition ?? {}) as Readonly<Record<string, Json>>
  return {
    address,
    ieee,
    vendor: typeof vendor === 'string' ? vendor : '',
    model: typeof model === 'string' ? model : '',
    exposes: Array.isArray(exposes) ? exposes : [],
  }
}

/** A command as Zigbee2MQTT takes it: the arguments are the wanted state. */
export function zigbeeCommand(base: string, friendlyName: string, args: Readonly<Record<string, unknown>>) {
  return { topic: `${base}/${friendlyName}/set`, payload: JSON.stringify(args) }
}
