import type { Json, LogRecord, ObservationRecord } from '@linli/kernel'
import {
  type BatchText,
  batchMark,
  type Columns,
  columnsLength,
  columnsOf,
  eventMark,
  valueKinds,
} from './layout.ts'

/** Unpacks batches; texts that come again and again (devices, models, places) are the same text each time. */
export interface Unpacker {
  /** Throws `kernel.bad-batch` for what `packRecords` did not write. */
  unpack(columns: ArrayBuffer, text: string): LogRecord[]
}

/** More words than this are forgotten and learned anew. */
const mostWords = 200_000

/** Creates an unpacker. `refuse` makes the error for what is wrong with a batch. */
export function createUnpacker(refuse: (reason: string) => Error): Unpacker {
  const known = new Map<string, string>()
  const learn = (word: string): string => {
    const same = known.get(word)
    if (same !== undefined) return same
    if (known.size >= mostWords) known.clear()
    known.set(word, word)
    return word
  }
  return {
    unpack(bytes, text) {
      const count = countOf(bytes)
      if (count === null) throw refuse('its columns are cut off or not ours')
      const rest = readText(text, count)
      if (rest === null) throw refuse('its text is not ours')
      const columns = columnsOf(bytes, count)
      const wrong = wrongRow(columns, rest, count)
      if (wrong !== null) throw refuse(`row ${wrong} points nowhere`)
      const words = rest.words.map(learn)
      const observations = new Array<ObservationRecord>(count)
      for (let row = 0; row < count; row++) observations[row] = observationAt(columns, row, words, rest)
      return rest.others.length === 0 ? observations : merged(observations, rest.others)
    },
  }
}

function countOf(bytes: ArrayBuffer): number | null {
  if (bytes.byteLength < columnsLength(0)) return null
  const head = new DataView(bytes)
  const count = head.getUint32(4, true)
  return head.getUint32(0, true) === batchMark && bytes.byteLength === columnsLength(count) ? count : null
}

function readText(text: string, count: number): BatchText | null {
  const rest = parsed(text) as Partial<BatchText> | null
  if (rest === null || typeof rest !== 'object') return null
  const { words, ids, values, others } = rest
  if (!areTexts(words) || !areTexts(ids) || ids.length !== count) return null
  if (!Array.isArray(values) || !Array.isArray(others)) return null
  const isPlaced = others.every(
    (one: unknown, index) =>
      Array.isArray(one) &&
      one.length === 2 &&
      Number.isInteger(one[0]) &&
      one[0] >= index &&
      one[0] < count + others.length &&
      (index === 0 || one[0] > (others[index - 1] as readonly [number])[0]),
  )
  return isPlaced ? { words, ids, values, others } : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function areTexts(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((one) => typeof one === 'string')
}

/** The first row that names a word or a value that is not there; null where all is well. */
function wrongRow(columns: Columns, { words, values }: BatchText, count: number): number | null {
  const { source, device, model, name, place, kind, value } = columns
  const most = words.length
  for (let row = 0; row < count; row++) {
    const what = (kind[row] as number) & ~eventMark
    if (
      (source[row] as number) >= most ||
      (device[row] as number) >= most ||
      (model[row] as number) >= most ||
      (name[row] as number) >= most ||
      (place[row] as number) > most ||
      what > valueKinds.other ||
      (what === valueKinds.other && values[value[row] as number] === undefined)
    )
      return row
  }
  return null
}

function observationAt(
  columns: Columns,
  row: number,
  words: readonly string[],
  { ids, values }: BatchText,
): ObservationRecord {
  const kind = columns.kind[row] as number
  const place = columns.place[row] as number
  return {
    type: 'observation',
    stamp: columns.stamp[row] as number,
    time: columns.time[row] as number,
    source: words[columns.source[row] as number] as string,
    id: ids[row] as string,
    seq: columns.seq[row] as number,
    device: words[columns.device[row] as number] as string,
    model: words[columns.model[row] as number] as string,
    place: place === 0 ? null : (words[place - 1] as string),
    kind: kind >= eventMark ? 'event' : 'property',
    name: words[columns.name[row] as number] as string,
    value: valueAt(kind & ~eventMark, columns.value[row] as number, values),
  }
}

function valueAt(kind: number, number: number, values: readonly unknown[]): Json {
  switch (kind) {
    case valueKinds.nothing:
      return null
    case valueKinds.number:
      return number
    case valueKinds.other:
      return values[number] as Json
    default:
      return kind === valueKinds.yes
  }
}

function merged(observations: readonly ObservationRecord[], others: BatchText['others']): LogRecord[] {
  const records = new Array<LogRecord>(observations.length + others.length)
  for (const [at, record] of others) records[at] = record as LogRecord
  let next = 0
  for (const one of observations) {
    while (records[next] !== undefined) next += 1
    records[next] = one
  }
  return records
}
