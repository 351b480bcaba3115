import type { Effect } from '../effect.ts'
import type { SuspensionRecord } from '../log.ts'
import type { Frame } from '../logic/closure.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import type { Episode, Firing } from './episode.ts'
import type { Suspension } from './suspension.ts'

/** The effects a firing asks for, one an action; a muted rule asks for nothing. `frame` is what the actions are filled from. */
export function effectsOf(view: View, key: string, firing: Firing, frame: Frame): Effect[] {
  return view.rule.rule.muted ? [] : asserted(view, key, firing, frame)
}

function asserted(view: View, key: string, firing: Firing, frame: Frame): Effect[] {
  const { rule, installation, release } = view.rule
  frame.now = firing.at
  const cause = {
    observation: firing.cause?.id ?? null,
    device: firing.cause?.device ?? (rule.key === 'device' ? key : null),
    place: firing.cause?.place ?? (rule.key === 'place' ? key : null),
  }
  return view.actions.map((fill, index) => {
    const action = fill(frame)
    return {
      id: effectId(installation, rule.id, key, firing, index),
      revision: 1,
      op: 'assert',
      installation,
      release,
      rule: rule.id,
      key,
      onset: firing.onset,
      at: firing.at,
      grade: ('alert' in action ? action.alert.grade : undefined) ?? rule.grade ?? 'normal',
      action,
      cause,
      final: true,
    }
  })
}

/** The effects that take back what a running episode asked for. `frame` is pointed at the moment at which they do. */
export function takenBack(view: View, key: string, episode: Episode, reason: string, frame: Frame): Effect[] {
  const firing = { onset: episode.onset, mark: '', at: frame.now, cause: episode.cause }
  const revision = episode.revision + 1
  return asserted(view, key, firing, frame).map((effect) => ({ ...effect, op: 'withdraw', revision, reason }))
}

const suspendedKey = 'suspended'

/** Tells the operator that a rule failed and is looked at no more. */
export function suspensionEffect(
  { rule, installation, release }: CompiledRule,
  { at, reason }: Suspension,
): Effect {
  const key = suspendedKey
  const { zh, en } = rule.title
  const title = {
    zh: `规则“${zh}”已停用，修改后重新发布即恢复`,
    en: `Rule "${en}" is suspended until the next release`,
  }
  return {
    id: effectId(installation, rule.id, key, { onset: at, mark: key }, 0),
    revision: 1,
    op: 'assert',
    installation,
    release,
    rule: rule.id,
    key,
    onset: at,
    at,
    grade: 'major',
    action: { alert: { title, grade: 'major', detail: { reason } } },
    cause: { observation: null, device: null, place: null },
    final: true,
  }
}

/** What to journal where an effect tells of a suspension; null where it tells of anything else. */
export function suspensionOf(effect: Effect): Omit<SuspensionRecord, 'type' | 'stamp'> | null {
  const { id, installation, release, rule, key, onset, action } = effect
  if (id !== effectId(installation, rule, suspendedKey, { onset, mark: suspendedKey }, 0)) return null
  if (key !== suspendedKey || !('alert' in action)) return null
  return { installation, release, rule, reason: String(action.alert.detail?.reason ?? '') }
}

/** Installation, rule, key, onset, action: the same however the log is folded. */
function effectId(
  installation: string,
  rule: string,
  key: string,
  firing: Pick<Firing, 'onset' | 'mark'>,
  action: number,
): string {
  const onset = firing.mark === '' ? String(firing.onset) : `${firing.onset}#${escaped(firing.mark)}`
  return `${installation}|${rule}|${escaped(key)}|${onset}|${action}`
}

function escaped(part: string): string {
  return /[|#%]/.test(part) ? part.replace(/[|#%]/g, (sign) => encodeURIComponent(sign)) : part
}
