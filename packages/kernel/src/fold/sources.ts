/** A stretch in which a source was away; `to` is Infinity while it still is. */
interface Gap {
  readonly from: number
  to: number
}

interface Source {
  lateness: number
  readonly gaps: Gap[]
}

/** A source as a checkpoint holds it. */
export type SavedSource = readonly [
  name: string,
  lateness: number,
  gaps: readonly (readonly [from: number, to: number | null])[],
]

/** What is known of the sources: how late they may be, and when they were away. Their time counts only while connected. */
export interface Sources {
  up(name: string, at: number, lateness: number): void
  down(name: string, at: number, lateness: number): void
  isKnown(name: string): boolean
  names(): readonly string[]
  /** Whether something seen at `time` that arrived at `stamp` took longer, in connected time, than its source may. */
  isLate(name: string, time: number, stamp: number): boolean
  /** Nothing on time from these sources can be older than this. */
  watermark(names: readonly string[], now: number): number
  /** When `length` of connected time will have passed since `since`; Infinity while the source is away. */
  elapsed(name: string, since: number, length: number): number
  /** Since when a source is away at a moment; null where it is not. */
  awaySince(name: string, at: number): number | null
  /** The time up to which everything is known of a source that is away or catching up; else `now`. */
  standstill(names: readonly string[], now: number): number
  /** Forgets gaps that ended before `before`. */
  forget(before: number): void
  save(): SavedSource[]
}

/** Sources as a checkpoint left them. */
export function createSources(saved: readonly SavedSource[] = []): Sources {
  const sources = new Map<string, Source>(
    saved.map(([name, lateness, gaps]) => [
      name,
      { lateness, gaps: gaps.map(([from, to]) => ({ from, to: to ?? Infinity })) },
    ]),
  )
  const all = [...sources.keys()]
  const source = (name: string, lateness: number): Source => {
    const known = sources.get(name) ?? { lateness, gaps: [] }
    known.lateness = lateness
    if (!sources.has(name)) all.push(name)
    sources.set(name, known)
    return known
  }

  return {
    up(name, at, lateness) {
      const open = source(name, lateness).gaps.at(-1)
      if (open && open.to === Infinity) open.to = at
    },
    down(name, at, lateness) {
      const { gaps } = source(name, lateness)
      if (gaps.at(-1)?.to !== Infinity) gaps.push({ from: at, to: Infinity })
    },
    isKnown: (name) => sources.has(name),
    names: () => all,
    isLate(name, time, stamp) {
      const known = sources.get(name)
      if (known === undefined) return stamp > time
      return stamp - time > known.lateness && connected(known.gaps, time, stamp) > known.lateness
    },
    watermark(names, now) {
      let least = now
      for (const name of names) {
        const known = sources.get(name)
        if (known)
          least = Math.min(least, known.gaps.length === 0 ? now - known.lateness : reached(known, now))
      }
      return least
    },
    elapsed(name, since, length) {
      const known = sources.get(name)
      return known ? elapse(known.gaps, since, length) : since + length
    },
    awaySince: (name, at) =>
      sources.get(name)?.gaps.find(({ from, to }) => from <= at && at < to)?.from ?? null,
    standstill(names, now) {
      let least = now
      for (const name of names) {
        const known = sources.get(name)
        const last = known?.gaps.at(-1)
        if (known && last && now - last.to <= known.lateness) least = Math.min(least, last.from)
      }
      return least
    },
    forget(before) {
      for (const { gaps } of sources.values()) while (gaps[0] && gaps[0].to < before) gaps.shift()
    },
    save: () =>
      [...sources].map(([name, { lateness, gaps }]) => [
        name,
        lateness,
        gaps.map(({ from, to }) => [from, to === Infinity ? null : to] as const),
      ]),
  }
}

/** Connected time between two moments. */
function connected(gaps: readonly Gap[], from: number, to: number): number {
  let length = to - from
  for (const gap of gaps) length -= Math.max(0, Math.min(to, gap.to) - Math.max(from, gap.from))
  return length
}

/** The latest moment that lies a whole lateness of connected time before `now`. */
function reached({ lateness, gaps }: Source, now: number): number {
  let needed = lateness
  let here = now
  for (let index = gaps.length - 1; index >= 0; index--) {
    const gap = gaps[index] as Gap
    if (gap.to <= here) {
      if (here - gap.to > needed) break
      needed -= here - gap.to
    }
    here = Math.min(here, gap.from)
  }
  return here - needed
}

function elapse(gaps: readonly Gap[], since: number, length: number): number {
  let end = since + length
  for (const gap of gaps) {
    if (gap.to <= since) continue
    if (gap.from >= end) break
    end += gap.to - Math.max(since, gap.from)
  }
  return end
}
