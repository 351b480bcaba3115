import type { CodecMessage } from '@linli/sdk'
import { expect, test } from 'vitest'
import { plateCamera } from './plate-camera.ts'

const result = {
  license: '鲁PD1234',
  plateid: 4711,
  confidence: 97,
  manualTigger: 0,
  timeStamp: { Timeval: { sec: 1_790_000_000, usec: 250_000 } },
  imagePath: '%2Fmedia%2F%C2%B3PD1234.jpg',
}

const message = (changed: object = {}, serialno: string | undefined = 'a1b2'): CodecMessage => ({
  channel: '/in/plates',
  address: 'a1b2',
  meta: {},
  arrival: 0,
  json: { AlarmInfoPlate: { serialno, result: { PlateResult: { ...result, ...changed } } } } as NonNullable<
    CodecMessage['json']
  >,
})

test('a recognition carries the plate, the device time and the identity of its camera', () => {
  expect(plateCamera(message())).toEqual([
    {
      name: 'plateSeen',
      value: {
        plate: '鲁PD1234',
        readable: true,
        confidence: 97,
        serial: 'a1b2',
        image: '%2Fmedia%2F%C2%B3PD1234.jpg',
      },
      time: 1_790_000_000_250,
      identity: 'a1b2/4711/497222',
    },
  ])
})

const stamped = (sec: number) =>
  plateCamera(message({ timeStamp: { Timeval: { sec, usec: 0 } } }))[0]?.identity

test('a repeat is the same event, also where the camera stamps it anew', () => {
  expect(stamped(1_790_000_012)).toBe(stamped(1_790_000_002))
})

test('a plate id that comes again long after, when the camera has restarted, is another event', () => {
  expect(stamped(1_790_007_200)).not.toBe(stamped(1_790_000_000))
})

test('the same plate id of two cameras is two events', () => {
  const identities = ['a1b2', 'c3d4'].map((serial) => plateCamera(message({}, serial))[0]?.identity)
  expect(new Set(identities).size).toBe(2)
})

test.each(['_无_', 'unknown', ' ', '无车牌'])('%s is no plate', (license) => {
  expect(plateCamera(message({ license }))[0]?.value).toMatchObject({ plate: '', readable: false })
})

test.each(['鲁P·D1234', '鲁pd1234', ' 鲁P D1234'])('%s is spelt as the register spells it', (license) => {
  expect(plateCamera(message({ license }))[0]?.value.plate).toBe('鲁PD1234')
})

test('a camera without a time stamp gives no device time; one whose clock was never set says 1970', () => {
  expect(plateCamera(message({ timeStamp: undefined }))[0]).not.toHaveProperty('time')
  expect(plateCamera(message({ timeStamp: { Timeval: { sec: 0, usec: 0 } } }))[0]?.time).toBe(0)
})

test.each([970, -1, 'high', null])(
  'the confidence %j is passed on: the device model refuses it',
  (confidence) => {
    expect(plateCamera(message({ confidence }))[0]?.value.confidence).toBe(confidence)
  },
)

test('a confidence written as a text is that number', () => {
  expect(plateCamera(message({ confidence: '97' }))[0]?.value.confidence).toBe(97)
})

test.each([
  ['no plate text', { license: 7 }, /no text license/],
  ['a time that is none', { timeStamp: { Timeval: { sec: 'noon' } } }, /is no number/],
  ['half a time that is none', { timeStamp: { Timeval: { sec: 1, usec: 'zz' } } }, /is no number/],
])('a recognition with %s is not readable, and says so', (_name, changed, sentence) => {
  expect(() => plateCamera(message(changed))).toThrow(sentence)
})

test.each([null, {}, { AlarmGioIn: { deviceName: 'x' } }])('%j says nothing', (json) => {
  expect(plateCamera({ ...message(), json })).toEqual([])
})
