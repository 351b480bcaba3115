import { createRequire } from 'node:module'
import { createValidator } from 'ocpp-rpc'

const require = createRequire(import.meta.url)

/** What charge points may ask of the central system. */
export const stationActions = [
  'Authorize',
  'BootNotification',
  'DataTransfer',
  'DiagnosticsStatusNotification',
  'FirmwareStatusNotification',
  'Heartbeat',
  'MeterValues',
  'StartTransaction',
  'StatusNotification',
  'StopTransaction',
] as const

/** What the central system asks of charge points. */
export const centralActions = [
  'ChangeAvailability',
  'ChangeConfiguration',
  'GetConfiguration',
  'RemoteStartTransaction',
  'RemoteStopTransaction',
  'Reset',
  'TriggerMessage',
  'UnlockConnector',
] as const

export type StationAction = (typeof stationActions)[number]
export type CentralAction = (typeof centralActions)[number]

/** Tells an action this central system answers. */
export function isStationAction(action: string): action is StationAction {
  return (stationActions as readonly string[]).includes(action)
}

/** Tells an action this central system may ask for. */
export function isCentralAction(action: string): action is CentralAction {
  return (centralActions as readonly string[]).includes(action)
}

/** The published schemas of OCPP 1.6-J, compiled once. */
const published = createValidator('ocpp1.6', require('ocpp-rpc/lib/schemas/ocpp1_6.json'))

/** A violation in the words and the error code OCPP 1.6-J puts on the wire. */
export interface SchemaViolation {
  readonly errorCode: string
  readonly reason: string
}

/** Checks a payload against the published schema of `action`; null when it conforms. */
export function violation(action: string, part: 'req' | 'conf', payload: unknown): SchemaViolation | null {
  try {
    published.validate(`urn:${action}.${part}`, payload)
    return null
  } catch (error) {
    const { rpcErrorCode, message } = error as Error & { readonly rpcErrorCode?: string }
    return { errorCode: wireCode(rpcErrorCode ?? 'InternalError'), reason: message.slice(0, 200) }
  }
}

/** The validator speaks OCPP 2.0.1; these two codes are spelt otherwise in 1.6-J (errata 1.0, section 5). */
function wireCode(code: string): string {
  if (code === 'FormatViolation') return 'FormationViolation'
  if (code === 'OccurenceConstraintViolation') return 'OccurrenceConstraintViolation'
  return code
}
