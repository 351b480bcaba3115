import type { Effect } from '../effect.ts'
import type { Firing } from './episode.ts'

/** What makes it the same firing in another folding. */
export function firingName(rule: string, { onset, mark }: Pick<Firing, 'onset' | 'mark'>): string {
  return `${rule}|${onset}|${mark}`
}

/** One firing with the effects it asks for. */
export interface Forecast {
  /** See `firingName`. */
  readonly name: string
  readonly rule: string
  readonly at: number
  /** Fired by a timer, not by something that was said: it waits until early timers have come that far. */
  readonly timed: boolean
  readonly effects: readonly Effect[]
}

/** What was said early about one firing. */
export interface Entry extends Forecast {
  readonly revision: number
  /** False once it was taken back. */
  readonly live: boolean
}

/** What was said early for one key and is not settled yet, by the firing's name. */
export type Ledger = Map<string, Entry>

/** Says what changed between what was said and what is now forecast; firings before `settled` are past changing. */
export function announce(ledger: Ledger, forecasts: readonly Forecast[], settled: number): Effect[] {
  const wanted = new Map<string, Forecast>()
  for (const one of forecasts) if (one.at >= settled) wanted.set(one.name, one)
  const gone = [...ledger.values()].filter(({ live, name }) => live && !wanted.has(name))
  const out: Effect[] = []
  for (const forecast of wanted.values()) {
    const said = ledger.get(forecast.name)
    if (said?.live) {
      if (!isSame(said.effects, forecast.effects)) out.push(...say(ledger, forecast, 'amend'))
      else if (said.effects !== forecast.effects)
        ledger.set(said.name, { ...said, effects: forecast.effects })
      continue
    }
    const place = gone.findIndex(({ rule }) => rule === forecast.rule)
    const [replaced] = place < 0 ? [] : gone.splice(place, 1)
    out.push(...say(ledger, forecast, replaced ? 'replace' : 'assert', replaced))
    if (replaced) ledger.set(replaced.name, { ...replaced, live: false })
  }
  for (const entry of gone) out.push(...withdraw(ledger, entry, false))
  return out
}

/** Says a firing finally; gives its effects and the revision under which they are said. */
export function confirm(
  ledger: Ledger,
  firing: Forecast,
): { readonly effects: Effect[]; readonly revision: number } {
  const said = ledger.get(firing.name)
  const revision = (said?.revision ?? 0) + 1
  ledger.delete(firing.name)
  const effects = firing.effects.map((effect): Effect => {
    const op = said?.live && isAlert(effect) ? 'amend' : 'assert'
    return { ...effect, op, revision, final: true }
  })
  return { effects, revision }
}

/**
 * Takes back what was said early and did not come true, and forgets what is settled. The revision of a firing that
 * may still happen later (`pending`) is kept.
 */
export function settle(ledger: Ledger, settled: number, pending: (name: string) => boolean): Effect[] {
  const out: Effect[] = []
  for (const entry of [...ledger.values()]) {
    if (entry.at >= settled) continue
    if (entry.live) out.push(...withdraw(ledger, entry, true))
    if (!pending(entry.name)) ledger.delete(entry.name)
  }
  return out
}

function say(
  ledger: Ledger,
  forecast: Forecast,
  op: 'assert' | 'amend' | 'replace',
  replaced?: Entry,
): Effect[] {
  const revision = (ledger.get(forecast.name)?.revision ?? 0) + 1
  ledger.set(forecast.name, { ...forecast, revision, live: true })
  return forecast.effects.filter(isAlert).map((effect, index) => {
    const old = replaced?.effects.filter(isAlert)[index]
    const said = { ...effect, revision, final: false }
    return op === 'replace' && old
      ? { ...said, op, replaces: old.id }
      : { ...said, op: op === 'amend' ? op : 'assert' }
  })
}

function withdraw(ledger: Ledger, entry: Entry, final: boolean): Effect[] {
  const revision = entry.revision + 1
  ledger.set(entry.name, { ...entry, revision, live: false })
  const reason = 'late data'
  return entry.effects
    .filter(isAlert)
    .map((effect) => ({ ...effect, op: 'withdraw', revision, final, reason }))
}

/** Commands are never said early: they wait until nothing can change them. */
function isAlert({ action }: Effect): boolean {
  return 'alert' in action
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) =>
    isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
  )
}
