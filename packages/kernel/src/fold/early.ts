import type { Effect } from '../effect.ts'
import type { ObservationRecord } from '../log.ts'
import type { CircleKind } from '../program/compiled-rule.ts'
import { addTo, type Cell, createCell, isEmpty, type Node, oldestOf } from './cell.ts'
import { circleKinds } from './circle.ts'
import type { Episode } from './episode.ts'
import { createHeap } from './heap.ts'
import { communityKey } from './key.ts'
import { announce, confirm, type Entry, type Forecast, settle } from './ledger.ts'
import {
  copyOutlook,
  createForecaster,
  earlyViews,
  type Forecaster,
  type Outlook,
  type Release,
} from './outlook.ts'
import type { Settled } from './settled.ts'
import type { Sources } from './sources.ts'

/** What was said early for a key, as a checkpoint holds it. */
export type SavedCell = readonly [kind: CircleKind, key: string, entries: readonly Entry[]]

/** What an overlay stands on. */
export interface Ground {
  readonly settled: Settled
  readonly sources: Sources
  /** Releases that are not settled yet. */
  readonly timeline: readonly Release[]
  /** Number of the last settled release. */
  release(): number
  /** Everything before this is settled. */
  watermark(): number
  /** Early timers before this have fired. */
  clock(): number
  say(effects: readonly Effect[]): void
}

interface Wake {
  readonly due: number
  readonly kind: CircleKind
  readonly key: string
}

/**
 * Rules that are decided early: what is held back is folded at once on a copy of what is settled, and again from the
 * place where a late observation belongs. What is said early is later confirmed or taken back.
 */
export class Overlay {
  readonly #ground: Ground
  readonly #forecaster: Forecaster
  readonly #cells = new Map<string, Cell>()
  /** Early timers, and the oldest thing of each key that is not settled. */
  readonly #wakes = createHeap<Wake>()
  readonly #ends = createHeap<Wake>()

  constructor(ground: Ground) {
    this.#ground = ground
    this.#forecaster = createForecaster(ground.sources)
  }

