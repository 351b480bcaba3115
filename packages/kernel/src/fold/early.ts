import type { Effect } from '../effect.ts'
import type { ObservationRecord } from '../log.ts'
import { type CompiledProgram, circleName, slotIndex } from '../program/compiled-program.ts'
import type { CircleKind } from '../program/compiled-rule.ts'
import { addTo, type Cell, createCell, isEmpty, type Node, oldestOf, trimNodes } from './cell.ts'
import { circleKinds, seatOf } from './circle.ts'
import type { Episode } from './episode.ts'
import { createHeap } from './heap.ts'
import { communityKey } from './key.ts'
import { announce, confirm, type Entry, type Forecast, firingName, settle } from './ledger.ts'
import {
  copyOutlook,
  createForecaster,
  type Forecaster,
  foldedViews,
  type Outlook,
  type Release,
} from './outlook.ts'
import { placeBefore, recollect } from './recollect.ts'
import type { Settled } from './settled.ts'
import type { Slots } from './slots.ts'
import type { Sources } from './sources.ts'

/** How many instants of one key may be held back for its early rules to be decided early. */
export const mostHeldBack = 500

/** Of so many instants one keeps the outlook before it: the others are folded again from there. */
const stride = 8

/** What was said early for a key, as a checkpoint holds it. */
export type SavedCell = readonly [kind: CircleKind, key: string, entries: readonly Entry[], isBusy: boolean]

