import type { CompiledRule } from '../program/compiled-rule.ts'
import type { Episode } from './episode.ts'
import { createHeap } from './heap.ts'

/** A moment at which the episode of a rule and key has to be looked at. */
export interface Timer {
  readonly due: number
  readonly rule: CompiledRule
  readonly key: string
}

/** The episodes of an installation's rules, with their timers. */
export interface EpisodeStore {
  get(rule: CompiledRule, key: string): Episode | undefined
  put(rule: CompiledRule, key: string, before: Episode | undefined, after: Episode | undefined): void
  of(rule: CompiledRule): ReadonlyMap<string, Episode>
  all(): Iterable<readonly [rule: CompiledRule, keys: ReadonlyMap<string, Episode>]>
  /** Takes out all episodes, to begin anew. */
  drain(): (rule: CompiledRule | undefined) => ReadonlyMap<string, Episode>
  drop(rule: CompiledRule, key: string): void
  /** When the next timer is due, Infinity where there is none. */
  next(): number
  /** Takes out the next timer; one that its episode no longer has is still given. */
  pop(): Timer | undefined
  readonly timers: number
}

const none: ReadonlyMap<string, Episode> = new Map()

/** An empty store; `expects` hears of each timer that is set. */
export function createEpisodes(expects: (timer: Timer) => void): EpisodeStore {
  const timers = createHeap<Timer>()
  let episodes = new Map<CompiledRule, Map<string, Episode>>()

  const expect = (timer: Timer) => {
    timers.push(timer)
    expects(timer)
  }

  return {
    get: (rule, key) => episodes.get(rule)?.get(key),
    put(rule, key, before, after) {
      if (before === after) return
      const keys = episodes.get(rule)
      if (after === undefined) {
        keys?.delete(key)
        return
      }
      if (keys) keys.set(key, after)
      else episodes.set(rule, new Map([[key, after]]))
      const { due, look } = after
      if (due !== Infinity) expect({ due, rule, key })
      if (look !== Infinity && look !== due) expect({ due: look, rule, key })
    },
    of: (rule) => episodes.get(rule) ?? none,
    all: () => episodes,
    drain() {
      const old = episodes
      episodes = new Map()
      return (rule) => (rule && old.get(rule)) ?? none
    },
    drop: (rule, key) => void episodes.get(rule)?.delete(key),
    next: () => timers.peek()?.due ?? Infinity,
    pop: () => timers.pop(),
    get timers() {
      return timers.size
    },
  }
}
