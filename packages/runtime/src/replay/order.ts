import type { Replayed } from './choose-program.ts'

/** What somebody asked to be replayed. */
export interface ReplayOrder {
  readonly installation: Replayed
  readonly path: string
  readonly account: string
  readonly over: 'history' | 'file'
  /** Another version than ran, or than runs. */
  readonly whatIf: boolean
}
