import type { Json } from '@linli/kernel'
import { startIdentity } from '../dialects/ocpp16.ts'
import type { StationAction } from './schemas.ts'
import type { IdTagStatus, KnownChargePoint, OcppSuppliers } from './suppliers.ts'

/** What is decided before a CALL is journalled, so that the journal knows what the station was told. */
export interface Decision {
  readonly idTagStatus?: IdTagStatus
  readonly transactionId?: number
}

type Payload = Readonly<Record<string, Json>>

/** A CALL of a known station, checked against its schema. */
export interface StationCall {
  readonly station: string
  readonly chargePoint: KnownChargePoint
  readonly action: StationAction
  readonly payload: Payload
}

/** Asks the suppliers what the answer depends on. */
export async function decide(call: StationCall, { transactions, idTags }: OcppSuppliers): Promise<Decision> {
  const { payload, chargePoint } = call
  const idTag = typeof payload.idTag === 'string' ? payload.idTag : null
  switch (call.action) {
    case 'Authorize':
      return { idTagStatus: await idTags.check(chargePoint.community, idTag ?? '', null) }
    case 'StartTransaction': {
      const transactionId = await transactions.open(startOf(call))
      return {
        transactionId,
        idTagStatus: await idTags.check(chargePoint.community, idTag ?? '', transactionId),
      }
    }
    case 'StopTransaction': {
      const transactionId = Number(payload.transactionId)
      if (idTag === null) return { transactionId }
      return { transactionId, idTagStatus: await idTags.check(chargePoint.community, idTag, transactionId) }
    }
    default:
      return {}
  }
}

function startOf({ station, chargePoint, payload }: StationCall) {
  const { community, source } = chargePoint
  return {
    community,
    source,
    station,
    identity: startIdentity(payload),
    connector: Number(payload.connectorId),
    idTag: String(payload.idTag),
    meterStart: Number(payload.meterStart),
    timestamp: String(payload.timestamp),
  }
}

/** A decision as the journal keeps it, for the codec. */
export function metaOf(decision: Decision, messageId: string): Readonly<Record<string, string>> {
  const { idTagStatus, transactionId } = decision
  return {
    messageId,
    ...(idTagStatus === undefined ? {} : { idTagStatus }),
    ...(transactionId === undefined ? {} : { transactionId: String(transactionId) }),
  }
}

const wireStatus = {
  accepted: 'Accepted',
  blocked: 'Blocked',
  expired: 'Expired',
  invalid: 'Invalid',
  concurrentTx: 'ConcurrentTx',
} as const satisfies Record<IdTagStatus, string>

/** The CALLRESULT's payload. `time` is the arrival in the journal; `heartbeat` seconds. */
export function answerTo(
  action: StationAction,
  decision: Decision,
  time: number,
  heartbeat: number,
): Payload {
  const currentTime = new Date(time).toISOString()
  const idTagInfo = decision.idTagStatus === undefined ? null : { status: wireStatus[decision.idTagStatus] }
  switch (action) {
    case 'BootNotification':
      return { status: 'Accepted', currentTime, interval: heartbeat }
    case 'Heartbeat':
      return { currentTime }
    case 'Authorize':
      return { idTagInfo }
    case 'StartTransaction':
      return { idTagInfo, transactionId: decision.transactionId ?? 0 }
    case 'StopTransaction':
      return idTagInfo ? { idTagInfo } : {}
    case 'DataTransfer':
      return { status: 'UnknownVendorId' }
    case 'MeterValues':
    case 'StatusNotification':
    case 'FirmwareStatusNotification':
    case 'DiagnosticsStatusNotification':
      return {}
  }
}
