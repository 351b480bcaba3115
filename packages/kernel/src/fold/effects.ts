import type { Effect } from '../effect.ts'
import type { Frame } from '../logic/closure.ts'
import type { View } from '../program/compiled-rule.ts'
import type { Firing } from './episode.ts'

/** How the effects of a firing are said. */
export interface Saying {
  readonly revision: number
  readonly final: boolean
}

/** The effects a firing asks for, one an action. `frame` is what the actions are filled from. */
export function effectsOf(
  view: View,
  key: string,
  firing: Firing,
  frame: Frame,
  { revision, final }: Saying,
): Effect[] {
  const { rule, installation, release } = view.rule
  return view.actions.map((fill, index) => {
    const action = fill(frame)
    return {
      id: effectId(installation, rule.id, key, firing, index),
      revision,
      op: 'assert',
      installation,
      release,
      rule: rule.id,
      key,
      onset: firing.onset,
      at: firing.at,
      grade: ('alert' in action ? action.alert.grade : undefined) ?? rule.grade ?? 'normal',
      action,
      cause: {
        observation: firing.cause?.id ?? null,
        device: firing.cause?.device ?? null,
        place: firing.cause?.place ?? null,
      },
      final,
    }
  })
}

/** Installation, rule, key, onset, action: the same however the log is folded. */
export function effectId(
  installation: string,
  rule: string,
  key: string,
  firing: Firing,
  action: number,
): string {
  const onset = firing.mark === '' ? String(firing.onset) : `${firing.onset}#${escaped(firing.mark)}`
  return `${installation}|${rule}|${escaped(key)}|${onset}|${action}`
}

function escaped(part: string): string {
  return /[|#%]/.test(part) ? part.replace(/[|#%]/g, encodeURIComponent) : part
}
