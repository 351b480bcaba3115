import { type CodecMessage, unreadable } from '@linli/sdk'
import { numberSaid } from './number-said.ts'

interface PlateSeen {
  readonly plate: string
  readonly readable: boolean
  readonly confidence: number
  readonly serial: string
  readonly image: string
}

interface PlateReading {
  readonly name: 'plateSeen'
  readonly value: PlateSeen
  readonly time?: number
  readonly identity?: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads one recognition of the Vzicar (臻识) family and its relatives (AlphaDigi). The identity is the camera's serial
 * number with its own plate id, so that a repeated event is the same event. The image path stays as it came:
 * percent-encoded GBK, which only the camera needs to understand. A recognition without a plate text throws.
 */
export function plateCamera({ json, address }: CodecMessage): readonly PlateReading[] {
  if (fields(json).AlarmInfoPlate === undefined) return []
  const alarm = fields(fields(json).AlarmInfoPlate)
  const result = fields(fields(alarm.result).PlateResult)
  if (typeof result.license !== 'string')
    throw unreadable({ zh: 'PlateResult 里没有车牌文本 license', en: 'PlateResult has no text license' })
  const serial = String(alarm.serialno ?? address ?? '')
  const time = deviceTime(result.timeStamp)
  const identity = identityOf(serial, result.plateid, time)
  return [
    {
      name: 'plateSeen',
      value: {
        ...plateOf(result.license),
        confidence: numberSaid(result.confidence),
        serial,
        image: (result.imagePath ?? '') as string,
      },
      ...(time !== undefined && { time }),
      ...(identity !== undefined && { identity }),
    },
  ]
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

/** Plate ids begin anew when the camera restarts, and some firmwares stamp a repeat anew: hence the hour, not the second. */
function identityOf(serial: string, plateId: unknown, time: number | undefined): string | undefined {
  if (plateId === undefined) return undefined
  return `${serial}/${String(plateId)}/${Math.floor((time ?? 0) / 3_600_000)}`
}

const noPlate = new Set(['', '_无_', '无', '无车牌', 'UNKNOWN'])

/** One spelling per plate: upper case, without the dot and the blanks that people and some firmwares write. */
function plateOf(license: string): { readonly plate: string; readonly readable: boolean } {
  const plate = license.toUpperCase().replace(/[\s·.•-]/g, '')
  return noPlate.has(plate) ? { plate: '', readable: false } : { plate, readable: true }
}

/** A clock that was never set stands at 1970: that is passed on too, the server says so and takes the arrival. */
function deviceTime(timeStamp: unknown): number | undefined {
  const { sec, usec } = fields(fields(timeStamp).Timeval)
  if (sec === undefined) return undefined
  const seconds = numberSaid(sec)
  if (typeof seconds !== 'number')
    throw unreadable({ zh: 'timeStamp 里的 sec 不是数字', en: 'the sec of its timeStamp is no number' })
  const micros = usec === undefined ? 0 : numberSaid(usec)
  if (typeof micros !== 'number')
    throw unreadable({ zh: 'timeStamp 里的 usec 不是数字', en: 'the usec of its timeStamp is no number' })
  return seconds * 1000 + Math.floor(micros / 1000)
}
