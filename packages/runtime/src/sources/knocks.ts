import type { RuntimeError } from '../errors.ts'

/** Somebody who was turned away at the door, before anything could be kept: who, why, how often and when (ms since 1970). */
export interface Knock {
  /** Charge point id, MQTT client or network address; at most 64 characters of it. */
  readonly address: string
  readonly code: string
  readonly message: { readonly zh: string; readonly en: string }
  readonly count: number
  readonly first: number
  readonly last: number
}

/** The latest knocks, one for each address and reason. In memory and bounded: strangers cannot make it grow. */
export interface Knocks {
  note(address: string, error: RuntimeError, at: number): void
  /** The latest first. */
  list(): readonly Knock[]
}

/** How many are remembered; then the one that was heard of longest ago goes. */
export const mostKnocks = 50
const longestAddress = 64

/** A memory with nothing in it yet. */
export function createKnocks(): Knocks {
  const knocks = new Map<string, Knock>()
  return {
    note(address, { code, text }, at) {
      const shown = address.slice(0, longestAddress)
      const key = `${code}\n${shown}`
      const { count = 0, first = at } = knocks.get(key) ?? {}
      // Put in anew, so that the map's order is that of the last time.
      knocks.delete(key)
      knocks.set(key, { address: shown, code, message: text, count: count + 1, first, last: at })
      if (knocks.size > mostKnocks) knocks.delete(knocks.keys().next().value as string)
    },
    list: () => [...knocks.values()].reverse(),
  }
}
