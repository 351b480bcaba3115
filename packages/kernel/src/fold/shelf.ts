import type { ObservationRecord } from '../log.ts'
import type { Json } from '../rule.ts'

/** An observation as a checkpoint holds it; source, device, model, place (-1: nowhere) and name are places among words. */
export type SavedObservation = readonly [
  stamp: number,
  time: number,
  source: number,
  id: string,
  seq: number,
  device: number,
  model: number,
  place: number,
  isEvent: 0 | 1,
  name: number,
  value: Json,
]

/** The observations of a checkpoint, each once. */
export interface SavedShelf {
  readonly words: readonly string[]
  readonly rows: readonly SavedObservation[]
}

/** Where a checkpoint puts the observations that it speaks of. */
export interface Shelf {
  /** The place of an observation. */
  put(observation: ObservationRecord): number
  save(): SavedShelf
}

/** An empty shelf. */
export function createShelf(): Shelf {
  const words = createNumbering<string>()
  const places = createNumbering<ObservationRecord>()
  const row = (one: ObservationRecord): SavedObservation => [
    one.stamp,
    one.time,
    words.of(one.source),
    one.id,
    one.seq,
    words.of(one.device),
    words.of(one.model),
    one.place === null ? -1 : words.of(one.place),
    one.kind === 'event' ? 1 : 0,
    words.of(one.name),
    one.value,
  ]
  return {
    put: places.of,
    save() {
      const rows = places.all().map(row)
      return { words: words.all(), rows }
    },
  }
}

/** Finds the observations of a checkpoint by their places. */
export function openShelf({ words, rows }: SavedShelf): (place: number) => ObservationRecord {
  const word = (place: number) => words[place] as string
  const observations = rows.map(
    ([stamp, time, source, id, seq, device, model, place, isEvent, name, value]): ObservationRecord => ({
      type: 'observation',
      stamp,
      time,
      source: word(source),
      id,
      seq,
      device: word(device),
      model: word(model),
      place: place < 0 ? null : word(place),
      kind: isEvent === 1 ? 'event' : 'property',
      name: word(name),
      value,
    }),
  )
  return (place) => observations[place] as ObservationRecord
}

/** Numbers things in the order in which they come. */
function createNumbering<Thing>() {
  const numbers = new Map<Thing, number>()
  return {
    of(thing: Thing): number {
      const known = numbers.get(thing)
      if (known !== undefined) return known
      numbers.set(thing, numbers.size)
      return numbers.size - 1
    },
    all: () => [...numbers.keys()],
  }
}
