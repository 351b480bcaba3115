import type { Action, Grade } from './rule.ts'

/**
 * What a rule asks for. `(id, revision)` is unique and the same however often the log is folded.
 * `id` is built from installation, rule, key, onset and action index; never from release or batch.
 */
export interface Effect {
  readonly id: string
  readonly revision: number
  readonly op: 'assert' | 'amend' | 'withdraw' | 'replace'
  /** For `replace`: the id of the effect that this one takes the place of. */
  readonly replaces?: string
  readonly installation: string
  readonly release: number
  readonly rule: string
  readonly key: string
  /** Event time at which the episode began; of one that a release found standing: at which that came into force. */
  readonly onset: number
  /** Event time at which the rule fired: the onset, or the due time of its timer. */
  readonly at: number
  readonly grade: Grade
  /** The action with every `$` filled. */
  readonly action: Action
  readonly cause: {
    readonly observation: string | null
    readonly device: string | null
    readonly place: string | null
  }
  /** True when no late observation can change this verdict any more. Commands are sent only then. */
  readonly final: boolean
  /** For `withdraw`: why. */
  readonly reason?: string
}
