import type { CodecMessage } from '@linli/sdk'

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
 * percent-encoded GBK, which only the camera needs to understand.
 */
export function plateCamera({ json, address }: CodecMessage): readonly PlateReading[] {
  const alarm = fields(fields(json).AlarmInfoPlate)
  const result = fields(fields(alarm.result).PlateResult)
  if (typeof result.license !== 'string') return []
  const serial = String(alarm.serialno ?? address ?? '')
  const time = deviceTime(result.timeStamp)
  const identity = identityOf(serial, result.plateid, time)
  return [
    {
      name: 'plateSeen',
      value: {
        ...plateOf(result.license),
        confidence: percent(result.confidence),
        serial,
        image: typeof result.imagePath === 'string' ? result.imagePath : '',
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

function percent(confidence: unknown): number {
  const number = Number(confidence)
  return number >= 0 && number <= 100 ? number : 0
}

function deviceTime(timeStamp: unknown): number | undefined {
  const { sec, usec } = fields(fields(timeStamp).Timeval)
  const seconds = Number(sec)
  if (!(seconds > 0)) return undefined
  return seconds * 1000 + Math.floor((Number(usec) || 0) / 1000)
}
