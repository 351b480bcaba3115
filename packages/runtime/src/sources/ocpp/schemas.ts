import { createRequire } from 'node:module'
import type { Text } from '@linli/kernel'
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
  readonly reason: Text
}

/** Checks a payload against the published schema of `action`; null when it conforms. */
export function violation(action: string, part: 'req' | 'conf', payload: unknown): SchemaViolation | null {
  try {
    published.validate(`urn:${action}.${part}`, payload)
    return null
  } catch (error) {
    const { rpcErrorCode, message, details } = error as ValidatorError
    const en = message.slice(0, 200)
    const first = details?.errors?.[0]
    const zh = first ? `${first.instancePath || '/'}：${inChinese(first)}` : en
    return { errorCode: wireCode(rpcErrorCode ?? 'InternalError'), reason: { zh, en } }
  }
}

interface Broken {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

type ValidatorError = Error & {
  readonly rpcErrorCode?: string
  readonly details?: { readonly errors?: readonly Broken[] }
}

/** The validator's sentences are English only; the keywords that the OCPP 1.6-J schemas use are few. */
function inChinese({ keyword, params }: Broken): string {
  switch (keyword) {
    case 'required':
      return `缺少字段“${params.missingProperty}”`
    case 'additionalProperties':
      return `有未知字段“${params.additionalProperty}”`
    case 'type':
      return `类型应为 ${params.type}`
    case 'enum':
      return `应为 ${(params.allowedValues as readonly unknown[]).join('、')} 之一`
    case 'maxLength':
      return `多于 ${params.limit} 个字符`
    case 'format':
      return `不是 ${params.format} 格式`
    default:
      return `不符合规则 ${keyword}`
  }
}

/** The validator speaks OCPP 2.0.1; these two codes are spelt otherwise in 1.6-J (errata 1.0, section 5). */
function wireCode(code: string): string {
  if (code === 'FormatViolation') return 'FormationViolation'
  if (code === 'OccurenceConstraintViolation') return 'OccurrenceConstraintViolation'
  return code
}
