import { readDuration } from '../duration.ts'
import type { Program } from '../log.ts'
import type { Duration, Rule } from '../rule.ts'
import { type CompiledSchedule, compileSchedule } from './schedule.ts'
import { type CompiledWindow, compileWindows } from './windows.ts'

/** The time forms of a rule, lengths in ms. */
export interface TimeForms {
  /** `for`, `absent` and `cooldown`; 0 where the rule has none. */
  readonly hold: number
  readonly silence: number
  readonly cooldown: number
  readonly count: {
    readonly atLeast: number
    readonly within: number
    readonly distinct: string | null
  } | null
  readonly windows: readonly CompiledWindow[]
  readonly sequence: { readonly kind: 'followedBy' | 'notFollowedBy'; readonly within: number } | null
  readonly clear: { readonly hold: number } | null
  readonly schedule: CompiledSchedule | null
}

/** Reads the time forms of a rule; null where one of them cannot be read: `checkRule` says why. */
export function compileTimeForms(rule: Rule, program: Program): TimeForms | null {
  const read = (duration: Duration | undefined) =>
    duration === undefined ? 0 : readDuration(duration, program.settings)
  const [hold, silence, cooldown] = [rule.for, rule.absent, rule.cooldown].map(read)
  const within = [rule.count?.within, rule.sequence?.within, rule.clear?.for].map(read)
  const [counted = null, sequenced = null, cleared = null] = within
  const windows = compileWindows(rule, program)
  const schedule = rule.schedule ? compileSchedule(rule.schedule, program) : null
  if (hold == null || silence == null || cooldown == null) return null
  if (counted === null || sequenced === null || cleared === null || windows === null) return null
  if (
    (rule.schedule && schedule === null) ||
    (rule.sequence && !rule.sequence.followedBy === !rule.sequence.notFollowedBy)
  )
    return null
  const { count, sequence, clear } = rule
  return {
    hold,
    silence,
    cooldown,
    count: count ? { atLeast: count.atLeast, within: counted, distinct: count.distinct ?? null } : null,
    windows,
    sequence: sequence
      ? { kind: sequence.followedBy ? 'followedBy' : 'notFollowedBy', within: sequenced }
      : null,
    clear: clear ? { hold: cleared } : null,
    schedule,
  }
}
