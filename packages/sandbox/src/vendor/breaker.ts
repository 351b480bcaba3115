import type { Limits } from '../limits.ts'

/** Counts how often a plugin ran out of control and suspends it when that was too often. */
export interface Breaker {
  /** Time (ms) until which the plugin is suspended, or null. */
  suspendedUntil(now: number): number | null
  /** One more strike; true when this one suspended the plugin. */
  strike(now: number): boolean
  reset(): void
  strikes(now: number): number
}

/** A breaker that opens after `strikes` within `strikeWindow` and closes by itself after `suspension`. */
export function createBreaker(limits: Pick<Limits, 'strikes' | 'strikeWindow' | 'suspension'>): Breaker {
  let times: number[] = []
  let until = 0
  const recent = (now: number) => times.filter((time) => now - time < limits.strikeWindow)
  return {
    suspendedUntil: (now) => (now < until ? until : null),
    strike(now) {
      times = [...recent(now), now]
      if (times.length < limits.strikes || now < until) return false
      until = now + limits.suspension
      times = []
      return true
    },
    reset() {
      times = []
      until = 0
    },
    strikes: (now) => recent(now).length,
  }
}
