import type { Json } from '@linli/kernel'

/** What a call of the behaviour gave; a function that throws takes nothing else with it. */
export type GuestOutcome =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly reason: string }

/** Calls a function of the behaviour as the sandbox does: plain JSON in, plain JSON out, nothing shared. */
export function callGuest(guest: ((given: never) => unknown) | undefined, given: object): GuestOutcome {
  if (guest === undefined) return { ok: false, reason: 'the behaviour has no such function' }
  try {
    const value = guest(copy(given) as never)
    if (value instanceof Promise)
      return { ok: false, reason: 'it returned a promise; functions of a behaviour are not async' }
    return { ok: true, value: copy(value ?? null) as Json }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown
