import type { CodecMessage } from '@linli/sdk'

interface Thrown {
  readonly camera: string
  readonly ruleName: string
  readonly confidence: number
  readonly image: string
  readonly startedAt: string
  readonly endedAt: string
}

interface ThrownReading {
  readonly name: 'thrown'
  readonly value: Thrown
  readonly time?: number
  readonly identity?: string
}

type Fields = Readonly<Record<string, unknown>>

/** The platform's event type for things thrown from heights. */
const thrownFromHeight = 930_335

/**
 * Reads one event of a video platform of the Hikvision family; other event types say nothing here. A retransmission
 * carries the same event id and so is the same event. Pictures given as a link are kept as the link, embedded ones
 * are left behind: they would carry a façade's windows into the log.
 */
export function thrownObjects({ json, address }: CodecMessage): readonly ThrownReading[] {
  const event = fields(json)
  if (Number(event.eventType) !== thrownFromHeight) return []
  const data = fields(event.data)
  const found = Array.isArray(data.ObjectsThrownDetection) ? data.ObjectsThrownDetection : []
  const camera = text(fields(data.targetAttrs).cameraIndexCode) || text(event.srcIndex) || (address ?? '')
  return found.map((one, at) => readingOf(fields(one), event, camera, found.length > 1 ? `/${at}` : ''))
}

function readingOf(detection: Fields, event: Fields, camera: string, part: string): ThrownReading {
  const rule = fields(detection.RuleInfo)
  const startedAt = isoTime(detection.startTime) ?? isoTime(event.happenTime)
  const id = text(event.eventId)
  return {
    name: 'thrown',
    value: {
      camera,
      ruleName: text(rule.ruleName),
      confidence: percent(rule.confidence),
      image: link(fields(detection.Image)),
      startedAt: startedAt ?? '',
      endedAt: isoTime(detection.endTime) ?? '',
    },
    ...(startedAt !== undefined && { time: Date.parse(startedAt) }),
    ...(id !== '' && { identity: `${id}${part}` }),
  }
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

function link({ resourcesContent, resourcesContentType }: Fields): string {
  return resourcesContentType === 'url' && /^https?:\/\//.test(text(resourcesContent))
    ? text(resourcesContent)
    : ''
}

function isoTime(value: unknown): string | undefined {
  const time = Date.parse(text(value))
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

function percent(value: unknown): number {
  const number = Number(value)
  return number >= 0 && number <= 100 ? number : 0
}
