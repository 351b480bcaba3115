import type { LogRecord } from '../log.ts'
import type { Outage, Said, Scene } from './scene.ts'

/** A number from 0 to 1 exclusive; the same seed gives the same row. */
export type Random = () => number

/** Numbers that look random (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

interface Entry {
  readonly record: LogRecord
  /** Among records of one stamp: sources that come back, releases, everything else, sources that go. */
  readonly rank: number
}

/** One lawful journal of a scene: every delay within its source's lateness of connected time, some things twice. */
export function journalOf(scene: Scene, random: Random): LogRecord[] {
  const entries: Entry[] = scene.releases.map(({ at, program }, index) => ({
    record: { type: 'release', stamp: at, installation: 'i', program },
    rank: 1 + index / 100,
  }))
  for (const { source, from, to } of scene.outages) {
    const { lateness = 0 } = scene.sources.find(({ name }) => name === source) ?? {}
    entries.push({ record: { type: 'source', stamp: from, source, state: 'down', lateness }, rank: 9 })
    entries.push({ record: { type: 'source', stamp: to, source, state: 'up', lateness }, rank: 0 })
  }
  for (const one of scene.said) {
    const copies = random() < 0.15 ? 2 : 1
    for (let copy = 0; copy < copies; copy++)
      entries.push({ record: arrive(one, scene, random), rank: 2 + random() })
  }
  const sources = scene.sources.map(
    ({ name, lateness }): LogRecord => ({ type: 'source', stamp: -1, source: name, state: 'up', lateness }),
  )
  const sorted = entries.sort((a, b) => a.record.stamp - b.record.stamp || a.rank - b.rank)
  return [...sources, ...sorted.map(({ record }) => record)]
}

function arrive({ tooLate, ...one }: Said, scene: Scene, random: Random): LogRecord {
  const outage = scene.outages.find(({ source }) => source === one.source)
  const { lateness = 0 } = scene.sources.find(({ name }) => name === one.source) ?? {}
  const drawn = random()
  const within = drawn < 0.4 ? 0 : drawn < 0.5 ? lateness : Math.floor(random() * (lateness + 1))
  const delay = tooLate ? lateness + 1 + Math.floor(random() * 50_000) : within
  return { type: 'observation', stamp: connectedLater(one.time, delay, outage), ...one }
}

/** The moment at which so much connected time has passed. */
function connectedLater(time: number, delay: number, outage: Outage | undefined): number {
  if (outage === undefined || time >= outage.to || time + delay < outage.from) return time + delay
  const before = Math.max(0, outage.from - time)
  return outage.to + (delay - before)
}
