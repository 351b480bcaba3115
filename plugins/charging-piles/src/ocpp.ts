import { type CodecMessage, unreadable } from '@linli/sdk'
import type { ConnectorStatus, ErrorCode } from './ocpp-words.ts'

type OcppReading =
  | { readonly name: 'online'; readonly value: boolean }
  | { readonly name: 'status'; readonly value: ConnectorStatus; readonly time?: number }
  | { readonly name: 'booted'; readonly value: Booted }
  | { readonly name: 'authorized'; readonly value: { readonly tag: string; readonly status: string } }
  | { readonly name: 'reported'; readonly value: Reported; readonly time?: number }
  | { readonly name: 'started'; readonly value: Started }
  | { readonly name: 'metered'; readonly value: Metered }
  | { readonly name: 'stopped'; readonly value: Stopped }

interface Booted {
  readonly vendor: string
  readonly model: string
  readonly serial: string
  readonly firmware: string
}

interface Reported {
  readonly connector: string
  readonly status: ConnectorStatus
  readonly errorCode: ErrorCode
  readonly info: string
}

interface Started {
  readonly transaction: string
  readonly connector: string
  readonly tag: string
  readonly meter: number
  readonly at: string
}

interface Metered {
  readonly transaction: string
  readonly connector: string
  readonly at: string
  readonly meter?: number
  readonly power?: number
}

interface Stopped {
  readonly transaction: string
  readonly meter: number
  readonly at: string
  readonly reason: string
}

type Payload = Readonly<Record<string, unknown>>

/**
 * Reads what an OCPP 1.6-J charge point says, by action. A connector is named after its charge point (`CP-01/2`), a
 * transaction by the number the server gave it (`meta.transactionId`). Connector 0 is the charge point itself. Values
 * are passed on as they are; a time that is none throws.
 */
export function ocpp(message: CodecMessage): readonly OcppReading[] {
  const payload = (message.json ?? {}) as Payload
  switch (message.channel) {
    case 'BootNotification':
      return [{ name: 'online', value: true }, booted(payload)]
    case 'Heartbeat':
      return [{ name: 'online', value: true }]
    case 'StatusNotification':
      return reported(payload, message)
    case 'Authorize':
      return [
        { name: 'authorized', value: { tag: text(payload.idTag), status: message.meta.idTagStatus ?? '' } },
      ]
    case 'StartTransaction':
      return started(payload, message)
    case 'MeterValues':
      return metered(payload, message)
    case 'StopTransaction':
      return stopped(payload, message)
    default:
      return []
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const connectorOf = ({ connectorId }: Payload, { address }: CodecMessage) =>
  `${address ?? ''}/${Number(connectorId)}`

/** The station's own time where it gives one, else the arrival; ISO 8601, UTC. */
function timeOf(value: unknown, { arrival }: CodecMessage): string {
  const time = value === undefined ? arrival : Date.parse(text(value))
  if (Number.isNaN(time))
    throw unreadable({ zh: '报文里的 timestamp 不是时间', en: 'its timestamp is no time' })
  return new Date(time).toISOString()
}

/** A report that took longer (ms) was kept while the station was away. */
const prompt = 10_000

/** A status says how things stand: one that was kept while the station was away holds from its arrival. */
function holdingSince(timestamp: unknown, message: CodecMessage): { readonly time?: number } {
  const since = Date.parse(timeOf(timestamp, message))
  return message.arrival - since > prompt ? { time: message.arrival } : {}
}

function booted(payload: Payload): OcppReading {
  const value = {
    vendor: text(payload.chargePointVendor),
    model: text(payload.chargePointModel),
    serial: text(payload.chargePointSerialNumber),
    firmware: text(payload.firmwareVersion),
  }
  return { name: 'booted', value }
}

function reported(payload: Payload, message: CodecMessage): readonly OcppReading[] {
  const status = payload.status as ConnectorStatus
  const time = holdingSince(payload.timestamp, message)
  if (payload.connectorId === 0) return [{ name: 'status', value: status, ...time }]
  const errorCode = payload.errorCode as ErrorCode
  const info = [text(payload.vendorErrorCode), text(payload.info)].filter((part) => part !== '').join(' ')
  return [
    {
      name: 'reported',
      value: { connector: connectorOf(payload, message), status, errorCode, info },
      ...time,
    },
  ]
}

function started(payload: Payload, message: CodecMessage): readonly OcppReading[] {
  const transaction = message.meta.transactionId
  if (transaction === undefined)
    throw unreadable({ zh: '没有服务端给出的交易号', en: 'it lacks the number that the server gave it' })
  const value = {
    transaction,
    connector: connectorOf(payload, message),
    tag: text(payload.idTag),
    meter: Number(payload.meterStart),
    at: timeOf(payload.timestamp, message),
  }
  return [{ name: 'started', value }]
}

function stopped(payload: Payload, message: CodecMessage): readonly OcppReading[] {
  const value = {
    transaction: String(payload.transactionId),
    meter: Number(payload.meterStop),
    at: timeOf(payload.timestamp, message),
    reason: text(payload.reason) || 'Local',
  }
  return [{ name: 'stopped', value }]
}

/** Clock-aligned values outside a transaction belong to no one and are left out. */
function metered(payload: Payload, message: CodecMessage): readonly OcppReading[] {
  if (payload.transactionId === undefined || !Array.isArray(payload.meterValue)) return []
  const transaction = String(payload.transactionId)
  const connector = connectorOf(payload, message)
  return (payload.meterValue as readonly Payload[]).flatMap(({ timestamp, sampledValue }) => {
    const values = Array.isArray(sampledValue) ? (sampledValue as readonly Payload[]) : []
    const meter = measured(values, 'Energy.Active.Import.Register')
    const power = measured(values, 'Power.Active.Import')
    if (meter === undefined && power === undefined) return []
    const value = {
      transaction,
      connector,
      at: timeOf(timestamp, message),
      ...(meter !== undefined && { meter }),
      ...(power !== undefined && { power }),
    }
    return [{ name: 'metered' as const, value }]
  })
}

/**
 * In Wh or W; without a measurand a value is the energy register, without a unit it is in Wh (OCPP 1.6, 7.43). What is
 * no number is passed on as it is. Signed data is the meter's own affair.
 */
function measured(values: readonly Payload[], measurand: string): number | undefined {
  const found = values.filter(
    (value) =>
      value.format !== 'SignedData' && (value.measurand ?? 'Energy.Active.Import.Register') === measurand,
  )
  const whole = found.filter((value) => value.phase === undefined)
  const told = whole.length > 0 ? whole : found
  const broken = told.find(({ value }) => !isNumber(value))
  if (broken) return broken.value as number
  return told.length > 0 ? told.map(inBaseUnit).reduce((total, one) => total + one) : undefined
}

const isNumber = (value: unknown) => /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(String(value))

const inBaseUnit = ({ value, unit }: Payload) => Number(value) * (unit === 'kWh' || unit === 'kW' ? 1000 : 1)
