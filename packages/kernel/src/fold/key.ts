import type { ObservationRecord } from '../log.ts'
import { follow } from '../logic/path.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'

/** The key of community-wide rules. */
export const communityKey = 'community'

/** The key a rule has for an observation, or null where it has none: no place, or no such field. */
export function keyOf({ rule, field }: CompiledRule, observation: ObservationRecord): string | null {
  if (field !== null) return keyText(follow(observation.value, field))
  if (rule.key === 'place') return observation.place
  return rule.key === 'community' ? communityKey : observation.device
}

function keyText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}