  /** Puts back what a checkpoint held: what is held back, and what was said about it. */
  restore(held: readonly ObservationRecord[], saved: readonly SavedCell[]): void {
    for (const observation of held) this.#place(observation)
    for (const [kind, key, entries] of saved) {
      const cell = this.#cell(kind, key)
      for (const entry of entries) cell.ledger.set(entry.name, entry)
      this.#watchEnd(cell)
    }
    for (const [rule, keys] of this.#ground.settled.episodes.all())
      for (const [key, { due }] of rule.early ? keys : [])
        if (due !== Infinity) this.expect(rule.circle, key, due)
  }

  /** Folds an observation that is held back. */
  observe(observation: ObservationRecord): void {
    for (const cell of this.#place(observation)) this.#tell(cell)
  }

  /** A release is planned: all that is held back is looked at again. */
  release(at: number, held: readonly ObservationRecord[]): void {
    for (const observation of held) this.#place(observation)
    for (const cell of this.#cells.values()) {
      this.#refold(cell, 0)
      this.#extend(cell)
      this.#tell(cell)
      this.expect(cell.kind, cell.key, at)
    }
  }

  /** Time has passed: fires early timers due before `to`. */
  advance(to: number): void {
    for (let wake = this.#wakes.peek(); wake && wake.due < to; wake = this.#wakes.peek()) {
      this.#wakes.pop()
      const cell = this.#cell(wake.kind, wake.key)
      if (wake.due === cell.wake) cell.wake = Infinity
      this.#extend(cell)
      this.#tell(cell)
      this.#drop(cell)
    }
  }

  /** A timer was set in what is settled, or something else will happen then. */
  expect(kind: CircleKind, key: string, due: number): void {
    this.#wakes.push({ due, kind, key })
  }

  /** A rule fired in what is settled; gives the revision under which that was said. */
  confirm(kind: CircleKind, key: string, firing: Forecast): number {
    const { effects, revision } = confirm(this.#cell(kind, key).ledger, firing)
    this.#ground.say(effects)
    return revision
  }

  /** Everything before `watermark` is settled now. */
  settle(watermark: number): void {
    for (let end = this.#ends.peek(); end && end.due < watermark; end = this.#ends.peek()) {
      this.#ends.pop()
      const cell = this.#cell(end.kind, end.key)
      if (end.due === cell.ends) cell.ends = Infinity
      this.#trim(cell, watermark)
      this.#drop(cell)
    }
  }

  save(): SavedCell[] {
    return [...this.#cells.values()]
      .filter(({ ledger }) => ledger.size > 0)
      .map(({ kind, key, ledger }) => [kind, key, [...ledger.values()]])
  }

  /** Puts an observation into the cells of every circle that wants it; gives those it changed. */
  #place(observation: ObservationRecord): Cell[] {
    return circleKinds.flatMap((kind) => {
      const key = kind === 'device' ? observation.device : kind === 'place' ? observation.place : communityKey
      if (key === null || !this.#isWanted(kind, observation)) return []
      const cell = this.#cell(kind, key)
      const index = addTo(cell, observation)
      if (index < 0) return []
      this.#refold(cell, index)
      this.#extend(cell)
      return [cell]
    })
  }

  /** Whether the program in force at its time, or one that comes later, has early rules there. */
  #isWanted(kind: CircleKind, { time, model }: ObservationRecord): boolean {
    const { settled, timeline } = this.#ground
    const first = timeline.findLastIndex(({ at }) => at <= time)
    if (first < 0 && earlyViews(settled.program, kind, model).length > 0) return true
    return timeline.some(
      ({ compiled }, index) => index >= first && earlyViews(compiled, kind, model).length > 0,
    )
  }

  #cell(kind: CircleKind, key: string): Cell {
    const name = `${kind}\n${key}`
    const known = this.#cells.get(name)
    if (known) return known
    const cell = createCell(kind, key)
    this.#cells.set(name, cell)
    return cell
  }

  #drop(cell: Cell): void {
    if (isEmpty(cell)) this.#cells.delete(`${cell.kind}\n${cell.key}`)
  }

  /** What is settled for a key. */
  #base({ kind, key }: Cell): Outlook {
    const { settled } = this.#ground
    const { facts, program } = settled
    const device = kind === 'device' ? facts.device(key) : undefined
    const circle = kind === 'device' ? device : kind === 'place' ? facts.place(key) : facts.community
    const model = device?.model ?? ''
    const episodes = new Map<string, Episode>()
    for (const { rule } of earlyViews(program, kind, model)) {
      const episode = settled.episodes.get(rule, key)
      if (episode) episodes.set(rule.id, episode)
    }
    const latest = [...(circle?.latest ?? [])]
    return { kind, facts: { key, latest }, model, program, release: this.#ground.release(), episodes }
  }

  /** Folds the instants from the `from`th on again. */
  #refold(cell: Cell, from: number): void {
    const { timeline } = this.#ground
    const before = from === 0 ? null : (cell.nodes[from] as Node | undefined)?.before
    let outlook = before ? copyOutlook(before) : this.#base(cell)
    for (const node of cell.nodes.slice(before ? from : 0)) {
      if (cell.kind === 'device')
        outlook = { ...outlook, model: node.observations[0]?.model ?? outlook.model }
      node.before = copyOutlook(outlook)
      node.forecasts = this.#forecaster.advance(outlook, node.time, timeline)
      node.forecasts.push(...this.#forecaster.instant(outlook, node.observations))
    }
    cell.end = cell.nodes.length === 0 ? null : outlook
    cell.tail = null
  }

  /** Lets early timers run on after the last instant. */
  #extend(cell: Cell): void {
    const { clock, timeline } = this.#ground
    const known = cell.end === null ? null : cell.tail
    const outlook = known?.outlook ?? (cell.end ? copyOutlook(cell.end) : this.#base(cell))
    const more = this.#forecaster.advance(outlook, clock(), timeline)
    cell.tail = { outlook, forecasts: known ? [...known.forecasts, ...more] : more }
    const due = this.#forecaster.next(outlook)
    if (due >= cell.wake) return
    cell.wake = due
    this.expect(cell.kind, cell.key, due)
  }

  #tell(cell: Cell): void {
    const forecasts = [...cell.nodes.flatMap((node) => node.forecasts), ...(cell.tail?.forecasts ?? [])]
    this.#ground.say(announce(cell.ledger, forecasts, this.#ground.watermark()))
    this.#watchEnd(cell)
  }

  #watchEnd(cell: Cell): void {
    const oldest = oldestOf(cell)
    if (oldest >= cell.ends) return
    cell.ends = oldest
    this.#ends.push({ due: oldest, kind: cell.kind, key: cell.key })
  }

  #trim(cell: Cell, watermark: number): void {
    const keep = cell.nodes.findIndex(({ time }) => time >= watermark)
    cell.nodes.splice(0, keep < 0 ? cell.nodes.length : keep)
    if (cell.nodes.length === 0) {
      cell.end = null
      this.#extend(cell)
    }
    this.#ground.say(settle(cell.ledger, watermark))
    this.#watchEnd(cell)
  }
}
