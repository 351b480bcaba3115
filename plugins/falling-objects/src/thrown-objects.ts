import { type CodecMessage, unreadable } from '@linli/sdk'

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
 * are left behind: they would carry a façade's windows into the log. An event without a type or a detection, or with a
 * time that is none, throws.
 */
export function thrownObjects({ json, address }: CodecMessage): readonly ThrownReading[] {
  const event = fields(json)
  if (!/^\d+$/.test(String(event.eventType)))
    throw unreadable({ zh: '事件类型 eventType 不是数字', en: 'its eventType is no number' })
  if (Number(event.eventType) !== thrownFromHeight) return []
  const data = fields(event.data)
  const found = data.ObjectsThrownDetection
  if (!Array.isArray(found) || found.length === 0)
    throw unreadable({
      zh: 'data.ObjectsThrownDetection 里没有检测结果',
      en: 'data.ObjectsThrownDetection holds no detection',
    })
  const camera = text(fields(data.targetAttrs).cameraIndexCode) || text(event.srcIndex) || (address ?? '')
  return found.map((one, at) => readingOf(fields(one), event, camera, found.length > 1 ? `/${at}` : ''))
}

function readingOf(detection: Fields, event: Fields, camera: string, part: string): ThrownReading {
  const rule = fields(detection.RuleInfo)
  const happenedAt = isoTime(event.happenTime, 'happenTime')
  const startedAt = isoTime(detection.startTime, 'startTime') ?? happenedAt
  const id = text(event.eventId)
  return {
    name: 'thrown',
    value: {
      camera,
      ruleName: (rule.ruleName ?? '') as string,
      confidence: rule.confidence as number,
      image: link(fields(detection.Image)),
      startedAt: startedAt ?? '',
      endedAt: isoTime(detection.endTime, 'endTime') ?? '',
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

/** Undefined where the platform gives none. */
function isoTime(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const time = Date.parse(text(value))
  if (Number.isNaN(time)) throw unreadable({ zh: `${field} 不是时间`, en: `its ${field} is no time` })
  return new Date(time).toISOString()
}
