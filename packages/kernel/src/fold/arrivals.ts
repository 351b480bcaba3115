import type { Effect } from '../effect.ts'
import type { ObservationRecord } from '../log.ts'
import { emptyFrame } from '../logic/closure.ts'
import type { CompiledProgram } from '../program/compiled-program.ts'
import type { View } from '../program/compiled-rule.ts'
import { aim, holds } from './aim.ts'
import { effectsOf } from './effects.ts'
import { keyOf } from './key.ts'
import type { Settled } from './settled.ts'
import { reasonOf } from './suspension.ts'

/** Times of firings by rule and key, as a checkpoint holds them. */
export interface SavedArrivals {
  readonly seen: readonly (readonly [id: string, time: number])[]
  readonly latches: readonly (readonly [rule: string, key: string, times: readonly number[], until: number])[]
}

interface Latch {
  readonly rule: string
  readonly key: string
  readonly times: number[]
  /** Event time from which on none of them silences anything any more. */
  until: number
}

/**
 * Rules that read nothing but the event itself: their verdict falls when it arrives, is final, and is never corrected.
 * Their cooldown is a latch: two firings of one rule and key never lie closer together, in whatever order they arrive.
 */
export interface Arrivals {
  observe(observation: ObservationRecord, program: CompiledProgram | null): Effect[]
  /** Forgets what nothing on time can be compared with any more. */
  forget(watermark: number): void
  size(): number
  save(): SavedArrivals
}

const none: Effect[] = []

/** Arrivals as a checkpoint left them. */
export function createArrivals(
  saved: SavedArrivals | null,
  settled: Pick<Settled, 'suspended' | 'suspend'>,
): Arrivals {
  const frame = emptyFrame()
  const seen = new Map<string, number>(saved?.seen)
  const latches = new Map<string, Latch>()
  /** No latch ends before this. */
  let oldest = -Infinity
  for (const [rule, key, times, until] of saved?.latches ?? [])
    latches.set(latchName(rule, key), { rule, key, times: [...times], until })

  const isLatched = ({ rule }: View, key: string, time: number): boolean => {
    if (rule.cooldown === 0) return false
    const name = latchName(rule.rule.id, key)
    const latch = latches.get(name) ?? { rule: rule.rule.id, key, times: [], until: -Infinity }
    if (latch.times.some((fired) => Math.abs(fired - time) < rule.cooldown)) return true
    latch.times.push(time)
    latch.until = Math.max(latch.until, time + rule.cooldown)
    oldest = Math.min(oldest, latch.until)
    latches.set(name, latch)
    return false
  }

  const judge = (view: View, observation: ObservationRecord): Effect[] => {
    const key = keyOf(view.rule, observation)
    if (key === null) return none
    aim(frame, null, observation.time, observation, undefined)
    const { schedule } = view.rule
    if (schedule !== null && !schedule.inside(observation.time)) return none
    if (holds(view.test, frame) !== true || isLatched(view, key, observation.time)) return none
    const { time, id } = observation
    const firing = { onset: time, mark: id, at: time, cause: observation }
    return effectsOf(view, key, firing, frame)
  }

  const guarded = (view: View, observation: ObservationRecord): Effect[] => {
    if (settled.suspended.has(view.rule)) return none
    try {
      return judge(view, observation)
    } catch (error) {
      settled.suspend(view.rule, { at: observation.time, reason: reasonOf(error) })
      return none
    }
  }

  return {
    observe(observation, program) {
      if (observation.kind !== 'event') return none
      const views = program?.models.get(observation.model)?.arrivals.get(observation.name)
      if (!views || seen.has(observation.id)) return none
      seen.set(observation.id, observation.time)
      return views.flatMap((view) => guarded(view, observation))
    },
    forget(watermark) {
      for (const [id, time] of seen) {
        if (time >= watermark) break
        seen.delete(id)
      }
      if (oldest >= watermark) return
      oldest = Infinity
      for (const [name, latch] of latches) {
        if (latch.until < watermark) latches.delete(name)
        else oldest = Math.min(oldest, latch.until)
      }
    },
    size: () => latches.size,
    save: () => ({
      seen: [...seen],
      latches: [...latches.values()].map(({ rule, key, times, until }) => [rule, key, times, until]),
    }),
  }
}

function latchName(rule: string, key: string): string {
  return `${rule}\n${key}`
}
