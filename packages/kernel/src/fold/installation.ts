import type { Effect } from '../effect.ts'
import { kernelError } from '../errors.ts'
import { createTraces, type TraceClass, type Traces } from '../explain/traces.ts'
import type { FoldSize } from '../fold.ts'
import type { ObservationRecord, Program, ReleaseRecord, SuspensionRecord } from '../log.ts'
import { type CompiledProgram, compileProgram, slotIndex } from '../program/compiled-program.ts'
import type { View } from '../program/compiled-rule.ts'
import { createArrivals } from './arrivals.ts'
import { loadEpisode, type SavedHeld, type SavedInstallation, saveEpisode } from './checkpoint.ts'
import { Overlay } from './early.ts'
import { effectsOf, suspensionEffect, takenBack } from './effects.ts'
import type { Firing } from './episode.ts'
import { createHeld } from './held.ts'
import { firingName } from './ledger.ts'
import type { Release } from './outlook.ts'
import { createSettled, type Outcome, type Settled } from './settled.ts'
import { createShelf, openShelf } from './shelf.ts'
import { createSlots, type Slots } from './slots.ts'
import type { Sources } from './sources.ts'
import { createTaken, wasTaken } from './taken.ts'

/** One installation: observations wait for its watermark, then fall to its rules in order of event time. */
export class Installation {
  readonly id: string
  readonly #sources: Sources
  /** Event time after which nothing is folded any more: for looks into the past. */
  readonly #until: number
  readonly #slots
  readonly #held = createHeld()
  #taken = createTaken()
  /** What came up to this event time is not known from the log: a checkpoint put it back. */
  #unknownUpTo = -Infinity
  /** Set while a checkpoint waits for what the log is to tell. */
  #wanted: SavedInstallation | null = null
  readonly #settled
  readonly #arrivals
  readonly #overlay: Overlay
  readonly #traces: Traces
  /** Releases that are planned but not settled. */
  readonly #timeline: Release[] = []
  /** Suspensions that are not settled. */
  readonly #stops: SuspensionRecord[] = []
  #release = 0
  #watermark = -Infinity
  #clock = -Infinity
  #late = 0
  /** The sources that feed it: those its programs name, else all. */
  #bound: readonly string[] = []
  #isEarly = false
  #out: Effect[] = []

