import { type CodecMessage, unreadable } from '@linli/sdk'
import { numberSaid } from './number-said.ts'

type ResetCause = 'watchdog' | 'power-on' | 'request' | 'brownout' | 'other'

interface Startup {
  readonly firmware: string
  readonly resetCause: ResetCause
  readonly debugCodes: number[]
}

type BayReading =
  | { readonly name: 'occupied'; readonly value: boolean }
  | { readonly name: 'temperature' | 'battery'; readonly value: number }
  | { readonly name: 'started'; readonly value: Startup }

/**
 * Reads bay sensors that speak fPort 1 (occupied or free), 2 (sign of life) and 3 (start-up): Bosch TPS110 and
 * Nwave NPS310SM. Their start-up messages differ in length. The network's own device status carries the battery.
 * An uplink that is none of these throws.
 */
export function bay(message: CodecMessage): readonly BayReading[] {
  const { bytes, fPort } = message
  if (!bytes) return message.meta.event === 'status' ? batteryOf(message.json) : []
  const [state, degrees] = bytes
  if (state === undefined)
    throw unreadable({ zh: `端口 ${fPort} 的上行没有内容`, en: `the uplink on port ${fPort} is empty` })
  switch (fPort) {
    case 1:
      return [occupied(state)]
    case 2:
      return degrees === undefined
        ? [occupied(state)]
        : [occupied(state), { name: 'temperature', value: signed(degrees) }]
    case 3:
      return startup(bytes)
    default:
      throw unreadable({
        zh: `端口 ${fPort} 不是 1（状态）、2（心跳）或 3（启动）`,
        en: `port ${fPort} is none of 1 (state), 2 (sign of life) and 3 (start-up)`,
      })
  }
}

const occupied = (state: number): BayReading => ({ name: 'occupied', value: (state & 1) === 1 })

const signed = (byte: number) => (byte > 127 ? byte - 256 : byte)

function startup(bytes: readonly number[]): readonly BayReading[] {
  const read = bytes.length >= 17 ? boschStartup : bytes.length >= 5 ? nwaveStartup : null
  if (read === null)
    throw unreadable({
      zh: `启动报文只有 ${bytes.length} 个字节，至少应有 5 个`,
      en: `the start-up message has only ${bytes.length} bytes, at least 5 are needed`,
    })
  const { state, ...value } = read(bytes)
  return [occupied(state), { name: 'started', value }]
}

const boschCauses: readonly (ResetCause | undefined)[] = [
  undefined,
  'watchdog',
  'power-on',
  'request',
  'other',
]

/** Three debug codes of 12 bits in four bytes each (0: none), firmware, cause, state. */
function boschStartup(bytes: readonly number[]) {
  const codes = [0, 4, 8].map((from) => ((bytes[from + 1]! & 0x0f) << 8) | bytes[from]!)
  return {
    debugCodes: codes.filter((code) => code !== 0),
    firmware: bytes.slice(12, 15).join('.'),
    resetCause: boschCauses[bytes[15]!] ?? ('other' as const),
    state: bytes[16]!,
  }
}

const nwaveCauses: readonly (ResetCause | undefined)[] = [
  undefined,
  'watchdog',
  'power-on',
  'request',
  'brownout',
  'other',
]

/** Firmware, cause, state. */
function nwaveStartup(bytes: readonly number[]) {
  return {
    debugCodes: [],
    firmware: bytes.slice(0, 3).join('.'),
    resetCause: nwaveCauses[bytes[3]!] ?? ('other' as const),
    state: bytes[4]!,
  }
}

/** ChirpStack writes numbers as numbers or, in some versions, as strings. */
function batteryOf(json: unknown): readonly BayReading[] {
  const { batteryLevel, batteryLevelUnavailable, externalPowerSource } = (json ?? {}) as Record<
    string,
    unknown
  >
  if (batteryLevelUnavailable === true || externalPowerSource === true) return []
  if (batteryLevel === undefined || batteryLevel === null) return []
  return [{ name: 'battery', value: numberSaid(batteryLevel) }]
}
