import { hash } from 'node:crypto'
import type { Json } from '@linli/kernel'
import { readFrame } from '../ocpp/frame.ts'
import { isCentralAction, isStationAction, type StationAction, violation } from '../ocpp/schemas.ts'
import { readJson } from './read-json.ts'
import { isRefusal, refuse } from './refusal.ts'
import { isoTime, type StampedArrival, type Unwrapping } from './unwrapped.ts'

type Payload = Readonly<Record<string, Json>>

/**
 * OCPP 1.6-J: a journalled CALL, with the action as channel, the payload as JSON, and in `meta` what the central
 * system decided before answering (`transactionId`, `idTagStatus`). A journalled CALLRESULT has the channel
 * `GetConfiguration.conf`. Message ids repeat when a station restarts, so identities are made of the content.
 */
export function unwrapOcpp16(arrival: StampedArrival): Unwrapping {
  const { channel, address } = arrival
  const station = address ?? ''
  const read = readJson(arrival)
  if (isRefusal(read)) return read
  const frame = readFrame(read.json)
  if (frame.type === 'malformed') return refuse('ocpp.frame', { station, reason: frame.reason })
  if (frame.type === 'error') return []
  const action = frame.type === 'call' ? frame.action : channel.replace(/\.conf$/, '')
  const known = frame.type === 'call' ? isStationAction(action) : isCentralAction(action)
  if (!known) return refuse('ocpp.action', { station, action: action.slice(0, 60) })
  const broken = violation(action, frame.type === 'call' ? 'req' : 'conf', frame.payload)
  if (broken) return refuse('ocpp.schema', { station, action, reason: broken.reason })
  const payload = frame.payload as Payload
  const { stamp, meta } = arrival
  return [
    {
      address: station,
      identity: frame.type === 'call' ? identity(station, action as StationAction, payload) : null,
      deviceTime: isoTime(payload.timestamp) ?? meterTime(payload.meterValue),
      message: { channel, address: station, meta, json: payload, arrival: stamp },
    },
  ]
}

/** Stations send again what was not answered, also hours later from their offline queue: the same content is the same event. */
function identity(station: string, action: StationAction, payload: Payload): string | null {
  switch (action) {
    case 'StartTransaction':
    case 'StopTransaction':
    case 'MeterValues':
      return contentIdentity(station, action, payload)
    case 'StatusNotification':
      return payload.timestamp === undefined ? null : contentIdentity(station, action, payload)
    default:
      return null
  }
}

function contentIdentity(station: string, action: StationAction, payload: Payload): string {
  const fields = action === 'StartTransaction' ? startIdentity(payload) : JSON.stringify(payload)
  return `${action}:${hash('sha256', `${station}\n${fields}`, 'base64url').slice(0, 22)}`
}

/** What makes a StartTransaction the same one when a station repeats it; the transaction id hangs on it. */
export function startIdentity(payload: Payload): string {
  const { connectorId, timestamp, idTag, meterStart } = payload
  return JSON.stringify([connectorId, timestamp, idTag, meterStart])
}

function meterTime(meterValue: Json | undefined): number | null {
  if (!Array.isArray(meterValue)) return null
  const first = meterValue[0] as { readonly timestamp?: Json } | undefined
  return isoTime(first?.timestamp)
}
