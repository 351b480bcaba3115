import type { CodecMessage } from '@linli/sdk'
import { expect, test } from 'vitest'
import { thrownObjects } from './thrown-objects.ts'

const detection = {
  Image: { resourcesContent: 'https://video.example/pic?id=1', resourcesContentType: 'url' },
  RuleInfo: { ruleID: 1, ruleName: '高空抛物', confidence: 92 },
  startTime: '2026-06-30T12:00:00.000+08:00',
  endTime: '2026-06-30T12:00:01.500+08:00',
}

const event = (changed: object = {}, detections: readonly object[] = [detection]) => ({
  eventId: 'E-1',
  eventType: 930335,
  happenTime: '2026-06-30T12:00:00.000+08:00',
  srcIndex: 'cam-1',
  status: 0,
  timeout: 0,
  data: {
    ObjectsThrownDetection: detections,
    channelID: 1,
    isDataRetransmission: false,
    targetAttrs: { cameraIndexCode: 'cam-1', deviceIndexCode: 'dev-1' },
  },
  ...changed,
})

const read = (json: object) =>
  thrownObjects({
    channel: '/in/throwing',
    address: 'cam-1',
    meta: {},
    arrival: 0,
    json: json as NonNullable<CodecMessage['json']>,
  })

test('a thrown object carries its camera, its picture and the time it fell', () => {
  expect(read(event())).toEqual([
    {
      name: 'thrown',
      value: {
        camera: 'cam-1',
        ruleName: '高空抛物',
        confidence: 92,
        image: 'https://video.example/pic?id=1',
        startedAt: '2026-06-30T04:00:00.000Z',
        endedAt: '2026-06-30T04:00:01.500Z',
      },
      time: Date.parse('2026-06-30T04:00:00Z'),
      identity: 'E-1',
    },
  ])
})

test('a retransmission has the identity of the first sending', () => {
  const again = event({ data: { ...event().data, isDataRetransmission: true } })
  expect(read(again)[0]?.identity).toBe(read(event())[0]?.identity)
})

test('two detections in one event are two observations', () => {
  expect(read(event({}, [detection, detection])).map(({ identity }) => identity)).toEqual(['E-1/0', 'E-1/1'])
})

test('an embedded picture is left behind, and so is a link that is none', () => {
  const embedded = { ...detection, Image: { resourcesContent: '/9j/4AAQ', resourcesContentType: 'base64' } }
  const script = {
    ...detection,
    Image: { resourcesContent: 'javascript:alert(1)', resourcesContentType: 'url' },
  }
  expect(read(event({}, [embedded, script])).map(({ value }) => value.image)).toEqual(['', ''])
})

test('without a start time the time of the event counts', () => {
  const { startTime: _, ...rest } = detection
  expect(read(event({}, [rest]))[0]?.time).toBe(Date.parse('2026-06-30T04:00:00Z'))
})

test('other events of the platform say nothing', () => {
  expect(read(event({ eventType: 131329 }))).toEqual([])
})

test.each([
  ['no type', { eventType: undefined }, /eventType is no number/],
  ['no detection', { data: { ObjectsThrownDetection: [] } }, /holds no detection/],
  ['a time that is none', { happenTime: 'garbage' }, /happenTime is no time/],
])('an event with %s is not readable, and says so', (_name, changed, sentence) => {
  expect(() => read(event(changed))).toThrow(sentence)
})

test.each([500, -1, 'sure', null])(
  'the confidence %j is passed on: the device model refuses it',
  (confidence) => {
    const [found] = read(event({}, [{ ...detection, RuleInfo: { confidence } }]))
    expect(found?.value.confidence).toBe(confidence)
  },
)