  constructor(id: string, sources: Sources, saved: SavedInstallation | null, until = Infinity) {
    this.id = id
    this.#sources = sources
    this.#until = until
    this.#slots = createSlots(saved?.slots)
    this.#traces = createTraces(this.#slots)
    this.#settled = createSettled(this.#slots, sources, this.#outcome())
    this.#arrivals = createArrivals(saved?.arrivals ?? null, this.#settled)
    this.#overlay = new Overlay({
      settled: this.#settled,
      slots: this.#slots,
      sources,
      timeline: this.#timeline,
      held: () => this.#held.all(),
      release: () => this.#release,
      watermark: () => this.#watermark,
      clock: () => this.#clock,
      say: (effects) => this.#say(effects),
    })
    if (saved) this.#restore(saved)
  }

  /** A release comes into force at its stamp. */
  release({ stamp, program }: ReleaseRecord): void {
    this.#plan(stamp, program)
    this.#survey()
    if (this.#isEarly) this.#overlay.release()
  }

  /** A rule is suspended from this stamp on, unless it was by then. */
  suspend(record: SuspensionRecord): void {
    this.#stops.push(record)
  }

  /** Holds an observation back, and lets fall what can be decided at once. */
  observe(observation: ObservationRecord): void {
    const program = this.#inForce(observation.time)
    const isTaken = program !== null && this.#takesIn(observation, program)
    this.#taken.note(isTaken, observation.time)
    if (!isTaken) return
    this.#held.add(observation)
    if (observation.kind === 'event') this.#arrive(observation, program)
    if (this.#isEarly) this.#overlay.observe(observation)
  }

  #arrive(observation: ObservationRecord, program: CompiledProgram | null): void {
    const effects = this.#arrivals.observe(observation, program)
    if (effects.length === 0) return
    this.#traces.arrived(observation, effects)
    this.#say(effects)
  }

  #takesIn(observation: ObservationRecord, program: CompiledProgram): boolean {
    const { source, time, stamp } = observation
    if (slotIndex(program, observation) === undefined) return false
    if (!feeds(program.program, source, this.#sources)) return false
    if (time >= this.#watermark && !this.#sources.isLate(source, time, stamp)) return true
    this.#late += 1
    return false
  }

  /** Folds everything that can no longer change at `now`. */
  advance(now: number): void {
    const bound = this.#bound
    const watermark = Math.max(this.#watermark, this.#sources.watermark(bound, now))
    if (this.#isEarly) {
      this.#clock = Math.max(this.#clock, watermark, this.#sources.standstill(bound, now))
      this.#overlay.advance(this.#clock)
    }
    if (watermark === this.#watermark) return
    this.#watermark = watermark
    this.#fold()
    if (this.#isEarly) this.#overlay.settle(watermark)
    this.#arrivals.forget(watermark)
    this.#taken.forget(watermark)
  }

  /** A source is back: waits that stood still go on. */
  resume(source: string): void {
    this.#settled.resume(source)
    this.#overlay.resume()
  }

  /** What was asked for since the last call. */
  take(): Effect[] {
    const taken = this.#out
    if (taken.length > 0) this.#out = []
    return taken
  }

  /** What a rule lately came to. */
  traces(rule: string): TraceClass[] {
    return this.#traces.of(rule)
  }

  /** What is settled, and where it stands: for looks into the past. */
  get standing(): { readonly settled: Settled; readonly slots: Slots } {
    return { settled: this.#settled, slots: this.#slots }
  }

  /** Whether it has ended, and everything about it is settled. */
  get isOver(): boolean {
    return this.#settled.program === null && this.#timeline.length === 0
  }

  /** What the log need not tell again; what is held back only where `isWhole`, or where the log cannot tell it. */
  save(isWhole: boolean): SavedInstallation {
    const { facts, episodes, program } = this.#settled
    const shelf = createShelf()
    const held = this.#held
    const isTold = !isWhole && this.#unknownUpTo < this.#watermark
    const saved: Omit<SavedInstallation, 'shelf'> = {
      id: this.id,
      watermark: finite(this.#watermark),
      clock: finite(this.#clock),
      late: this.#late,
      release: this.#release,
      program: program?.program ?? null,
      timeline: this.#timeline.map(({ at, compiled }) => ({ at, program: compiled?.program ?? null })),
      slots: this.#slots.save(),
      places: [...facts.places()].map(({ key }) => key),
      devices: [...facts.devices()].map(({ key, model, place, latest }) => [
        key,
        model,
        place?.key ?? null,
        latest.map((one) => (one ? shelf.put(one) : null)),
      ]),
      episodes: [...episodes.all()].map(([rule, { key }, episode]) => [
        rule.id,
        [saveEpisode(key, episode, shelf)],
      ]),
      suspended: this.#settled.suspended.save(),
      stops: this.#stops,
      arrivals: this.#arrivals.save(),
      early: this.#overlay.save(),
      held: isTold
        ? { taken: this.#taken.save(), size: held.size, check: held.check }
        : held.all().map(shelf.put),
    }
    return { ...saved, shelf: shelf.save() }
  }

  /** How many of the log's latest observations a checkpoint waits for; 0: none. */
  get wanted(): number {
    return heldOf(this.#wanted)?.taken.length ?? 0
  }

  /** Puts back what was held back; refuses with `kernel.bad-checkpoint` where these observations are others. */
  recall(observations: readonly ObservationRecord[]): void {
    const held = heldOf(this.#wanted)
    if (this.#wanted === null || held === null) return
    const first = observations.length - held.taken.length
    observations.slice(Math.max(0, first)).forEach((observation, place) => {
      const isTaken = wasTaken(held.taken, place)
      this.#taken.note(isTaken, observation.time)
      if (isTaken && observation.time >= this.#watermark) this.#held.add(observation)
    })
    const { size, check } = this.#held
    if (first < 0 || size !== held.size || check !== held.check)
      throw kernelError('kernel.bad-checkpoint', { reason: 'the log is not the one it was made of' })
    if (this.#isEarly) this.#overlay.restore(this.#wanted.early)
    this.#wanted = null
  }

  size(): Omit<FoldSize, 'bytes'> {
    const { episodes } = this.#settled
    const keys = this.#arrivals.size() + episodes.size
    return { keys, timers: episodes.timers, held: this.#held.size, late: this.#late }
  }

  #restore(saved: SavedInstallation): void {
    const settled = this.#settled
    const shelf = openShelf(saved.shelf)
    this.#watermark = saved.watermark ?? -Infinity
    this.#clock = saved.clock ?? -Infinity
    this.#late = saved.late
    this.#release = saved.release
    settled.program = saved.program && compileProgram(saved.program, this.id, this.#slots)
    settled.episodes.begin(settled.program)
    settled.suspended.restore(saved.suspended, settled.program)
    for (const { at, program } of saved.timeline) this.#plan(at, program)
    this.#survey()
    for (const place of saved.places) settled.facts.restorePlace(place)
    for (const [device, model, place, latest] of saved.devices)
      settled.facts.restore(
        device,
        model,
        place,
        latest.map((one) => (one === null ? undefined : shelf(one))),
      )
    for (const [id, keys] of saved.episodes) {
      const rule = settled.program?.rules.get(id)
      for (const one of rule ? keys : []) {
        const seat = rule && settled.seat(rule, one[0])
        if (rule && seat) settled.episodes.put(rule, seat, undefined, loadEpisode(one, shelf))
      }
    }
    this.#stops.push(...saved.stops)
    this.#wanted = heldOf(saved) === null ? null : saved
    if (this.#wanted !== null) return
    for (const place of saved.held as readonly number[]) this.#held.add(shelf(place))
    this.#unknownUpTo = this.#held.all().at(-1)?.time ?? -Infinity
    if (this.#isEarly) this.#overlay.restore(saved.early)
  }

  #plan(at: number, program: Program | null): void {
    const compiled = program && compileProgram(program, this.id, this.#slots)
    this.#timeline.push({ at, number: this.#release + this.#timeline.length + 1, compiled })
  }

  /** The program in force at an event time that is not settled yet. */
  #inForce(time: number): CompiledProgram | null {
    if (this.#timeline.length === 0) return this.#settled.program
    const later = this.#timeline.findLast(({ at }) => at <= time)
    return later ? later.compiled : this.#settled.program
  }

  /** Looks again at which sources feed it, and whether any rule is decided early. */
  #survey(): void {
    const programs = [this.#settled.program, ...this.#timeline.map(({ compiled }) => compiled)]
    const lists = programs.flatMap((one) => (one ? [one.program.sources] : []))
    const all = lists.length === 0 || lists.some((list) => list.length === 0)
    this.#bound = all ? this.#sources.names() : [...new Set(lists.flat())]
    this.#isEarly = programs.some((one) => (one?.early.size ?? 0) > 0)
  }

  #fold(): void {
    const { episodes } = this.#settled
    for (;;) {
      const control = this.#timeline[0]?.at ?? Infinity
      const stop = this.#stops[0]?.stamp ?? Infinity
      const instant = this.#held.first()
      const timer = episodes.next()
      const first = Math.min(control, stop, instant, timer)
      if (first >= this.#watermark || first > this.#until) return
      if (control === first) this.#enforce(this.#timeline.shift() as Release)
      else if (stop === first) this.#stop(this.#stops.shift() as SuspensionRecord)
      else if (instant === first) this.#instant(this.#held.takeInstant())
      else this.#settled.fireNext()
    }
  }

  #stop({ stamp, release, rule, reason }: SuspensionRecord): void {
    const found = this.#settled.program?.rules.get(rule)
    if (found?.release === release) this.#settled.suspend(found, { at: stamp, reason })
  }

  #instant(observations: readonly ObservationRecord[]): void {
    this.#settled.instant(observations)
    this.#traces.folded(observations, this.#settled)
  }

  #enforce({ at, compiled, number }: Release): void {
    this.#release = number
    this.#settled.release(compiled, at)
    this.#survey()
  }

  /** Asks for effects; gives the revision of a firing that is said for the first time, 0 where there is nothing to say. */
  #say(effects: readonly Effect[]): number {
    for (const effect of effects) this.#out.push(effect)
    return effects.length > 0 ? 1 : 0
  }

  #outcome(): Outcome {
    return {
      fired: (view, key, firing, stage) => {
        const effects = effectsOf(view, key, firing, stage.frame)
        this.#traces.fired(view, key, firing)
        return view.rule.early && effects.length > 0
          ? this.#confirm(view, key, firing, effects)
          : this.#say(effects)
      },
      takenBack: (view, key, episode, reason, { frame }) =>
        this.#say(takenBack(view, key, episode, reason, frame)),
      suspended: (rule, one) => this.#say([suspensionEffect(rule, one)]),
      expects: ({ rule, seat, due }) => {
        if (rule.early) this.#overlay.expect(rule.circle, seat.key, due)
      },
    }
  }

  #confirm({ rule }: View, key: string, firing: Firing, effects: Effect[]): number {
    const name = firingName(rule.id, firing)
    return this.#overlay.confirm(rule.circle, key, {
      name,
      rule: rule.id,
      at: firing.at,
      timed: false,
      effects,
    })
  }
}

/** Whether a program takes what this source brings. A source nobody declared (records, forms) brings to all. */
function feeds(program: Program, source: string, sources: Sources): boolean {
  return program.sources.length === 0 || program.sources.includes(source) || !sources.isKnown(source)
}

/** What the log is to tell, where a checkpoint does not hold it itself. */
function heldOf(saved: SavedInstallation | null): SavedHeld | null {
  return saved === null || Array.isArray(saved.held) ? null : (saved.held as SavedHeld)
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