/** What an overlay stands on. */
export interface Ground {
  readonly settled: Settled
  readonly slots: Slots
  readonly sources: Sources
  /** Releases that are not settled yet. */
  readonly timeline: readonly Release[]
  /** Everything that is held back, in order. */
  held(): readonly ObservationRecord[]
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
  readonly #cells: Readonly<Record<CircleKind, Map<string, Cell>>> = {
    device: new Map(),
    place: new Map(),
    community: new Map(),
  }
  /** Where devices spoke from last and the latest time they spoke of; those that move, until when. */
  readonly #places = new Map<string, { readonly place: string | null; readonly time: number }>()
  readonly #roaming = new Map<string, number>()
  /** Early timers, and the oldest thing of each key that is not settled. */
  readonly #wakes = createHeap<Wake>()
  readonly #ends = createHeap<Wake>()

  constructor(ground: Ground) {
    this.#ground = ground
    this.#forecaster = createForecaster(ground.sources, ground.settled.suspended, {
      roams: (device) => this.#roaming.has(device),
      isAtHome: (device) =>
        ground.timeline.length === 0 &&
        !this.#roaming.has(device) &&
        ground.settled.facts.device(device) !== undefined,
      placeBefore: (outlook, observation) =>
        placeBefore(
          this.#cell(outlook.kind, outlook.facts.key).nodes,
          observation,
          ground.settled,
          ground.timeline,
        ),
      recollect: (outlook, at, inclusive) =>
        recollect(
          outlook,
          this.#cell(outlook.kind, outlook.facts.key).nodes,
          at,
          inclusive,
          ground.settled,
          ground.timeline,
          ground.slots,
        ),
    })
  }

  /** Puts back what a checkpoint held: what was said early; the rest follows from what is held back. */
  restore(saved: readonly SavedCell[]): void {
    const { held, settled, timeline } = this.#ground
    for (const observation of held()) this.#place(observation)
    for (const [kind, key, entries, isBusy] of saved) {
      const cell = this.#cell(kind, key)
      cell.isBusy ||= isBusy
      for (const entry of entries) cell.ledger.set(entry.name, entry)
    }
    for (const [rule, { key }, { due }] of settled.episodes.all())
      if (rule.early) this.expect(rule.circle, key, due)
    if (timeline.length > 0) this.#lookAtAll()
    for (const cell of this.#all()) this.#watchEnd(cell)
  }

  /** Folds an observation that is held back. */
  observe(observation: ObservationRecord): void {
    for (const cell of this.#place(observation)) this.#tell(cell)
  }

  /** A release is planned: every key is looked at again. */
  release(): void {
    for (const observation of this.#ground.held()) this.#place(observation)
    this.#lookAtAll()
    for (const cell of [...this.#all()]) {
      this.#tell(cell)
      this.#drop(cell)
    }
  }

  /** A source is back: early waits that stood still go on. */
  resume(): void {
    for (const cell of this.#all()) if (cell.nodes.length > 0) this.#extend(cell)
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
    if (due !== Infinity) this.#wakes.push({ due, kind, key })
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
    return [...this.#all()]
      .filter(({ ledger, isBusy }) => ledger.size > 0 || isBusy)
      .map(({ kind, key, ledger, isBusy }) => [kind, key, [...ledger.values()], isBusy])
  }

  /** Folds every key again, what is held back for it and what is settled. */
  #lookAtAll(): void {
    const { facts } = this.#ground.settled
    for (const { kind, key } of [...facts.devices(), ...facts.places(), facts.community])
      this.#cell(kind, key)
    for (const cell of this.#all()) {
      this.#refold(cell, 0)
      this.#extend(cell)
    }
  }

  /** Puts an observation into the cells of every circle that wants it; gives those it changed. */
  #place(observation: ObservationRecord): Cell[] {
    const changed: Cell[] = []
    for (const kind of circleKinds) {
      const want = this.#want(kind, observation)
      if (want === 'never') continue
      if (kind === 'place' && this.#isRoaming(observation)) changed.push(...this.#placeRoaming(observation))
      else if (want === 'yes') {
        const key =
          kind === 'device' ? observation.device : kind === 'place' ? observation.place : communityKey
        if (key !== null) changed.push(...this.#add(this.#cell(kind, key), [observation]))
      }
    }
    return changed
  }

  #add(cell: Cell, observations: readonly ObservationRecord[]): Cell[] {
    const wasBusy = cell.isBusy
    if (wasBusy) trimNodes(cell, this.#ground.watermark())
    const added = observations.map((one) => addTo(cell, one)).filter((index) => index >= 0)
    if (added.length === 0) return []
    cell.isBusy = cell.nodes.length - cell.past > mostHeldBack
    if (cell.isBusy) return []
    if (wasBusy) trimNodes(cell, this.#ground.watermark())
    this.#refold(cell, wasBusy || added.length > 1 ? 0 : (added[0] as number))
    this.#extend(cell)
    return [cell]
  }

  /** A device that moves is followed: every place it was at, or will be at, hears everything it says. */
  #placeRoaming({ device }: ObservationRecord): Cell[] {
    const said = this.#ground.held().filter((one) => one.device === device)
    const places = new Set(said.map(({ place }) => place))
    places.add(this.#ground.settled.facts.device(device)?.place?.key ?? null)
    return [...places].flatMap((place) => (place === null ? [] : this.#add(this.#cell('place', place), said)))
  }

  /** Whether the device is not, or was not or will not be, where this was said: until all it said is settled. */
  #isRoaming({ device, place, time }: ObservationRecord): boolean {
    const settled = this.#ground.settled.facts.device(device)
    const said = this.#places.get(device)
    const last = Math.max(time, said?.time ?? -Infinity)
    this.#places.set(device, { place, time: last })
    const isElsewhere = (said && said.place !== place) || (settled && (settled.place?.key ?? null) !== place)
    if (isElsewhere) this.#roaming.set(device, last)
    const until = this.#roaming.get(device)
    if (until === undefined) return false
    if (until >= this.#ground.watermark()) {
      this.#roaming.set(device, last)
      return true
    }
    this.#roaming.delete(device)
    return false
  }

  /** Whether early rules of a circle, now or in a release to come, look at an observation; 'never': there are none. */
  #want(kind: CircleKind, observation: ObservationRecord): 'yes' | 'no' | 'never' {
    const { settled, timeline } = this.#ground
    const now = wants(settled.program, kind, observation)
    if (timeline.length === 0 && now !== 'no') return now
    const all = [now, ...timeline.map(({ compiled }) => wants(compiled, kind, observation))]
    if (all.includes('yes')) return 'yes'
    if (all.every((one) => one === 'never')) return 'never'
    // A device that is new may change what any rule sees.
    return settled.facts.device(observation.device) === undefined ? 'yes' : 'no'
  }

  #cell(kind: CircleKind, key: string): Cell {
    const known = this.#cells[kind].get(key)
    if (known) return known
    const cell = createCell(kind, key)
    this.#cells[kind].set(key, cell)
    return cell
  }

  *#all(): Generator<Cell> {
    for (const kind of circleKinds) yield* this.#cells[kind].values()
  }

  #drop(cell: Cell): void {
    if (isEmpty(cell)) this.#cells[cell.kind].delete(cell.key)
  }

  /** What is settled for a key. */
  #base({ kind, key }: Cell): Outlook {
    const { settled } = this.#ground
    const { facts, program } = settled
    const circle = seatOf(kind, key, facts)
    const model = kind === 'device' ? (facts.device(key)?.model ?? '') : ''
    const episodes: (Episode | undefined)[] = []
    const releases = [...this.#ground.timeline]
    for (const { rule } of foldedViews(program, kind, model, releases)) {
      const episode = circle?.episodes[rule.column]
      if (episode) episodes[rule.column] = episode
    }
    const latest = [...(circle?.latest ?? [])]
    const exists = circle !== undefined
    return {
      kind,
      facts: { kind, key, latest, episodes },
      model,
      exists,
      program,
      release: this.#ground.release(),
      releases,
    }
  }

  /** Folds the instants from the `from`th on again, or from the last before it whose outlook is kept. */
  #refold(cell: Cell, from: number): void {
    const { nodes, kind, forecasts } = cell
    if (cell.isBusy) return
    const isNext = from > 0 && cell.end !== null && isAppended(cell, from)
    let index = from
    while (!isNext && index > 0 && nodes[index]?.before == null) index -= 1
    let outlook = isNext ? (cell.end as Outlook) : this.#startOf(cell, index)
    if (!isNext) {
      forecasts.length = index === 0 ? 0 : (nodes[index] as Node).said - cell.gone
      cell.sinceKept = stride
    }
    for (; index < nodes.length; index++) {
      const node = nodes[index] as Node
      const { model } = node.observations[0] as ObservationRecord
      const isKept = index > 0 && cell.sinceKept >= stride
      node.before = isKept ? copyOutlook(outlook) : null
      cell.sinceKept = isKept || index === 0 ? 1 : cell.sinceKept + 1
      node.said = cell.gone + forecasts.length
      if (kind === 'device' && outlook.model !== model) outlook = copyOutlook(outlook, model)
      forecasts.push(...this.#forecaster.advance(outlook, node.time))
      forecasts.push(...this.#forecaster.instant(outlook, node.observations))
    }
    cell.end = nodes.length === 0 ? null : outlook
    cell.tail = null
  }

  /** A copy of the outlook before an instant. */
  #startOf(cell: Cell, index: number): Outlook {
    const kept = index === 0 ? null : (cell.nodes[index]?.before ?? null)
    return kept === null ? this.#base(cell) : copyOutlook(kept)
  }

  /** Lets early timers run on after the last instant. */
  #extend(cell: Cell): void {
    if (cell.isBusy) return
    const clock = this.#ground.clock()
    const known = cell.end === null ? null : cell.tail
    let outlook = known?.outlook ?? cell.end ?? this.#base(cell)
    let forecasts = known?.forecasts ?? none
    if (this.#forecaster.next(outlook) <= clock) {
      outlook = copyOutlook(outlook)
      forecasts = forecasts.concat(this.#forecaster.advance(outlook, clock))
    }
    cell.tail = { outlook, forecasts }
    this.#wakeAt(cell, this.#forecaster.next(outlook))
  }

  /** Says what changed in what is forecast, as far as early timers have come. */
  #tell(cell: Cell): void {
    if (cell.isBusy) return
    const isSilent = cell.forecasts.length === 0 && !cell.tail?.forecasts.length && cell.ledger.size === 0
    if (!isSilent) this.#announce(cell)
    this.#watchEnd(cell)
  }

  #announce(cell: Cell): void {
    const clock = this.#ground.clock()
    const reached = (one: Forecast) => {
      const isReached = !one.timed || one.at < clock
      if (!isReached) this.#wakeAt(cell, one.at)
      return isReached
    }
    const forecasts = cell.forecasts.concat(cell.tail?.forecasts ?? none).filter(reached)
    this.#ground.say(announce(cell.ledger, forecasts, this.#ground.watermark()))
  }

  #wakeAt(cell: Cell, due: number): void {
    if (due >= cell.wake) return
    cell.wake = due
    this.expect(cell.kind, cell.key, due)
  }

  #watchEnd(cell: Cell): void {
    const oldest = oldestOf(cell, this.#ground.watermark())
    if (oldest >= cell.ends) return
    cell.ends = oldest
    this.#ends.push({ due: oldest, kind: cell.kind, key: cell.key })
  }

  #trim(cell: Cell, watermark: number): void {
    trimNodes(cell, watermark)
    if (cell.nodes.length === 0) {
      cell.end = null
      this.#extend(cell)
    }
    this.#ground.say(settle(cell.ledger, watermark, (name) => this.#isPending(cell, name)))
    this.#watchEnd(cell)
  }

  /** Whether what is settled still waits for this very firing; then it is looked at again when that is due. */
  #isPending({ kind, key }: Cell, name: string): boolean {
    const { program, facts } = this.#ground.settled
    const rule = program?.rules.get(name.slice(0, name.indexOf('|')))
    const episode = rule && seatOf(kind, key, facts)?.episodes[rule.column]
    if (!rule || !episode || episode.since === null || episode.fired) return false
    if (firingName(rule.id, { onset: episode.onset, mark: '' }) !== name) return false
    if (episode.due !== Infinity) this.#ends.push({ due: episode.due, kind, key })
    return true
  }
}

/** Whether the instant is new and the last, so that the outlook after the one before it holds. */
function isAppended({ nodes }: Cell, index: number): boolean {
  return index === nodes.length - 1 && nodes[index]?.observations.length === 1
}

const none: readonly Forecast[] = []

function wants(
  program: CompiledProgram | null,
  kind: CircleKind,
  observation: ObservationRecord,
): 'yes' | 'no' | 'never' {
  const early = program?.early.get(circleName(kind, observation.model))
  if (!program || !early) return 'never'
  const slot = slotIndex(program, observation)?.slot
  return slot && early.slots.has(kind === 'device' ? slot.own : slot.shared) ? 'yes' : 'no'
}
