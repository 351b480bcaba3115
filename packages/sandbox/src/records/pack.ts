import type { LogRecord, ObservationRecord } from '@linli/kernel'
import {
  type BatchText,
  batchMark,
  type Columns,
  columnsLength,
  columnsOf,
  eventMark,
  valueKinds,
} from './layout.ts'

/** Packs records into one batch: see `layout.ts`. */
export function packRecords(records: readonly LogRecord[]): Uint8Array {
  const observations = records.filter((record) => record.type === 'observation')
  const count = observations.length
  const start = columnsLength(count)
  const columns = new ArrayBuffer(start)
  const text = Buffer.from(JSON.stringify(fill(columnsOf(columns, count), observations, records)))
  const head = new DataView(columns)
  head.setUint32(0, batchMark, true)
  head.setUint32(4, count, true)
  return Buffer.concat([new Uint8Array(columns), text])
}

function fill(
  columns: Columns,
  observations: readonly ObservationRecord[],
  records: readonly LogRecord[],
): BatchText {
  const words = createWords()
  const values: unknown[] = []
  const { stamp, time, seq, value, source, device, model, name, place, kind } = columns
  const ids = observations.map((one, row) => {
    stamp[row] = one.stamp
    time[row] = one.time
    seq[row] = one.seq
    source[row] = words.place(one.source)
    device[row] = words.place(one.device)
    model[row] = words.place(one.model)
    name[row] = words.place(one.name)
    place[row] = one.place === null ? 0 : words.place(one.place) + 1
    kind[row] = kindOf(one.value) + (one.kind === 'event' ? eventMark : 0)
    if (typeof one.value === 'number') value[row] = one.value
    else if (kindOf(one.value) === valueKinds.other) value[row] = values.push(one.value) - 1
    return one.id
  })
  const others: [number, LogRecord][] = []
  if (observations.length < records.length)
    records.forEach((record, at) => {
      if (record.type !== 'observation') others.push([at, record])
    })
  return { words: words.all, ids, values, others }
}

function kindOf(value: unknown): number {
  if (typeof value === 'number') return valueKinds.number
  if (typeof value === 'boolean') return value ? valueKinds.yes : valueKinds.no
  return value === null ? valueKinds.nothing : valueKinds.other
}

/** Each text once, by its place. */
function createWords() {
  const all: string[] = []
  const places = new Map<string, number>()
  return {
    all,
    place(word: string): number {
      const known = places.get(word)
      if (known !== undefined) return known
      places.set(word, all.length)
      return all.push(word) - 1
    },
  }
}
