import { type Episode, isCooling } from '../fold/episode.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'
import type { Outcome } from './explanation.ts'

/** What has to be known to say how a rule stands for a key. */
export interface Standing {
  readonly rule: CompiledRule
  readonly episode: Episode | undefined
  /** Whether the condition holds; for rules on events: that of the last one looked at. */
  readonly holds: boolean | undefined
  /** The moment that is looked at. */
  readonly at: number
  /** Event times of the rule's firings for the key that are known of, and the onsets of what fired. */
  readonly firings: readonly { readonly at: number; readonly onset: number }[]
}

/** How a rule stands for a key at a moment; whether it is muted does not count. */
export function classify(standing: Standing): Outcome {
  const { rule, firings, at } = standing
  if (firings.some((one) => one.at === at)) return 'fired'
  if (rule.kind === 'moment') return afterMoment(standing)
  const { episode } = standing
  if (episode !== undefined && episode.since !== null) return running(standing, episode)
  if (episode?.memory.awaited) return 'awaiting'
  return rule.kind === 'absence' ? 'nothing-said' : atRest(standing)
}

function running(standing: Standing, episode: Episode): Outcome {
  const { rule, firings, at } = standing
  if (firings.some(({ onset }) => onset === episode.onset) && episode.fired) return 'standing'
  if (!episode.fired) return isPutOff(standing, episode) ? 'outside-schedule' : 'waiting'
  if (episode.memory.awaited) return 'awaiting'
  if (rule.sequence !== null) return 'passed'
  // What fired is reckoned from the moment it was due.
  return suppressed(rule, episode, at)
}

/** An absence that was long enough, but outside the schedule: it fires when the next period begins. */
function isPutOff({ rule, at }: Standing, { due, since }: Episode): boolean {
  const { schedule } = rule
  if (rule.kind !== 'absence' || schedule === null || since === null) return false
  return (
    at - since > rule.silence && due !== Infinity && !schedule.inside(at) && schedule.nextStart(at) === due
  )
}

function suppressed(rule: CompiledRule, { memory }: Episode, at: number): Outcome {
  if (rule.count !== null && memory.counted.length > 0 && memory.counted.length < rule.count.atLeast)
    return 'counting'
  return rule.cooldown > 0 && memory.cooled > -Infinity && memory.cooled <= at ? 'cooling' : 'counting'
}

function atRest({ rule, holds, at }: Standing): Outcome {
  if (rule.schedule !== null && !rule.schedule.inside(at)) return 'outside-schedule'
  return holds === undefined ? 'unknown' : holds ? 'waiting' : 'unmet'
}

function afterMoment(standing: Standing): Outcome {
  const { rule, episode, holds, at, firings } = standing
  const resting = atRest(standing)
  if (resting !== 'waiting') return resting
  if (episode?.memory.awaited) return 'awaiting'
  if (rule.sequence !== null) return 'passed'
  const isLatched = firings.some((one) => Math.abs(one.at - at) < rule.cooldown)
  if (isLatched || (episode && isCooling(rule, episode.memory, at))) return 'cooling'
  return holds && rule.count !== null ? 'counting' : 'passed'
}

/** Whether an outcome means that the condition is met, waits and counts aside; null where that was not looked at. */
export function metBy(outcome: Outcome, rule: CompiledRule): boolean | null {
  switch (outcome) {
    case 'fired':
    case 'standing':
    case 'muted':
    case 'awaiting':
    case 'counting':
    case 'cooling':
    case 'passed':
      return true
    case 'waiting':
      return rule.kind !== 'absence'
    case 'unmet':
      return false
    default:
      return null
  }
}
