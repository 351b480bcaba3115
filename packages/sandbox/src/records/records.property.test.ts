import type { Json, LogRecord, ObservationRecord } from '@linli/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsLength } from './layout.ts'
import { packRecords } from './pack.ts'
import { createUnpacker } from './unpack.ts'

const seed = Number(process.env.SANDBOX_SEED ?? 20_260_101)

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('d1', 'd2', '', '__proto__', '\ud800'),
)
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(-0))
// Within a text there is no -0.
const nested = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)))
const json = fc.oneof(number, fc.boolean(), fc.constant(null), text, nested) as fc.Arbitrary<Json>

const plain = { noNullPrototype: true } as const
const observation: fc.Arbitrary<ObservationRecord> = fc.record(
  {
    type: fc.constant('observation' as const),
    stamp: number,
    time: number,
    source: text,
    id: text,
    seq: number,
    device: text,
    model: text,
    place: fc.option(text),
    kind: fc.constantFrom('property' as const, 'event' as const),
    name: text,
    value: json,
  },
  plain,
)
const other: fc.Arbitrary<LogRecord> = fc.oneof(
  fc.record(
    {
      type: fc.constant('source' as const),
      stamp: fc.integer(),
      source: text,
      state: fc.constantFrom('up' as const, 'down' as const),
      lateness: fc.nat(),
    },
    plain,
  ),
  fc.record(
    {
      type: fc.constant('release' as const),
      stamp: fc.integer(),
      installation: text,
      program: fc.constant(null),
    },
    plain,
  ),
)
const records = fc.array(fc.oneof({ weight: 5, arbitrary: observation }, { weight: 1, arbitrary: other }), {
  maxLength: 40,
})

const { unpack } = createUnpacker((reason) => Object.assign(new Error(reason), { code: 'kernel.bad-batch' }))

/** As the worker hands a batch to the isolate: the columns as bytes, the rest as text. */
function receive(batch: Uint8Array): LogRecord[] {
  const bytes = Buffer.from(batch)
  const end = Math.min(bytes.length, columnsLength(bytes.length < 8 ? 0 : bytes.readUInt32LE(4)))
  return unpack(new Uint8Array(bytes.subarray(0, end)).buffer, bytes.subarray(end).toString('utf8'))
}

test(`records come out of a batch as they went in (seed ${seed})`, () => {
  fc.assert(
    fc.property(records, (sent) => {
      expect(receive(packRecords(sent))).toStrictEqual(sent)
    }),
    { seed, numRuns: 1000 },
  )
})

test(`a batch that is cut off or changed is refused with its code, or read as whole records (seed ${seed})`, () => {
  let refused = 0
  fc.assert(
    fc.property(records, fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (sent, at, byte, isCut) => {
      const batch = packRecords(sent)
      const place = at % batch.length
      const spoilt = isCut ? batch.slice(0, place) : batch.slice()
      if (!isCut) spoilt[place] = byte
      try {
        expect(receive(spoilt)).toHaveLength(sent.length)
      } catch (error) {
        expect(error).toMatchObject({ code: 'kernel.bad-batch' })
        refused += 1
      }
    }),
    { seed, numRuns: 2000 },
  )
  expect(refused).toBeGreaterThan(500)
})
