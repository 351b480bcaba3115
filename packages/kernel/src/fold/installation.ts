import type { Effect } from '../effect.ts'
import type { ObservationRecord, Program, ReleaseRecord } from '../log.ts'
import { type CompiledProgram, compileProgram, takesPart } from '../program/compiled-program.ts'
import { createArrivals } from './arrivals.ts'
import { loadObservation, type SavedInstallation, saveObservation } from './checkpoint.ts'
import { createHeld } from './held.ts'
import { createSettled } from './settled.ts'
import type { Sources } from './sources.ts'

/** One installation: observations wait for its watermark, then fall to its rules in order of event time. */
export interface Installation {
  readonly id: string
  /** Whether the installation has a model of this name, now or in a release still to come into force. */
  watches(model: string): boolean
  release(record: ReleaseRecord): void
  observe(observation: ObservationRecord): void
  /** Folds everything that can no longer change at `now`. */
  advance(now: number): void
  resume(source: string): void
  take(): Effect[]
  /** Observations that came too late to be folded. */
  readonly late: number
  readonly isOver: boolean
  save(): SavedInstallation
  size(): { readonly keys: number; readonly timers: number }
}

interface Release {
  readonly at: number
  readonly compiled: CompiledProgram | null
}

/** An installation as a checkpoint left it, or one that no release has reached yet. */
export function createInstallation(
  id: string,
  sources: Sources,
  saved: SavedInstallation | null,
): Installation {
  const held = createHeld()
  const settled = createSettled(id, sources, saved?.settled ?? null)
  const arrivals = createArrivals(saved?.arrivals ?? null)
  const timeline: Release[] = []
  let watermark = saved?.watermark ?? -Infinity
  let late = saved?.late ?? 0
  let out: Effect[] = []
  const plan = (at: number, program: Program | null) =>
    timeline.push({ at, compiled: program && compileProgram(program, id, settled.slots) })
  for (const { at, program } of saved?.timeline ?? []) plan(at, program)
  for (const one of saved?.held ?? []) held.add(loadObservation(one))

  /** The program in force at an event time that is not settled yet. */
  const inForce = (time: number): CompiledProgram | null => {
    const later = timeline.findLast(({ at }) => at <= time)
    return later ? later.compiled : settled.program
  }
  const bound = (): Iterable<string> => {
    const named = (settled.program ?? timeline[0]?.compiled)?.program.sources ?? []
    return named.length > 0 ? named : sources.names()
  }

  const fold = () => {
    for (;;) {
      const control = timeline[0]?.at ?? Infinity
      const instant = held.first()
      const timer = settled.next()
      const first = Math.min(control, instant, timer)
      if (first >= watermark) return
      if (control === first) settled.release((timeline.shift() as Release).compiled, first)
      else if (instant === first) settled.instant(held.takeInstant())
      else settled.fireNext()
    }
  }

  return {
    id,
    watches: (model) =>
      (settled.program?.models.has(model) ?? false) ||
      timeline.some(({ compiled }) => compiled?.models.has(model) ?? false),
    release: ({ stamp, program }) => void plan(stamp, program),
    observe(observation) {
      const { source, time, stamp } = observation
      const program = inForce(time)
      if (program === null || !takesPart(program, observation) || !feeds(program.program, source, sources))
        return
      if (time < watermark || sources.isLate(source, time, stamp)) {
        late += 1
        return
      }
      held.add(observation)
      for (const effect of arrivals.observe(observation, program)) out.push(effect)
    },
    advance(now) {
      watermark = Math.max(watermark, sources.watermark(bound(), now))
      fold()
      arrivals.forget(watermark)
    },
    resume: (source) => settled.resume(source),
    take() {
      const taken = out.concat(settled.take())
      out = []
      return taken
    },
    get late() {
      return late
    },
    get isOver() {
      return settled.program === null && timeline.length === 0
    },
    save: () => ({
      id,
      watermark: Number.isFinite(watermark) ? watermark : null,
      late,
      timeline: timeline.map(({ at, compiled }) => ({ at, program: compiled?.program ?? null })),
      arrivals: arrivals.save(),
      held: held.all().map(saveObservation),
      settled: settled.save(),
    }),
    size: () => settled.size(),
  }
}

/** Whether a program takes what this source brings. A source nobody declared (records, forms) brings to all. */
function feeds(program: Program, source: string, sources: Sources): boolean {
  return program.sources.length === 0 || program.sources.includes(source) || !sources.isKnown(source)
}
