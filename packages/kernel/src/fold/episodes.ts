import { kernelError } from '../errors.ts'
import type { CompiledProgram } from '../program/compiled-program.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'
import { type Episode, nextOf, type Seat } from './episode.ts'
import { createHeap } from './heap.ts'

/** A moment at which the episode of a rule and key has to be looked at. */
export interface Timer {
  readonly due: number
  readonly rule: CompiledRule
  readonly seat: Seat
}

/** The episodes of an installation's rules, with their timers. Circles hold their own; keys of fields are held here. */
export interface EpisodeStore {
  /** The seat of a key that is a field's value; an empty one where the rule does not stand anywhere for it. */
  seat(rule: CompiledRule, key: string): Seat
  put(rule: CompiledRule, seat: Seat, before: Episode | undefined, after: Episode | undefined): void
  all(): Iterable<readonly [rule: CompiledRule, seat: Seat, episode: Episode]>
  /** Forgets where a rule stands. */
  clear(rule: CompiledRule): void
  /** Begins anew for the rules of a program; gives what stood before, by key. */
  begin(program: CompiledProgram | null): (rule: CompiledRule | undefined) => ReadonlyMap<string, Episode>
  /** When the next timer is due, Infinity where there is none. */
  next(): number
  /** Takes out the next timer; null where what it was set for is not due yet, or no more. */
  pop(): Timer | null
  /** Sets a timer again for an episode that was looked at and is still there. */
  arm(rule: CompiledRule, seat: Seat): void
  readonly timers: number
  readonly size: number
}

/** So many keys of one rule may stand anywhere but at their beginning. */
export const mostKeys = 200_000

const none: ReadonlyMap<string, Episode> = new Map()

/**
 * An empty store over the seats of all circles; `expects` hears of each timer that is set. Each episode has one timer,
 * however often it is put off.
 */
export function createEpisodes(circles: () => Iterable<Seat>, expects: (timer: Timer) => void): EpisodeStore {
  const timers = createHeap<Timer>()
  const fields = new Map<CompiledRule, Map<string, Seat>>()
  let rules: readonly CompiledRule[] = []
  /** How many keys each rule stands for. */
  let counts: number[] = []

  const set = (rule: CompiledRule, seat: Seat, episode: Episode) => {
    const due = nextOf(episode)
    if (due >= episode.armed || due === Infinity) return
    episode.armed = due
    const timer = { due, rule, seat }
    timers.push(timer)
    expects(timer)
  }

  const counted = (rule: CompiledRule) => {
    const count = (counts[rule.index] ?? 0) + 1
    if (count > mostKeys) throw kernelError('kernel.too-many-keys', { limit: mostKeys })
    counts[rule.index] = count
  }

  const all = function* (): Generator<readonly [CompiledRule, Seat, Episode]> {
    for (const seat of circles())
      for (const [column, episode] of seat.episodes.entries())
        if (episode) yield [rules[column] as CompiledRule, seat, episode]
    for (const [rule, seats] of fields)
      for (const seat of seats.values()) if (seat.episodes[0]) yield [rule, seat, seat.episodes[0]]
  }

  return {
    all,
    seat: (rule, key) => fields.get(rule)?.get(key) ?? { key, episodes: [] },
    put(rule, seat, before, after) {
      if (before === after) return
      if (before === undefined) counted(rule)
      else if (after === undefined) counts[rule.index] = (counts[rule.index] ?? 1) - 1
      seat.episodes[rule.column] = after
      if (rule.field !== null && (before === undefined || after === undefined)) {
        if (after) fields.get(rule)?.set(seat.key, seat)
        else fields.get(rule)?.delete(seat.key)
      }
      if (after === undefined) return
      after.armed = before === undefined ? Infinity : before.armed
      set(rule, seat, after)
    },
    clear(rule) {
      for (const [one, seat] of all()) if (one === rule) seat.episodes[rule.column] = undefined
      fields.get(rule)?.clear()
      counts[rule.index] = 0
    },
    begin(program) {
      const old = new Map(rules.map((rule) => [rule, new Map<string, Episode>()]))
      for (const [rule, { key }, episode] of all()) old.get(rule)?.set(key, episode)
      for (const seat of circles()) seat.episodes.length = 0
      fields.clear()
      rules = program === null ? [] : [...program.rules.values()]
      counts = rules.map(() => 0)
      for (const rule of rules) if (rule.field !== null) fields.set(rule, new Map())
      return (rule) => (rule && old.get(rule)) ?? none
    },
    next: () => timers.peek()?.due ?? Infinity,
    pop() {
      const timer = timers.pop() as Timer
      const { due, rule, seat } = timer
      const episode = rules[rule.index] === rule ? seat.episodes[rule.column] : undefined
      if (episode === undefined || episode.armed !== due) return null
      episode.armed = Infinity
      if (nextOf(episode) === due) return timer
      set(rule, seat, episode)
      return null
    },
    arm(rule, seat) {
      const episode = seat.episodes[rule.column]
      if (episode) set(rule, seat, episode)
    },
    get timers() {
      return timers.size
    },
    get size() {
      let size = 0
      for (const _ of all()) size += 1
      return size
    },
  }
}
