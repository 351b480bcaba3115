import type { CompiledProgram } from '../program/compiled-program.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'
import { type Episode, nextOf } from './episode.ts'
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
  all(): Iterable<readonly [rule: CompiledRule, keys: ReadonlyMap<string, Episode>]>
  drop(rule: CompiledRule, key: string): void
  /** Begins anew for the rules of a program; gives what stood before. */
  begin(program: CompiledProgram | null): (rule: CompiledRule | undefined) => ReadonlyMap<string, Episode>
  /** When the next timer is due, Infinity where there is none. */
  next(): number
  /** Takes out the next timer; null where what it was set for is not due yet, or no more. */
  pop(): Timer | null
  /** Sets a timer again for an episode that was looked at and is still there. */
  arm(rule: CompiledRule, key: string): void
  readonly timers: number
}

const none: ReadonlyMap<string, Episode> = new Map()

/** An empty store; `expects` hears of each timer that is set. Each episode has one timer, however often it is put off. */
export function createEpisodes(expects: (timer: Timer) => void): EpisodeStore {
  const timers = createHeap<Timer>()
  let rules: readonly CompiledRule[] = []
  let episodes: Map<string, Episode>[] = []

  const set = (rule: CompiledRule, key: string, episode: Episode) => {
    const due = nextOf(episode)
    if (due >= episode.armed || due === Infinity) return
    episode.armed = due
    const timer = { due, rule, key }
    timers.push(timer)
    expects(timer)
  }

  return {
    get: (rule, key) => episodes[rule.index]?.get(key),
    put(rule, key, before, after) {
      if (before === after) return
      const keys = episodes[rule.index]
      if (after === undefined) {
        keys?.delete(key)
        return
      }
      keys?.set(key, after)
      after.armed = before === undefined ? Infinity : before.armed
      set(rule, key, after)
    },
    *all() {
      for (const rule of rules) yield [rule, episodes[rule.index] ?? none]
    },
    drop: (rule, key) => void episodes[rule.index]?.delete(key),
    begin(program) {
      const old = new Map(rules.map((rule) => [rule, episodes[rule.index] ?? none]))
      rules = program === null ? [] : [...program.rules.values()]
      episodes = rules.map(() => new Map())
      return (rule) => (rule && old.get(rule)) ?? none
    },
    next: () => timers.peek()?.due ?? Infinity,
    pop() {
      const timer = timers.pop() as Timer
      const { due, rule, key } = timer
      const episode = rules[rule.index] === rule ? episodes[rule.index]?.get(key) : undefined
      if (episode === undefined || episode.armed !== due) return null
      episode.armed = Infinity
      if (nextOf(episode) === due) return timer
      set(rule, key, episode)
      return null
    },
    arm(rule, key) {
      const episode = episodes[rule.index]?.get(key)
      if (episode) set(rule, key, episode)
    },
    get timers() {
      return timers.size
    },
  }
}
