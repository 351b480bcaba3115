import type { Frame } from '../logic/closure.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import type { Episode, Firing, Seat } from './episode.ts'

/** Where rules are judged: what they may read, the states they come to, and where their firings go. */
export interface Stage {
  readonly frame: Frame
  put(view: View, seat: Seat, before: Episode | undefined, after: Episode | undefined): void
  /** Takes a firing; gives the revision under which it was asked for, 0 where it was not. */
  fire(view: View, key: string, firing: Firing): number
  /** Takes back what a running episode asked for. */
  takeBack(view: View, key: string, episode: Episode, reason: string): void
  /** When `length` of a source's connected time has passed since `since`. */
  elapsed(source: string, since: number, length: number): number
  /** Rules that failed: nobody looks at them. */
  readonly suspended: { readonly size: number; has(rule: CompiledRule): boolean }
  /** A rule failed while it was looked at. */
  fail(view: View, at: number, error: unknown): void
}
