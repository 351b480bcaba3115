import type { ObservationRecord } from '../log.ts'
import { createHeap } from './heap.ts'

/** Observations held back until the watermark has passed them, given out in canonical order. */
export interface Held {
  readonly size: number
  /** A sum of the times of what is held, to tell one store from another. */
  readonly check: number
  add(observation: ObservationRecord): void
  /** Event time of the oldest, Infinity where there is none. */
  first(): number
  /** Takes out all observations of the oldest event time, in order, each once. */
  takeInstant(): ObservationRecord[]
  /** All that is held, in order. */
  all(): ObservationRecord[]
}

/** How many milliseconds share a bucket: each is sorted once, when it becomes the oldest. */
const grain = 1024

/** Keeps sums of times exact. */
const modulus = 65_536

/** The order within a log: event time, then the device's sequence, then id. Never arrival. */
export function compareObservations(a: ObservationRecord, b: ObservationRecord): number {
  return a.time - b.time || a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** An empty store of held observations. */
export function createHeld(): Held {
  const buckets = new Map<number, ObservationRecord[]>()
  const numbers = createHeap<{ readonly due: number }>()
  /** The oldest bucket: sorted, `next` is the first that was not given out. */
  let open: ObservationRecord[] = []
  let openNumber = -Infinity
  let next = 0
  let size = 0
  let check = 0

  const openOldest = () => {
    if (next < open.length) return
    const oldest = numbers.pop()
    if (oldest === undefined) return
    open = (buckets.get(oldest.due) as ObservationRecord[]).sort(compareObservations)
    buckets.delete(oldest.due)
    openNumber = oldest.due
    next = 0
  }

  const reopen = (number: number) => {
    if (next < open.length) {
      buckets.set(openNumber, open.slice(next))
      numbers.push({ due: openNumber })
    }
    open = []
    next = 0
    openNumber = number
  }

  return {
    get size() {
      return size
    },
    get check() {
      return check
    },
    add(observation) {
      size += 1
      check += observation.time % modulus
      const number = Math.floor(observation.time / grain)
      if (number < openNumber) reopen(number)
      if (number === openNumber) return insert(open, observation, next)
      const bucket = buckets.get(number)
      if (bucket) bucket.push(observation)
      else {
        buckets.set(number, [observation])
        numbers.push({ due: number })
      }
    },
    first() {
      openOldest()
      return open[next]?.time ?? Infinity
    },
    takeInstant() {
      openOldest()
      const taken: ObservationRecord[] = []
      const time = open[next]?.time
      for (let one = open[next]; one !== undefined && one.time === time; one = open[next]) {
        next += 1
        size -= 1
        check -= one.time % modulus
        const before = taken.at(-1)
        if (before === undefined || before.id !== one.id || before.seq !== one.seq) taken.push(one)
      }
      if (next > 64 && next * 2 > open.length) {
        open.splice(0, next)
        next = 0
      }
      return taken
    },
    all: () => [...open.slice(next), ...[...buckets.values()].flat()].sort(compareObservations),
  }
}

function insert(sorted: ObservationRecord[], observation: ObservationRecord, from: number): void {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareObservations(sorted[middle] as ObservationRecord, observation) <= 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, observation)
}
